import type { EntityManager } from 'typeorm';
import { runSql, toSafeInteger } from '../../database/index.js';
import type { Check, Finding, SqlCheck } from './finding.js';
import { chainChecks } from './verify-chains.js';
import { totalChecks } from './verify-totals.js';
import { findReversals } from './verify-reversals.js';

export interface Verification {
  readonly findings: readonly Finding[];
  /** How many rows of each table stood under the check. */
  readonly rows: Readonly<Record<string, number>>;
}

/** No more of one kind are listed; how many more there are is said. */
const MOST = 100;

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
  const findings: Finding[] = [];
  const checks: Check[] = [...(await totalChecks(manager)), ...chainChecks, findReversals, ...more];
  for (const check of checks) {
    findings.push(...(typeof check === 'function' ? await check(manager) : await findBySql(manager, check)));
  }
  const rows: Record<string, number> = {};
  for (const table of TABLES) {
    const [line] = await runSql<{ n: unknown }>(manager, `SELECT COUNT(*) AS "n" FROM "${table}"`);
    rows[table] = toSafeInteger(line?.n);
  }
  return { findings, rows };
}

async function findBySql(
  manager: EntityManager,
  { check, table, key, sql, values = [] }: SqlCheck,
): Promise<Finding[]> {
  const lines = await runSql<Record<string, unknown>>(
    manager,
    `SELECT "wrong".*, COUNT(*) OVER () AS "all" FROM (${sql}) AS "wrong" LIMIT ${MOST}`,
    values,
  );
  const findings = lines.map((line) => ({
    check,
    table,
    key: key.map((name) => `${name}=${String(line[name])}`).join(' '),
    expected: String(line['expected']),
    found: String(line['found']),
  }));
  const left = Number(lines[0]?.['all'] ?? 0) - findings.length;
  return left > 0 ? [...findings, { check, table, key: '...', expected: 'none', found: `${left} more` }] : findings;
}
