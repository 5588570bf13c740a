import { QueryFailedError, type EntityManager } from 'typeorm';
import { insertStatements, type Rows, type Value } from './insert-rows.js';
import { numbered, runPrepared } from './postgres-statements.js';
import { SqliteConnection } from './sqlite-connection.js';

export { listOf, MAX_PARAMETERS, type Value } from './insert-rows.js';

const RETURNING = /\bRETURNING\b/;
const WRITES = /^(INSERT|UPDATE|DELETE)\b/;

/**
 * Inserts many rows with as few statements as the database takes: the ORM's own way costs several times as much. In a unit on
 * SQLite they may go out later, with those of others.
 *
 * @returns what the suffix's `RETURNING` says of the rows that were inserted, if it has one
 */
export async function insertRows<Returned = unknown>(tx: EntityManager, into: Rows): Promise<Returned[]> {
  const connection = RETURNING.test(into.suffix ?? '') ? null : sqliteOf(tx);
  if (connection?.hold(into)) {
    await connection.held.relieve(into);
    return [];
  }
  const returned: Returned[] = [];
  for (const { sql, values } of insertStatements(into)) returned.push(...(await runSql<Returned>(tx, sql, values)));
  return returned;
}

/**
 * Runs a statement whose `?` stand for values, in their order.
 *
 * @returns its rows
 */
export async function runSql<Row>(manager: EntityManager, sql: string, values: readonly Value[] = []): Promise<Row[]> {
  const connection = sqliteOf(manager);
  if (connection) return explained(connection.rows<Row>(sql, values), sql, values);
  if (!manager.queryRunner || !WRITES.test(sql)) return manager.query<Row[]>(numbered(sql), [...values]);
  const { rows } = await explained(runPrepared(manager, sql, [...values]), sql, values);
  return rows as Row[];
}

/**
 * Runs a query that other units have mostly just run, such as for the site at which all of them happen: on SQLite those that
 * share a transaction share what it answers.
 *
 * @param asBegun whether what those units insert may be missing
 * @returns its rows, which others get too
 */
export async function recallSql<Row>(
  tx: EntityManager,
  sql: string,
  values: readonly Value[],
  { asBegun = false }: { readonly asBegun?: boolean } = {},
): Promise<readonly Row[]> {
  const connection = tx.queryRunner && sqliteOf(tx);
  if (!connection) return runSql<Row>(tx, sql, values);
  return explained(connection.recall<Row>({ sql, values }, asBegun), sql, values);
}

/**
 * Runs an update or delete whose `?` stand for values, in their order.
 *
 * @returns how many rows it changed
 */
export async function changeRows(tx: EntityManager, sql: string, values: readonly Value[]): Promise<number> {
  if (!tx.queryRunner) throw new Error('Changes are made inside a unit only.');
  const connection = sqliteOf(tx);
  if (connection) return explained(connection.change(sql, values), sql, values);
  const { rowCount } = await explained(runPrepared(tx, sql, [...values]), sql, values);
  return rowCount ?? 0;
}

/** The connection itself, past the ORM, which takes several times as long as SQLite does to run a statement. */
function sqliteOf({ connection: { driver } }: EntityManager): SqliteConnection | null {
  const { databaseConnection } = driver as { readonly databaseConnection?: unknown };
  return databaseConnection instanceof SqliteConnection ? databaseConnection : null;
}

/** A fault says which statement it is of, as those of the ORM do. */
async function explained<T>(answer: Promise<T>, sql: string, values: readonly Value[]): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new QueryFailedError(sql, [...values], error as Error);
  }
}
