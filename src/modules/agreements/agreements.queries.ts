import { Injectable } from '@nestjs/common';
import { sharedInFact } from '../../domain/agreement/shared-completeness.js';
import type { CompletenessShared } from '../../domain/agreement/agreement.js';
import { neighbours } from './neighbours.js';
import type { EntityManager } from 'typeorm';
import { Clock, NotFoundError, type Caller } from '../../common/index.js';
import { Database, recallSql, type Value } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import {
  pendingTermination,
  pendingVersion,
  versionOn,
  type AgreementFacts,
  type AgreementTerms,
  type Signature,
} from '../../domain/agreement/agreement.js';
import type { SeenAgreement } from '../../domain/sight/viewer.js';
import { sidesOf, versionFor, type AgreementSides } from '../../domain/agreement/sides.js';
import { localDay, type Day } from '../../domain/measure/time.js';
import { loadAgreement, loadAgreements, type StoredAgreement } from './agreement-store.js';
import { agreementsSeen, sharedAgreementIds } from './seen-agreements.js';
import { AgreementRow } from './agreement.entity.js';

/** A version that both sides have signed, as far as what happens under it depends on it. */
export interface CoveringVersion {
  readonly agreementId: string;
  readonly reference: string;
  readonly version: number;
  readonly exclusive: boolean;
  readonly generatorId: string;
  readonly recyclerId: string;
  readonly terms: AgreementTerms;
}

/** An agreement that waits for a signature, and since when. */
interface AwaitedSignature {
  readonly id: string;
  readonly reference: string;
  readonly proposedAt: number;
}

