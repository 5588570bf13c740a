/** What a cell may hold; null, which is an unknown or undefined figure, is an empty cell and not a zero. */
export type CsvValue = string | number | null;

/** Whose spreadsheet program is to read a table. */
export const CSV_LOCALES = ['en', 'de'] as const;
export type CsvLocale = (typeof CSV_LOCALES)[number];

/** A German program takes a comma for the decimal sign, so it separates by semicolons; the mark tells it that the text is UTF-8. */
const FORMATS: Readonly<Record<CsvLocale, { separator: string; decimal: string; start: string }>> = {
  en: { separator: ',', decimal: '.', start: '' },
  de: { separator: ';', decimal: ',', start: '\uFEFF' },
};

/** Signs at which spreadsheet programs take a text for a formula (OWASP, "CSV Injection"). */
const FORMULA_START = /^[=+\-@\t\r\n]/;

/**
 * A table as CSV (RFC 4180): CRLF after every record, quotes where a cell needs them; comma and decimal point, or what the
 * locale has in their place. A text that a spreadsheet program would run as a formula gets an apostrophe before it.
 */
export function csvOf(records: readonly (readonly CsvValue[])[], locale: CsvLocale = 'en'): string {
  return FORMATS[locale].start + records.map((record) => csvRecord(record, locale)).join('');
}

/** One record of a table, for tables that are written as they are read. */
export function csvRecord(record: readonly CsvValue[], locale: CsvLocale = 'en'): string {
  return `${record.map((value) => cell(value, locale)).join(FORMATS[locale].separator)}\r\n`;
}

/** A number as the locale writes it, all digits and no grouping. */
export function csvNumber(value: number, locale: CsvLocale): string {
  return String(value).replace('.', FORMATS[locale].decimal);
}

function cell(value: CsvValue, locale: CsvLocale): string {
  if (value === null) return '';
  if (typeof value === 'number') return csvNumber(value, locale);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return text.includes(FORMATS[locale].separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
