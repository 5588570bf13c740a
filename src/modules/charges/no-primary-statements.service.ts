import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  Clock,
  Ids,
  InputError,
  NotFoundError,
  pageOf,
  type Caller,
  type Page,
  type PageQuery,
  faultAt,
} from '../../common/index.js';
import { Database, UnitOfWork } from '../../database/index.js';
import { DomainError } from '../../domain/measure/errors.js';
import { isCovered } from '../../domain/reports/data-state.js';
import type { Day, Period } from '../../domain/measure/time.js';
import { firstPrimaryCharge } from '../ledger/index.js';
import type { NewNoPrimaryStatement, NoPrimaryStatementAnswer } from './no-primary-statement.dto.js';
import { NoPrimaryStatementRow } from './no-primary-statement.entity.js';

/** What a generator says of days in which it charged no primary material. */
@Injectable()
export class NoPrimaryStatementsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFoundError; InputError; DomainError `primary-charged` where the books say otherwise */
  async state(caller: Caller, partyId: string, body: NewNoPrimaryStatement): Promise<NoPrimaryStatementAnswer> {
    requireOwn(caller, partyId);
    const { from: fromOn, to: toOn, reason } = body;
    if (fromOn > toOn) throw new InputError([faultAt('/to', 'before-from')]);
    return this.work.run(async (tx) => {
      const chargedOn = await firstPrimaryCharge(tx, partyId, { from: fromOn, to: toOn });
      if (chargedOn !== null) {
        throw new DomainError('primary-charged', `Primary material was charged on ${chargedOn}.`, { chargedOn });
      }
      const row: NoPrimaryStatementRow = {
        id: this.ids.next(),
        partyId,
        fromOn,
        toOn,
        reason,
        createdAt: this.clock.now(),
        userId: caller.userId,
      };
      await tx.insert(NoPrimaryStatementRow, row);
      return answerOf(row, null);
    });
  }

  /** @throws NotFoundError */
  async list(caller: Caller, partyId: string, page: PageQuery): Promise<Page<NoPrimaryStatementAnswer>> {
    requireOwn(caller, partyId);
    return this.database.snapshot(async (manager) => {
      const query = manager
        .createQueryBuilder(NoPrimaryStatementRow, 'statement')
        .where('statement.partyId = :partyId', { partyId });
      const { rows, nextCursor } = await pageOf(query, page);
      const items: NoPrimaryStatementAnswer[] = [];
      for (const row of rows) items.push(await this.answer(manager, row));
      return { items, nextCursor };
    });
  }

  /** @throws NotFoundError */
  async one(caller: Caller, partyId: string, id: string): Promise<NoPrimaryStatementAnswer> {
    requireOwn(caller, partyId);
    return this.database.snapshot(async (manager) => {
      const row = await manager.findOneBy(NoPrimaryStatementRow, { id, partyId });
      if (!row) throw new NotFoundError('statement');
      return this.answer(manager, row);
    });
  }

  /** Whether statements that still hold cover every day of a period. */
  async cover(manager: EntityManager, partyId: string, period: Period): Promise<boolean> {
    const rows = await manager.findBy(NoPrimaryStatementRow, { partyId });
    const holding: Period[] = [];
    for (const { fromOn: from, toOn: to } of rows) {
      const isInPeriod = from <= period.to && to >= period.from;
      if (isInPeriod && (await firstPrimaryCharge(manager, partyId, { from, to })) === null) holding.push({ from, to });
    }
    return isCovered(period, holding);
  }

  private async answer(manager: EntityManager, row: NoPrimaryStatementRow): Promise<NoPrimaryStatementAnswer> {
    return answerOf(row, await firstPrimaryCharge(manager, row.partyId, { from: row.fromOn, to: row.toOn }));
  }
}

/** @throws NotFoundError */
function requireOwn(caller: Caller, partyId: string): void {
  if (caller.partyId !== partyId) throw new NotFoundError('party');
}

function answerOf(row: NoPrimaryStatementRow, voidedOn: Day | null): NoPrimaryStatementAnswer {
  const { id, partyId, fromOn: from, toOn: to, reason, createdAt } = row;
  return { id, partyId, from, to, reason, voidedOn, createdAt: new Date(createdAt).toISOString() };
}
