/** What begins with WITH may still write: it is taken for a write wherever it names one. */
const QUERY = /^\s*(SELECT\b|WITH\b(?![^]*\b(INSERT|UPDATE|DELETE)\b))/i;

/** Whether a statement reads and changes nothing. */
export function isQuery(sql: string): boolean {
  return QUERY.test(sql);
}
