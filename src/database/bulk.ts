import type { EntityManager } from 'typeorm';

export type Value = string | number | boolean | null;

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766. */
export const MAX_PARAMETERS = 30_000;

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
    const values = some.map(listOf).join(', ');
    returned.push(
      ...(await runInsert<Returned>(tx, `INSERT INTO "${table}" (${names}) VALUES ${values} ${suffix}`, some.flat())),
    );
  }
  return returned;
}

/** TypeORM's driver for SQLite answers rows only to what does not begin with `INSERT`, and otherwise a number. */
async function runInsert<Row>(tx: EntityManager, sql: string, values: readonly Value[]): Promise<Row[]> {
  const rows = await runSql<Row>(tx, sql.includes('RETURNING') ? ` ${sql}` : sql, values);
  return Array.isArray(rows) ? rows : [];
}

/**
 * Runs a query whose `?` stand for values, in their order.
 *
 * @returns its rows
 */
export async function runSql<Row>(manager: EntityManager, sql: string, values: readonly Value[] = []): Promise<Row[]> {
  return manager.query<Row[]>(numbered(manager, sql), [...values]);
}

/**
 * Runs an update or delete whose `?` stand for values, in their order. The statement begins with its verb, by which the
 * SQLite driver tells that it counts.
 *
 * @returns how many rows it changed
 */
export async function changeRows(tx: EntityManager, sql: string, values: readonly Value[]): Promise<number> {
  if (!tx.queryRunner) throw new Error('Changes are made inside a unit only.');
  const { affected } = await tx.queryRunner.query(numbered(tx, sql), [...values], true);
  return affected ?? 0;
}

function numbered(manager: EntityManager, sql: string): string {
  let position = 0;
  return manager.connection.options.type === 'postgres' ? sql.replace(/\?/g, () => `$${(position += 1)}`) : sql;
}

/** `(?, ?, ?)` for a list of values. */
export function listOf(values: readonly Value[]): string {
  return `(${values.map(() => '?').join(', ')})`;
}
