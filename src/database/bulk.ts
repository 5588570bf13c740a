import type { EntityManager } from 'typeorm';

export type Value = string | number | boolean | null;

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766. */
const MAX_PARAMETERS = 30_000;

/** Writes SQL whose parameters are numbered as the database at hand wants them. */
class Statement {
  readonly values: Value[] = [];
  private readonly numbered: boolean;

  constructor(manager: EntityManager) {
    this.numbered = manager.connection.options.type === 'postgres';
  }

  parameter(value: Value): string {
    this.values.push(value);
    return this.numbered ? `$${this.values.length}` : '?';
  }
}

export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What follows the values, such as `ON CONFLICT ...`. */
  readonly suffix?: string;
}

/** Inserts many rows with as few statements as the database takes: the ORM's own way costs several times as much. */
export async function insertRows(tx: EntityManager, { table, columns, rows, suffix = '' }: Rows): Promise<void> {
  const most = Math.floor(MAX_PARAMETERS / columns.length);
  for (let start = 0; start < rows.length; start += most) {
    const statement = new Statement(tx);
    const values = rows
      .slice(start, start + most)
      .map((row) => `(${row.map((value) => statement.parameter(value)).join(', ')})`)
      .join(', ');
    const names = columns.map((column) => `"${column}"`).join(', ');
    await tx.query(`INSERT INTO "${table}" (${names}) VALUES ${values} ${suffix}`, statement.values);
  }
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
