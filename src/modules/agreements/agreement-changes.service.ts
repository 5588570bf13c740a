import { Injectable } from '@nestjs/common';
import {
  Clock,
  DomainError,
  InputError,
  NotFoundError,
  requireVersion,
  type Caller,
  type Fault,
  faultAt,
} from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import {
  amended,
  assertAgreementAction,
  assertNothingPending,
  latestSigned,
  pendingTermination,
  pendingVersion,
  type AgreementFacts,
  type AgreementVersion,
} from '../../domain/agreement/agreement.js';
import { checkAmendment, checkTermination } from '../../domain/agreement/agreement-checks.js';
import type { AgreementAnswer } from './agreement-answer.dto.js';
import { AgreementAnswers } from './agreement-answers.js';
import { AgreementInputs, amendmentOf } from './agreement-input.js';
import { AgreementSignatureRow } from './agreement-signature.entity.js';
import { lockAgreement, touch, versionColumns, versionSubject } from './agreement-store.js';
import { AgreementTerminationRow } from './agreement-termination.entity.js';
import { AgreementVersionRow } from './agreement-version.entity.js';
import type { NewAmendment, NewTermination } from './agreement.dto.js';

/** What either side proposes to change in a signed agreement. Proposing is not signing: both sides still do that. */
@Injectable()
export class AgreementChangesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly inputs: AgreementInputs,
    private readonly answers: AgreementAnswers,
  ) {}

  /** @throws NotFoundError, InputError, DomainError `agreement-state`, `signature-pending` */
  async amend(caller: Caller, id: string, body: NewAmendment): Promise<AgreementAnswer> {
    const partyId = partyOf(caller);
    return this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, partyId);
      const current = this.changeable(facts, 'amend');
      const faults = [
        ...checkAmendment(facts, body),
        ...extentFaults(facts, body),
        ...(await this.inputs.referenceFaults(tx, row.generatorId, body)),
      ];
      if (faults.length > 0) throw new InputError(faults);
      const columns = versionColumns(id, amended(current, amendmentOf(body)));
      await tx.insert(AgreementVersionRow, { ...columns, proposedByPartyId: partyId, createdAt: this.clock.now() });
      await touch(tx, row);
      return this.answers.afterWrite(tx, id, partyId);
    });
  }

  /**
   * Proposes an end before the term is over. It may lie in the past: two sides that stopped working together in spring may
   * agree on that in summer. What was stamped meanwhile stays covered.
   *
   * @throws NotFoundError, InputError, DomainError `agreement-state`, `signature-pending`, `already-terminated`
   */
  async terminate(caller: Caller, id: string, body: NewTermination): Promise<AgreementAnswer> {
    const partyId = partyOf(caller);
    return this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, partyId);
      this.changeable(facts, 'terminate');
      if (facts.termination) {
        const { endsOn } = facts.termination;
        throw new DomainError('already-terminated', `Both sides have signed that it ends on ${endsOn}.`, { endsOn });
      }
      const faults = checkTermination(facts, body);
      if (faults.length > 0) throw new InputError(faults);
      const { endsOn, reason } = body;
      const termination = { agreementId: id, endsOn, reason, proposedByPartyId: partyId, createdAt: this.clock.now() };
      await tx.insert(AgreementTerminationRow, termination);
      await touch(tx, row);
      return this.answers.afterWrite(tx, id, partyId);
    });
  }

  /**
   * Takes back, or declines, what not both sides have signed.
   *
   * @throws NotFoundError, DomainError `stale-version`, `nothing-pending`
   */
  async withdraw(
    caller: Caller,
    id: string,
    { version, what }: { readonly version: number; readonly what: 'amendment' | 'termination' },
  ): Promise<void> {
    await this.work.run(async (tx) => {
      const { row, facts } = await lockAgreement(tx, id, caller.partyId);
      requireVersion(row.version, version);
      const pending = pendingVersion(facts);
      if (what === 'amendment' && pending && pending.version > 1) {
        const subject = versionSubject(pending.version);
        await tx.delete(AgreementSignatureRow, { agreementId: id, subject });
        await tx.delete(AgreementVersionRow, { agreementId: id, number: pending.version });
      } else if (what === 'termination' && pendingTermination(facts)) {
        await tx.delete(AgreementSignatureRow, { agreementId: id, subject: 'termination' });
        await tx.delete(AgreementTerminationRow, { agreementId: id });
      } else {
        throw new DomainError('nothing-pending', `There is no ${what} that still awaits a signature.`);
      }
      await touch(tx, row);
    });
  }

  /** The version to change. */
  private changeable(facts: AgreementFacts, action: 'amend' | 'terminate'): AgreementVersion {
    assertAgreementAction(action, this.answers.statusOf(facts));
    assertNothingPending(facts);
    const current = latestSigned(facts);
    if (!current) throw new NotFoundError('agreement');
    return current;
  }
}

/** An amendment has to change something, and cannot undo a termination. */
function extentFaults({ termination }: AgreementFacts, body: NewAmendment): Fault[] {
  const faults: Fault[] = [];
  if (Object.entries(body).every(([name, value]) => name === 'startsOn' || value === undefined)) {
    faults.push(faultAt('', 'changes-nothing'));
  }
  if (termination && body.endsOn !== undefined && body.endsOn > termination.endsOn) {
    faults.push(faultAt('/endsOn', 'after-termination', { day: termination.endsOn }));
  }
  return faults;
}

/** @throws NotFoundError for the platform administrator, who is no side of anything */
function partyOf({ partyId }: Caller): string {
  if (partyId === null) throw new NotFoundError('agreement');
  return partyId;
}
