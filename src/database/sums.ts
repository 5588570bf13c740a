import type { EntityManager } from 'typeorm';
import { DomainError } from '../common/errors.js';
import { runSql, type Value } from './bulk.js';
import { isSumOverflow } from './faults.js';
import { ofMg, type Mg } from '../common/units.js';

/**
 * Runs a query whose rows carry a sum of masses as `massMg`; the sum of no rows is zero. Every single mass in the books
 * is a safe integer, but many of them may add up to what is none.
 *
 * @throws DomainError `mass-too-large`
 */
export async function runSums<Row extends object>(
  manager: EntityManager,
  sql: string,
  values: readonly Value[],
): Promise<(Row & { massMg: Mg })[]> {
  try {
    const rows = await runSql<Row & { massMg: unknown }>(manager, sql, values);
    return rows.map((row) => ({ ...row, massMg: safeMass(row.massMg) }));
  } catch (error) {
    if (isSumOverflow(error)) throw massTooLarge();
    throw error;
  }
}

/** PostgreSQL answers a sum as text. */
function safeMass(sum: unknown): Mg {
  const massMg = Number(sum ?? 0);
  if (!Number.isSafeInteger(massMg)) throw massTooLarge();
  return ofMg(massMg);
}

function massTooLarge(): DomainError {
  return new DomainError('mass-too-large', 'A sum of masses is beyond what can be shown (about nine million tonnes).');
}
