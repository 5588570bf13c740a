/** What is kept on this device under a name; null where nothing is, or what is there cannot be read. */
export function readKept<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A device whose store is full or closed still works; it only remembers nothing.
  }
}

export function forget(name: string): void {
  localStorage.removeItem(name);
}

/** The beginning of the names of answers of the service. */
export const ANSWERS = 'loopbook-answer-';
/** Under these names answers were kept before they had one in common. */
const OLD_ANSWERS = ['loopbook-sites-', 'loopbook-weights-'];

/**
 * What the service has told a person leaves the device with that person: names and places, weights, what was looked at.
 *
 * @param stays the id of the person who is here now, if any
 */
export function forgetAnswers(stays?: string): void {
  const gone = [ANSWERS, ...OLD_ANSWERS, ...(stays === undefined ? ['loopbook-circularity-agreement'] : [])];
  for (const key of Object.keys(localStorage)) {
    const isTheirs = stays !== undefined && key.includes(stays);
    if (!isTheirs && gone.some((name) => key.startsWith(name))) forget(key);
  }
}
