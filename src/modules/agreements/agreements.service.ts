import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DomainError, Ids, InputError, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { orOnDuplicate, UnitOfWork } from '../../database/index.js';
import { amended, assertAgreementAction } from '../../domain/agreement/agreement.js';
import { checkAgreement } from '../../domain/agreement/agreement-checks.js';
import { codeKey } from '../../domain/matter/code.js';
import type { AgreementAnswer } from './agreement-answer.dto.js';
import { AgreementAnswers } from './agreement-answers.js';
import { AgreementInvitationRow } from './agreement-invitation.entity.js';
import { AgreementInputs, amendmentOf, firstVersion } from './agreement-input.js';
import { AgreementSignatureRow } from './agreement-signature.entity.js';
import { lockAgreement, versionColumns } from './agreement-store.js';
import { AgreementVersionRow } from './agreement-version.entity.js';
import type { AgreementEdit, NewAgreement } from './agreement.dto.js';
import { AgreementRow } from './agreement.entity.js';

const REFERENCE = { table: 'agreement', columns: ['generatorId', 'recyclerId', 'referenceKey'] };

/** Agreements until both sides have signed. */
@Injectable()
export class AgreementsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly inputs: AgreementInputs,
    private readonly answers: AgreementAnswers,
  ) {}

  /**
   * Writes a draft, which the other side does not see until the own one has signed it.
   *
   * @throws DomainError `forbidden` where the caller belongs to neither side, `reference-taken`; InputError
   */
  async create(caller: Caller, body: NewAgreement): Promise<AgreementAnswer> {
    const { reference, generatorId, recyclerId } = body;
    const partyId = [generatorId, recyclerId].find((id) => id === caller.partyId);
    if (partyId === undefined) {
      throw new DomainError('forbidden', 'An agreement is written by its generator or its recycler.');
    }
    return this.work.run(async (tx) => {
      const faults = [
        ...checkAgreement(body),
        ...(await this.inputs.sideFaults(tx, body)),
        ...(await this.inputs.referenceFaults(tx, generatorId, body)),
      ];
      if (faults.length > 0) throw new InputError(faults);
      const id = this.ids.next();
      const createdAt = this.clock.now();
      const row = {
        id,
        reference,
        referenceKey: codeKey(reference),
        generatorId,
        recyclerId,
        createdByPartyId: partyId,
        version: 1,
        createdAt,
      };
      await orOnDuplicate(tx.insert(AgreementRow, row), REFERENCE, () => referenceTaken(reference));
      const columns = versionColumns(id, firstVersion(body));
      await tx.insert(AgreementVersionRow, { ...columns, proposedByPartyId: partyId, createdAt });
      return this.answers.afterWrite(tx, id, partyId);
    });
  }

  /**
   * Changes a draft.
   *
   * @throws NotFoundError, InputError, DomainError `stale-version`, `agreement-state`, `reference-taken`
   */
  async edit(caller: Caller, id: string, version: number, body: AgreementEdit): Promise<AgreementAnswer> {
    return this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, caller.partyId);
      requireVersion(row.version, version);
      assertAgreementAction('edit', this.answers.statusOf(facts));
      const [draft] = facts.versions;
      if (!draft) throw new NotFoundError('agreement');
      const change = { ...body, startsOn: body.startsOn ?? draft.startsOn };
      const sides = { generatorId: row.generatorId, recyclerId: row.recyclerId };
      const faults = [
        ...checkAgreement({ ...change, ...sides, endsOn: body.endsOn ?? draft.endsOn }),
        ...(await this.inputs.referenceFaults(tx, row.generatorId, body)),
      ];
      if (faults.length > 0) throw new InputError(faults);
      const reference = body.reference ?? row.reference;
      const referenceKey = reference === row.reference ? row.referenceKey : codeKey(reference);
      const renamed = tx.update(AgreementRow, { id }, { reference, referenceKey, version: version + 1 });
      await orOnDuplicate(renamed, REFERENCE, () => referenceTaken(reference));
      const edited = versionColumns(id, { ...amended(draft, amendmentOf(change)), version: draft.version });
      await tx.update(AgreementVersionRow, { agreementId: id, number: draft.version }, edited);
      return this.answers.afterWrite(tx, id, row.createdByPartyId);
    });
  }

  /**
   * Discards a draft; once it is proposed, either side may, as long as not both have signed.
   *
   * @throws NotFoundError, DomainError `stale-version`, `agreement-state`
   */
  async discard(caller: Caller, id: string, version: number): Promise<void> {
    await this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, caller.partyId);
      requireVersion(row.version, version);
      assertAgreementAction('discard', this.answers.statusOf(facts));
      await this.remove(tx, id);
    });
  }

  private async remove(tx: EntityManager, id: string): Promise<void> {
    for (const part of [AgreementInvitationRow, AgreementSignatureRow, AgreementVersionRow]) {
      await tx.delete(part, { agreementId: id });
    }
    await tx.delete(AgreementRow, { id });
  }
}

function referenceTaken(reference: string): DomainError {
  const message = `An agreement of these two parties has the reference ${reference} already. It may be a draft of the other side.`;
  return new DomainError('reference-taken', message, { reference });
}
