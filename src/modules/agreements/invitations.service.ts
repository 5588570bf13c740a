import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import {
  Clock,
  Ids,
  InputError,
  NotFoundError,
  pageOf,
  type Caller,
  type Fault,
  type Page,
  type PageQuery,
  faultAt,
} from '../../common/index.js';
import { Database, UnitOfWork } from '../../database/index.js';
import { localDay } from '../../domain/measure/time.js';
import { AgreementInvitationRow } from './agreement-invitation.entity.js';
import { lockAgreement } from './agreement-store.js';
import { AgreementsQueries } from './agreements.queries.js';
import type { InvitationAnswer, NewInvitation } from './invitation.dto.js';
import { findAuditor, peopleOf, type Auditor } from '../identity/index.js';

/**
 * Auditors invited to one agreement. They see it as the inviting party does, so each side knows and keeps only its own
 * invitations.
 */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** Invites an auditor; an earlier invitation of the same person by the same party gives way. @throws NotFoundError, InputError */
  async invite(caller: Caller, agreementId: string, body: NewInvitation): Promise<InvitationAnswer> {
    const { partyId } = caller;
    if (partyId === null) throw new NotFoundError('agreement');
    return this.work.run(async (tx) => {
      await lockAgreement(tx, agreementId, partyId);
      const now = this.clock.now();
      const auditor = await this.auditor(tx, body, now);
      const invitation: AgreementInvitationRow = {
        id: this.ids.next(),
        agreementId,
        userId: auditor.id,
        invitedByPartyId: partyId,
        untilOn: body.untilOn,
        revokedAt: null,
        createdAt: now,
      };
      const earlier = { agreementId, userId: auditor.id, invitedByPartyId: partyId, revokedAt: IsNull() };
      await tx.update(AgreementInvitationRow, earlier, { revokedAt: now });
      await tx.insert(AgreementInvitationRow, invitation);
      return invitationAnswer(invitation, auditor);
    });
  }

  /** The invitations by the own party. @throws NotFoundError */
  async list(caller: Caller, agreementId: string, page: PageQuery): Promise<Page<InvitationAnswer>> {
    const { manager } = this.database;
    const { partyId } = await this.agreements.seenBy(caller, agreementId);
    const query = manager
      .createQueryBuilder(AgreementInvitationRow, 'i')
      .where('i.agreementId = :agreementId AND i.invitedByPartyId = :partyId', { agreementId, partyId });
    const { rows, nextCursor } = await pageOf(query, page);
    return { items: await answers(manager, rows), nextCursor };
  }

  /** @throws NotFoundError */
  async one(caller: Caller, agreementId: string, id: string): Promise<InvitationAnswer> {
    const { manager } = this.database;
    const { partyId } = await this.agreements.seenBy(caller, agreementId);
    const row = await manager.findOneBy(AgreementInvitationRow, { id, agreementId, invitedByPartyId: partyId });
    const [answer] = await answers(manager, row ? [row] : []);
    if (!answer) throw new NotFoundError('invitation');
    return answer;
  }

  /** Ends an invitation at once; one that has ended already stays as it is. @throws NotFoundError */
  async revoke(caller: Caller, agreementId: string, id: string): Promise<void> {
    await this.work.run(async (tx) => {
      await lockAgreement(tx, agreementId, caller.partyId);
      const where = { id, agreementId, invitedByPartyId: caller.partyId ?? '' };
      if (!(await tx.existsBy(AgreementInvitationRow, where))) throw new NotFoundError('invitation');
      await tx.update(AgreementInvitationRow, { ...where, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
    });
  }

  private async auditor(tx: EntityManager, body: NewInvitation, now: number): Promise<Auditor> {
    const faults: Fault[] = [];
    const { userId, email, untilOn } = body;
    const pointer = userId === undefined ? '/email' : '/userId';
    if ((userId === undefined) === (email === undefined)) {
      faults.push(faultAt('', 'user-or-email'));
    }
    const auditor = faults.length === 0 ? await findAuditor(tx, { userId, email }) : null;
    if (faults.length === 0 && !auditor) faults.push(faultAt(pointer, 'not-an-auditor'));
    if (untilOn < localDay(now, 'UTC')) faults.push(faultAt('/untilOn', 'in-the-past'));
    if (!auditor || faults.length > 0) throw new InputError(faults);
    return auditor;
  }
}

async function answers(manager: EntityManager, rows: readonly AgreementInvitationRow[]): Promise<InvitationAnswer[]> {
  const people = await peopleOf(
    manager,
    rows.map(({ userId }) => userId),
  );
  return rows.map((row) => invitationAnswer(row, people.get(row.userId)));
}

function invitationAnswer(row: AgreementInvitationRow, auditor: Auditor | undefined): InvitationAnswer {
  const { id, agreementId, userId, untilOn, revokedAt, createdAt } = row;
  return {
    id,
    agreementId,
    userId,
    name: auditor?.name ?? '',
    email: auditor?.email ?? '',
    untilOn,
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
