import type { EntityManager } from 'typeorm';
import { runSql, toSafeInteger } from '../../database/index.js';
import { Findings, runChecks, type Check, type Finding } from './finding.js';
import { chainChecks } from './verify-chains.js';
import { entryChecks } from './verify-entries.js';
import { totalChecks } from './verify-totals.js';
import { findReversals } from './verify-reversals.js';

export interface Verification {
  readonly findings: readonly Finding[];
  /** How many rows of each table stood under the check. */
  readonly rows: Readonly<Record<string, number>>;
}

const TABLES = ['entry', 'posting', 'entry_subject', 'balance', 'account_total', 'measure_total'];

/**
 * Works out from the postings alone what balances, running totals, reversals and chains must be, and compares. The
 * queries say again, in their own way, what the domain says when it books: two accounts of the same thing that must
 * agree. The database does the sums, so that memory stays flat however many postings there are.
 *
 * @param manager a snapshot: everything is read at one moment
 * @param more what other modules want verified with the books
 */
export async function verifyLedger(manager: EntityManager, more: readonly Check[] = []): Promise<Verification> {
  const findings = new Findings();
  const own: Check[] = [...(await totalChecks(manager)), ...entryChecks, ...chainChecks, findReversals];
  await runChecks(manager, [...own, ...more], findings);
  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    const [line] = await runSql<{ n: unknown }>(manager, `SELECT COUNT(*) AS "n" FROM "${table}"`);
    rows[table] = toSafeInteger(line?.n);
  }
  return { findings: findings.list(), rows };
}
