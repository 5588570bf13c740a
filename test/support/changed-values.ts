import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;
const SOMEONE = '01890000-0000-7000-8000-0000000000ff';

/**
 * Another value for a column, as SQL: of its own kind, so that nothing but what it says is wrong with it.
 *
 * @param others all rows of the table: what one of them has is a value that might have been
 */
export function changedValue(column: ColumnMetadata, row: Row, others: readonly Row[]): string {
  const name = column.databaseName;
  const value = row[name];
  const other = others.map((one) => one[name]).find((one) => one !== value && one !== null);
  const type = String(column.type);
  if (type === 'boolean') return `NOT "${name}"`;
  if (type === 'bigint' || type === 'integer') return changedNumber(name, value, type);
  if (type === 'text' && typeof value === 'string') return `'${changedJson(value)}'`;
  if (name === 'timeZone') return `'Pacific/Kiritimati'`;
  if (typeof other === 'string') return `'${other.replaceAll("'", "''")}'`;
  if (column.length === '36') return `'${SOMEONE}'`;
  if (column.length === '10') return `'2027-12-24'`;
  return value === null ? `'x'` : `'x' || SUBSTR("${name}", 2)`;
}

function changedNumber(name: string, value: unknown, type: string): string {
  if (value === null || value === undefined) return '7';
  if (name.endsWith('At') && type === 'bigint') return String(Number(value) + 400 * DAY_MS);
  return String(Number(value) + (name.endsWith('Ppm') ? 1_000 : 1));
}

/** The first number of a JSON text is another, or there is one text more. */
function changedJson(text: string): string {
  let isChanged = false;
  const changed = JSON.stringify(JSON.parse(text), (_, value: unknown) => {
    if (isChanged || typeof value !== 'number') return value;
    isChanged = true;
    return value + 1_000;
  });
  if (isChanged) return changed.replaceAll("'", "''");
  return Array.isArray(JSON.parse(text)) ? '["x"]' : '{"x":"x"}';
}
