export type Value = string | number | boolean | null;

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766. */
export const MAX_PARAMETERS = 30_000;

/** Longer writes are not kept prepared. */
export const LONGEST_WRITE = 8_000;

export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  /** What follows the values, such as `ON CONFLICT ...`. */
  readonly suffix?: string;
  /** A column whose values are added up where all others, which are the key, are the same. */
  readonly added?: string;
}

export interface BoundSql {
  readonly sql: string;
  readonly values: readonly Value[];
}

/**
 * The INSERTs of rows, as few as the database takes.
 *
 * @param longest how long each may be: those of equal length are one text, which is prepared once
 */
export function insertStatements({ table, columns, rows, suffix = '', added }: Rows, longest = Infinity): BoundSql[] {
  const head = `INSERT INTO "${table}" (${listed(columns)}) VALUES `;
  const ending = ` ${added === undefined ? suffix : addingUp(table, columns, added)}`;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const fits = Math.floor((longest - head.length - ending.length) / (row.length + SEPARATOR.length));
  const most = Math.max(1, Math.min(fits, Math.floor(MAX_PARAMETERS / columns.length)));
  const statements: BoundSql[] = [];
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    const sql = head + `${row}${SEPARATOR}`.repeat(some.length - 1) + row + ending;
    statements.push({ sql, values: some.flat() });
  }
  return statements;
}

const SEPARATOR = ', ';

function addingUp(table: string, columns: readonly string[], added: string): string {
  const key = columns.filter((name) => name !== added);
  return `ON CONFLICT (${listed(key)}) DO UPDATE SET "${added}" = "${table}"."${added}" + excluded."${added}"`;
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

/** `(?, ?, ?)` for a list of values. */
export function listOf(values: readonly Value[]): string {
  return `(${values.map(() => '?').join(', ')})`;
}
