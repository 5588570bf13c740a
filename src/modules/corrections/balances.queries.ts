import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { type ShownBalance, shownBalances } from '../../domain/sight/hidden.js';
import type { Viewer } from '../../domain/sight/viewer.js';
import { Viewers, knownAmong, positional, seesTotalSql } from '../sight/index.js';
import { accountsOf } from '../ledger/index.js';
import type { BalanceQuery, BalancesAnswer } from './balance.dto.js';

/**
 * Balances of the books, from the running totals: of what a party booked, of what is of its agreements, and of what
 * travels to or from it. An auditor sees those of its one agreement.
 */
@Injectable()
export class BalancesQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** @throws DomainError `mass-too-large` */
  async balances(caller: Caller, query: BalanceQuery): Promise<BalancesAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const lines = await linesFor(manager, viewer, query);
      const known = await knownAmong(manager, viewer, { accounts: lines.map(({ account }) => account) });
      const items = shownBalances(lines, known).map(({ massMg, ...balance }) => ({ ...balance, kg: mgToKg(massMg) }));
      return { asOf: query.asOf ?? null, items };
    });
  }
}

async function linesFor(
  manager: EntityManager,
  viewer: Viewer,
  { agreementId, asOf }: BalanceQuery,
): Promise<ShownBalance[]> {
  if (agreementId !== undefined && !viewer.agreementIds.has(agreementId)) return [];
  const { listed, values } = positional();
  return accountsOf(manager, { where: seesTotalSql(viewer, listed), values }, { agreementId, asOf });
}
