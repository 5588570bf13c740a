/** What a cell may hold; null, which is an unknown or undefined figure, is an empty cell and not a zero. */
export type CsvValue = string | number | null;

/** Signs at which spreadsheet programs take a text for a formula (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/**
 * A table as CSV (RFC 4180): comma, CRLF after every record, quotes where a cell needs them. Numbers have a decimal
 * point. A text that a spreadsheet program would run as a formula gets an apostrophe before it.
 */
export function csvOf(records: readonly (readonly CsvValue[])[]): string {
  return records.map((record) => `${record.map(cell).join(',')}\r\n`).join('');
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
