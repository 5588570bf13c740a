import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { insertRows, UnitOfWork } from '../../database/index.js';
import {
  assertAgreementAction,
  isSigned,
  pendingTermination,
  pendingVersion,
  withSignature,
  type AgreementFacts,
  type AgreementVersion,
} from '../../domain/agreement/agreement.js';
import { assertShareable } from '../../domain/agreement/shared-completeness.js';
import { assertNoOverlap, stretches } from '../../domain/agreement/agreement-overlap.js';
import { PartiesQueries } from '../parties/index.js';
import type { AgreementAnswer } from './agreement-answer.dto.js';
import { AgreementAnswers } from './agreement-answers.js';
import { AgreementCoverRow } from './agreement-cover.entity.js';
import { AgreementSignatureRow, type SignedSubject } from './agreement-signature.entity.js';
import { lockAgreement, touch, versionSubject } from './agreement-store.js';
import { neighbours } from './neighbours.js';
import { SignatureHooks } from './signature-hooks.js';
import { terminationHash, versionHash } from './signed-document.js';

/** Signing: the agreement itself, an amendment or a termination, whichever awaits it. */
@Injectable()
export class AgreementSigningService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly parties: PartiesQueries,
    private readonly hooks: SignatureHooks,
    private readonly answers: AgreementAnswers,
  ) {}

  /**
   * Signs for the caller's side what awaits a signature. With the second one it holds from its first day on. A given
   * version of the resource makes sure that nobody signs other words than those that were read.
   *
   * @throws NotFoundError, DomainError `stale-version`, `nothing-to-sign`, `already-signed`, `agreement-state`,
   * `overlapping-exclusive-agreement`, `overlapping-agreement`, `completeness-of-others`
   */
  async sign(caller: Caller, id: string, version: number | undefined): Promise<AgreementAnswer> {
    const { partyId, userId } = caller;
    if (partyId === null) throw new NotFoundError('agreement');
    return this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, partyId);
      if (version !== undefined) requireVersion(row.version, version);
      const signedAt = this.clock.now();
      const signed = withSignature(facts, { partyId, userId, at: new Date(signedAt).toISOString() });
      const pending = pendingVersion(facts);
      assertAgreementAction(pending?.version === 1 ? 'sign' : 'sign-change', this.answers.statusOf(facts));
      if (pending && partyId === facts.generatorId) await requireShareable(tx, facts, pending);
      const ending = pendingTermination(facts);
      const subject: SignedSubject = ending ? 'termination' : versionSubject(pending?.version ?? 1);
      const documentHash = ending ? terminationHash(ending) : pending && versionHash(pending);
      await tx.insert(AgreementSignatureRow, { agreementId: id, subject, partyId, userId, signedAt, documentHash });
      await touch(tx, row);
      await this.takeEffect(tx, facts, { signed, userId });
      return this.answers.afterWrite(tx, id, partyId);
    });
  }

  private async takeEffect(
    tx: EntityManager,
    before: AgreementFacts,
    { signed, userId }: { readonly signed: AgreementFacts; readonly userId: string },
  ): Promise<void> {
    const number = pendingVersion(before)?.version;
    const version = signed.versions.find((one) => one.version === number);
    const termination = pendingTermination(before) ? signed.termination : null;
    const subject = termination ?? version;
    if (!subject || !isSigned(subject, signed)) return;
    await this.claimCover(tx, before, signed);
    if (version) await this.hooks.announce(tx, { facts: signed, version, userId });
  }

  /**
   * Writes down what the agreement covers now. All who sign for a site, and all who log there, take its lock first, so
   * that of two agreements over the same site and stream only one can be signed.
   */
  private async claimCover(tx: EntityManager, before: AgreementFacts, signed: AgreementFacts): Promise<void> {
    const covered = stretches(signed);
    const siteIds = [...covered, ...stretches(before)].flatMap(({ scope }) => scope.siteIds);
    await this.parties.lockSites(tx, [...new Set(siteIds)]);
    assertNoOverlap(signed, await neighbours(tx, signed.id, siteIds));
    await tx.delete(AgreementCoverRow, { agreementId: signed.id });
    const rows = covered.flatMap(({ version, from, to, scope }) =>
      scope.siteIds.flatMap((siteId) =>
        scope.streams.map((stream) => [signed.id, siteId, stream, from, to, version] as const),
      ),
    );
    const columns = ['agreementId', 'siteId', 'stream', 'fromOn', 'toOn', 'versionNumber'];
    await insertRows(tx, { table: 'agreement_reach', columns, rows });
  }
}

/** Who else takes by-product of the sites is the generator's to know: it alone is told. */
async function requireShareable(
  tx: EntityManager,
  facts: AgreementFacts,
  { scope, terms }: AgreementVersion,
): Promise<void> {
  assertShareable(terms.completenessShared, facts, await neighbours(tx, facts.id, scope.siteIds));
}
