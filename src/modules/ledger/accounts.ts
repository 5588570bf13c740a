import type { EntityManager } from 'typeorm';
import { runSums, type Value } from '../../database/index.js';
import type { Account } from '../../domain/books/ledger.js';
import type { Commodity, Origin } from '../../domain/matter/holding.js';
import type { Day } from '../../domain/measure/time.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** What an account holds of a commodity and group. */
interface AccountBalance {
  readonly account: Account;
  readonly commodity: Commodity;
  readonly agreementId: string | null;
  readonly origin: Origin;
  readonly massMg: Mg;
}

type Line = Omit<AccountBalance, 'agreementId'> & { readonly agreementKey: string };

const KEY = '"account", "commodity", "agreementKey", "origin"';

/**
 * Accounts of the books, from the running totals that a condition holds for; of one agreement, or as they were on a day.
 *
 * @throws DomainError `mass-too-large`
 */
export async function accountsOf(
  manager: EntityManager,
  limit: { readonly where: string; readonly values: readonly Value[] },
  { agreementId, asOf }: { readonly agreementId?: string; readonly asOf?: Day },
): Promise<AccountBalance[]> {
  const filters = [
    ...(agreementId === undefined ? [] : [{ sql: '"agreementKey" = ?', value: agreementId }]),
    ...(asOf === undefined ? [] : [{ sql: '"day" <= ?', value: asOf }]),
  ];
  const lines = await runSums<Omit<Line, 'massMg'>>(
    manager,
    `SELECT ${KEY}, SUM("massMg") AS "massMg" FROM "account_total"
      WHERE ${[limit.where, ...filters.map(({ sql }) => sql)].join(' AND ')}
      GROUP BY ${KEY} HAVING SUM("massMg") <> 0`,
    [...limit.values, ...filters.map(({ value }) => value)],
  );
  return lines.map(({ agreementKey, ...line }) => ({ ...line, agreementId: agreementKey || null }));
}
