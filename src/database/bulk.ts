import { QueryFailedError, type EntityManager } from 'typeorm';
import { numbered, runPrepared } from './postgres-statements.js';
import { SqliteConnection } from './sqlite-connection.js';

export type Value = string | number | boolean | null;

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766. */
export const MAX_PARAMETERS = 30_000;

const WRITES = /^(INSERT|UPDATE|DELETE)\b/;

export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What follows the values, such as `ON CONFLICT ...`. */
  readonly suffix?: string;
}

/**
 * Inserts many rows with as few statements as the database takes: the ORM's own way costs several times as much.
 *
 * @returns what the suffix's `RETURNING` says of the rows that were inserted, if it has one
 */
export async function insertRows<Returned = unknown>(tx: EntityManager, into: Rows): Promise<Returned[]> {
  const { table, columns, rows, suffix = '' } = into;
  const names = columns.map((column) => `"${column}"`).join(', ');
  const most = Math.floor(MAX_PARAMETERS / columns.length);
  const returned: Returned[] = [];
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    const sql = `INSERT INTO "${table}" (${names}) VALUES ${some.map(listOf).join(', ')} ${suffix}`;
    returned.push(...(await runSql<Returned>(tx, sql, some.flat())));
  }
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

/** `(?, ?, ?)` for a list of values. */
export function listOf(values: readonly Value[]): string {
  return `(${values.map(() => '?').join(', ')})`;
}
