import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { Database, runSums, type Value } from '../../database/index.js';
import type { Origin } from '../../domain/matter/holding.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { seenBalances, type SeenBalance } from '../../domain/sight/sight.js';
import { BatchVisibility } from '../batches/index.js';
import { atAnEnd, positional, type BatchEyes } from '../sight/index.js';
import type { BalanceQuery, BalancesAnswer } from './balance.dto.js';
import { SightQueries } from './sight.queries.js';

/**
 * Balances of the books, from the running totals: of what a party booked, of what is of its agreements, and of what
 * travels to or from it. An auditor sees those of its one agreement.
 */
@Injectable()
export class BalancesQueries {
  constructor(
    private readonly database: Database,
    private readonly visibility: BatchVisibility,
    private readonly sights: SightQueries,
  ) {}

  /** @throws DomainError `mass-too-large` */
  async balances(caller: Caller, query: BalanceQuery): Promise<BalancesAnswer> {
    return this.database.snapshot(async (manager) => {
      const eyes = await this.visibility.eyesOf(caller, manager);
      const lines = await linesFor(manager, eyes, query);
      const sight = await this.sights.of(manager, eyes, { accounts: lines.map(({ account }) => account) });
      const items = seenBalances(lines, sight).map(({ massMg, ...balance }) => ({ ...balance, kg: mgToKg(massMg) }));
      return { asOf: query.asOf ?? null, items };
    });
  }
}

interface Line {
  readonly account: string;
  readonly commodity: string;
  readonly agreementKey: string;
  readonly origin: Origin;
}

const KEY = '"account", "commodity", "agreementKey", "origin"';

async function linesFor(
  manager: EntityManager,
  eyes: BatchEyes,
  { agreementId, asOf }: BalanceQuery,
): Promise<SeenBalance[]> {
  if (agreementId !== undefined && !eyes.agreementIds.has(agreementId)) return [];
  const visible = visibleTotals(eyes);
  const filters = [
    ...(agreementId === undefined ? [] : [{ sql: '"agreementKey" = ?', value: agreementId }]),
    ...(asOf === undefined ? [] : [{ sql: '"day" <= ?', value: asOf }]),
  ];
  const lines = await runSums<Line>(
    manager,
    `SELECT ${KEY}, SUM("massMg") AS "massMg" FROM "account_total"
      WHERE ${[visible.sql, ...filters.map(({ sql }) => sql)].join(' AND ')}
      GROUP BY ${KEY} HAVING SUM("massMg") <> 0`,
    [...visible.values, ...filters.map(({ value }) => value)],
  );
  return lines.map(({ agreementKey, ...line }) => ({ ...line, agreementId: agreementKey || null }));
}

function visibleTotals({ partyId, agreementIds, only }: BatchEyes): { sql: string; values: readonly Value[] } {
  const { listed, values } = positional();
  const ofAgreements = (): string =>
    agreementIds.size > 0 ? `"agreementKey" IN ${listed([...agreementIds])}` : '1 = 0';
  if (only) return { sql: ofAgreements(), values };
  const travelling = (): string => `("account" LIKE 'transit:%' AND EXISTS (SELECT 1 FROM "shipment" "h"
    WHERE "h"."id" = SUBSTR("account", ${'transit:'.length + 1}) AND ${atAnEnd('h', () => listed([partyId]))}))`;
  return { sql: `("partyId" = ${listed([partyId])} OR ${ofAgreements()} OR ${travelling()})`, values };
}
