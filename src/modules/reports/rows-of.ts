import type { EntityManager } from 'typeorm';
import { listOf, runSql, type Value } from '../../database/index.js';

const CHUNK = 5_000;

/** The rows of a query over many ids, which it names once, after other values. */
export async function rowsWithIds<Row>(
  manager: EntityManager,
  ids: readonly string[],
  sqlOf: (list: string) => string,
  before: readonly Value[] = [],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    for (const row of await runSql<Row>(manager, sqlOf(listOf(chunk)), [...before, ...chunk])) rows.push(row);
  }
  return rows;
}