/** What the rest of the house may know of agreements. */
@Injectable()
export class AgreementsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The version under which a by-product generated on a day (local date at its site) is covered; null where it is not. */
  async covering(
    tx: EntityManager,
    { siteId, stream, day }: { readonly siteId: string; readonly stream: string; readonly day: Day },
  ): Promise<CoveringVersion | null> {
    const sql = `${SELECT_VERSION}
      JOIN "agreement_reach" r ON r."agreementId" = v."agreementId" AND r."versionNumber" = v."number"
      WHERE r."siteId" = ? AND r."stream" IN (?, '*') AND r."fromOn" <= ? AND r."toOn" >= ?`;
    return first(tx, sql, [siteId, stream, day, day]);
  }

  /** The version of an agreement that a batch was logged under. @throws Error where there is none: the books name it */
  async version(tx: EntityManager, agreementId: string, version: number): Promise<CoveringVersion> {
    const sql = `${SELECT_VERSION} WHERE v."agreementId" = ? AND v."number" = ?`;
    const found = await first(tx, sql, [agreementId, version]);
    if (!found) throw new Error(`There is no version ${version} of the agreement ${agreementId}.`);
    return found;
  }

  /** The version in force on a day; after the term the last one still answers. Null before the first, or unsigned. */
  async versionOn(tx: EntityManager, agreementId: string, day: Day): Promise<CoveringVersion | null> {
    const facts = await this.facts(tx, agreementId);
    const version = facts && versionOn(facts, day);
    if (!version) return null;
    const { reference, generatorId, recyclerId } = facts;
    const { exclusive, terms } = version;
    return { agreementId, reference, version: version.version, exclusive, generatorId, recyclerId, terms };
  }

  /** The parties of agreements, with the processors of the version in force on a day, else of the latest signed one. */
  async sides(
    tx: EntityManager,
    agreementIds: readonly string[],
    day?: Day,
  ): Promise<ReadonlyMap<string, AgreementSides>> {
    const stored = await loadAgreements(tx, agreementIds);
    return new Map(stored.map(({ facts }) => [facts.id, sidesOf(facts, day)]));
  }

  /** The terms of agreements in the version in force on a day, else in the latest signed one; a draft has none. */
  async termsOn(
    tx: EntityManager,
    agreementIds: readonly string[],
    day: Day,
  ): Promise<ReadonlyMap<string, AgreementTerms>> {
    const stored = await loadAgreements(tx, agreementIds);
    return new Map(
      stored.flatMap(({ facts }) => {
        const version = versionFor(facts, day);
        return version ? [[facts.id, version.terms] as const] : [];
      }),
    );
  }

  /** What the recycler reads of how complete the by-product is that was logged by a day. */
  async completenessShared(manager: EntityManager, facts: AgreementFacts, day: Day): Promise<CompletenessShared> {
    const version = versionFor(facts, day);
    if (!version) return 'none';
    const others = await neighbours(manager, facts.id, version.scope.siteIds);
    return sharedInFact(version.terms.completenessShared, facts, others);
  }

  async facts(manager: EntityManager, id: string): Promise<AgreementFacts | null> {
    const [stored] = await loadAgreements(manager, [id]);
    return stored?.facts ?? null;
  }

  async factsOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, AgreementFacts>> {
    const stored = await loadAgreements(manager, ids);
    return new Map(stored.map(({ facts }) => [facts.id, facts]));
  }

  /** What waits for a signature of the caller's side: agreements, amendments and terminations, drafts of its own too. */
  async awaitingSignature(caller: Caller, manager: EntityManager): Promise<AwaitedSignature[]> {
    const seen = await agreementsSeen(manager, caller, { today: this.today() });
    const stored = await loadAgreements(
      manager,
      seen.map(({ agreementId }) => agreementId),
    );
    return stored.flatMap((agreement) => {
      const { id, reference } = agreement.facts;
      const pending = pendingOf(agreement);
      const isSignedByCaller = pending?.signatures.some(({ partyId }) => partyId === caller.partyId);
      return pending && !isSignedByCaller ? [{ id, reference, proposedAt: pending.proposedAt }] : [];
    });
  }

  /** The agreements with a reference: it is unique only among those of the same two parties. */
  async byReference(manager: EntityManager, reference: string): Promise<AgreementFacts[]> {
    const rows = await manager.find(AgreementRow, {
      where: [{ referenceKey: codeKey(reference) }, { reference }],
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const ids = rows.map(({ id }) => id);
    return (await loadAgreements(manager, ids)).map(({ facts }) => facts);
  }

  /** The agreements, proposed or later, to which a party is a side. */
  async idsOf(partyId: string, manager: EntityManager = this.database.manager): Promise<string[]> {
    return sharedAgreementIds(manager, partyId);
  }

  /** An agreement and as which side the caller sees it. @throws NotFoundError where the caller does not see it */
  async seenBy(
    caller: Caller,
    agreementId: string,
    manager: EntityManager = this.database.manager,
  ): Promise<Omit<SeenAgreement, 'agreementId'> & { readonly facts: AgreementFacts }> {
    const [seen] = await agreementsSeen(manager, caller, { today: this.today(), only: agreementId });
    if (!seen) throw new NotFoundError('agreement');
    const { facts } = await loadAgreement(manager, agreementId);
    return { facts, partyId: seen.partyId, side: seen.side };
  }

  /** All agreements that the caller may see: of the own party, or for an auditor those it is invited to. */
  async allSeenBy(caller: Caller, manager: EntityManager = this.database.manager): Promise<SeenAgreement[]> {
    return agreementsSeen(manager, caller, { today: this.today() });
  }

  private today(): Day {
    return localDay(this.clock.now(), 'UTC');
  }
}

interface VersionText extends Omit<CoveringVersion, 'exclusive' | 'terms'> {
  readonly exclusive: boolean | number;
  readonly terms: string;
}

const SELECT_VERSION = `SELECT a."id" AS "agreementId", a."reference", a."generatorId", a."recyclerId",
  v."number" AS "version", v."exclusive", v."terms"
  FROM "agreement" a JOIN "agreement_version" v ON v."agreementId" = a."id"`;

async function first(manager: EntityManager, sql: string, values: readonly Value[]): Promise<CoveringVersion | null> {
  const [row] = await recallSql<VersionText>(manager, sql, values);
  if (!row) return null;
  return { ...row, exclusive: Boolean(row.exclusive), terms: JSON.parse(row.terms) as AgreementTerms };
}

/** What awaits a signature, as `withSignature` takes them: a termination before a version. */
function pendingOf({
  facts,
  versions,
  termination: row,
}: StoredAgreement): { readonly signatures: readonly Signature[]; readonly proposedAt: number } | null {
  const termination = pendingTermination(facts);
  if (termination) return { signatures: termination.signatures, proposedAt: row?.createdAt ?? 0 };
  const version = pendingVersion(facts);
  if (!version) return null;
  const proposed = versions.find(({ number }) => number === version.version);
  return { signatures: version.signatures, proposedAt: proposed?.createdAt ?? 0 };
}
