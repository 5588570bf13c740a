import type { EntityManager } from 'typeorm';
import { listOf, runSql, type Value } from '../../database/index.js';

const CHUNK = 5_000;

/** Values of a query other than its ids. */
interface Around {
  readonly before?: readonly Value[];
  readonly after?: readonly Value[];
}

/** The rows of a query over many ids, which it names once, between other values. */
export async function rowsWithIds<Row>(
  manager: EntityManager,
  ids: readonly string[],
  sqlOf: (list: string) => string,
  { before = [], after = [] }: Around = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const chunk = ids.slice(start, start + CHUNK);
    const values = [...before, ...chunk, ...after];
    for (const row of await runSql<Row>(manager, sqlOf(listOf(chunk)), values)) rows.push(row);
  }
  return rows;
}
