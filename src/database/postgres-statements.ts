import type { ClientBase, QueryResult } from 'pg';
import { QueryRunnerAlreadyReleasedError, type EntityManager } from 'typeorm';

/** Each connection of the server keeps those that were sent through it for as long as it lasts. */
const MOST_KEPT = 100;
const LONGEST_KEPT = 4_000;

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const kept = new Map<string, Prepared>();

/** Numbers the `?` of a statement as PostgreSQL wants them. */
export function numbered(sql: string): string {
  let position = 0;
  return sql.replace(/\?/g, () => `$${(position += 1)}`);
}

/**
 * Runs an insert, update or delete of a unit, prepared once a connection, which about halves what it costs. A query is
 * planned anew each time instead: which plan is best depends on its values.
 */
export async function runPrepared(
  { queryRunner }: EntityManager,
  sql: string,
  values: unknown[],
): Promise<QueryResult> {
  if (!queryRunner) throw new Error('Only a unit prepares what it sends.');
  if (queryRunner.isReleased) throw new QueryRunnerAlreadyReleasedError();
  const client = (await queryRunner.connect()) as ClientBase;
  const prepared = kept.get(sql) ?? keep(sql);
  return client.query(prepared ? { ...prepared, values } : { text: numbered(sql), values });
}

function keep(sql: string): Prepared | null {
  if (kept.size >= MOST_KEPT || sql.length > LONGEST_KEPT) return null;
  const prepared = { name: `loopbook_${kept.size + 1}`, text: numbered(sql) };
  kept.set(sql, prepared);
  return prepared;
}
