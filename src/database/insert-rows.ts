export type Value = string | number | boolean | null;

/** PostgreSQL takes 65,535 parameters a statement, SQLite 32,766. */
export const MAX_PARAMETERS = 30_000;

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

/** The INSERTs of rows, as few as the database takes. */
export function insertStatements({ table, columns, rows, suffix = '', added }: Rows): BoundSql[] {
  const names = listed(columns);
  const ending = added === undefined ? suffix : addingUp(table, columns, added);
  const most = Math.floor(MAX_PARAMETERS / columns.length);
  const statements: BoundSql[] = [];
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    const sql = `INSERT INTO "${table}" (${names}) VALUES ${some.map(listOf).join(', ')} ${ending}`;
    statements.push({ sql, values: some.flat() });
  }
  return statements;
}

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
