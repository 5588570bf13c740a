/*
 * What stands behind the question mark of an address. Everything there is a text: the router's own way reads it as JSON,
 * so that `?code=1E5` would look for 100000, `0012` for 12, and a code of 25 digits for another one.
 */

/** Each name with its text; of a name that is given twice the first counts. */
export function parseSearch(search: string): Record<string, string> {
  const given = new URLSearchParams(search);
  return Object.fromEntries([...given.keys()].map((name) => [name, given.get(name) ?? '']));
}

/** The same the other way round; what has no value is left out. */
export function stringifySearch(search: Readonly<Record<string, unknown>>): string {
  const named = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(named.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
