/** Longer keys are cut here: compatible forms may be many times as long as what was typed, and databases bound a key. */
const KEY_CHARACTERS = 200;

/** Characters that nobody sees: a soft hyphen, a zero-width blank, a mark of direction. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
const BLANKS = /[\s\p{Cc}\p{Z}]+/gu;

/**
 * What makes two codes one: people read `Drum-1`, `drum-1`, `Drum-1 ` and `Ｄｒｕｍ‐1` typed with wide letters as the same.
 * Codes of batches, runs, shipments and sites, references of agreements and numbers of reports are unique and searched by it.
 *
 * Compatible forms become one (Unicode NFKC), control characters, line breaks and blanks one blank, ends are trimmed, letters
 * small whatever the language of the machine. A letter is made small by itself: at the end of a word the Greek sigma would
 * become another than within it, and the beginning of a code would no longer be the beginning of its key.
 *
 * @returns at most 200 characters; empty where nothing can be read
 */
export function codeKey(code: string): string {
  const composed = code.normalize('NFKC').replace(UNSEEN, '').replace(BLANKS, ' ');
  const small = Array.from(composed, (letter) => letter.toLowerCase().replace('ς', 'σ')).join('');
  return Array.from(small.normalize('NFKC').trim()).slice(0, KEY_CHARACTERS).join('').trimEnd();
}

/** Whether two codes are read as one. */
export function isSameCode(one: string, other: string): boolean {
  return codeKey(one) === codeKey(other);
}

/** A name that the service makes up: the first of a row of names that is free. */
export interface MadeUpName {
  readonly base: string;
  /** What the n-th name has behind the base. */
  readonly suffix: (n: number) => string;
  /** The n to begin with. */
  readonly first: number;
}

/** No code is longer. */
const CODE_CHARACTERS = 60;

/**
 * The code of what has none: the place, the day, and six digits of an identifier. Where it is taken a number follows.
 *
 * @param day `YYYY-MM-DD`
 */
export function generatedName(place: string, day: string, id: string): MadeUpName {
  const base = `${place}-${day.replaceAll('-', '').slice(2)}-${id.slice(-6).toUpperCase()}`;
  return { base, suffix: (n) => (n === 1 ? '' : `-${n}`), first: 1 };
}

/** The code of a part: `DRUM-7/R1` for the first that was refused of DRUM-7, `DRUM-7/P1` for the first that was split off. */
export function partName(parent: string, letter: 'P' | 'R', first: number): MadeUpName {
  return { base: parent, suffix: (n) => `/${letter}${n}`, first };
}

/** The n-th name, of at most 60 characters: a long base gives way to what tells the names apart. */
export function nameAt({ base, suffix }: MadeUpName, n: number): string {
  const end = suffix(n);
  const room = CODE_CHARACTERS - end.length;
  return `${Array.from(base).slice(0, room).join('').trimEnd()}${end}`;
}

/** How many names are looked up at a time. */
export const NAMES_AT_ONCE = 50;

/** The names that are looked up together, from the n-th on. */
export function nextNames(name: MadeUpName, first: number): string[] {
  return Array.from({ length: NAMES_AT_ONCE }, (_, index) => nameAt(name, first + index));
}

/**
 * What distinguishes batches where they stand together: a code is one per site of origin, so that two of them may have the
 * same. Then the code of the site of origin stands before each.
 *
 * @returns the texts by id
 */
export function tellingCodes(
  batches: readonly { readonly id: string; readonly code: string; readonly originSite: string | null }[],
): ReadonlyMap<string, string> {
  const ids = new Map<string, Set<string>>();
  for (const { id, code } of batches) {
    const key = codeKey(code);
    ids.set(key, (ids.get(key) ?? new Set()).add(id));
  }
  return new Map(
    batches.map(({ id, code, originSite }) => {
      const isShared = (ids.get(codeKey(code))?.size ?? 0) > 1;
      return [id, isShared && originSite !== null ? `${originSite} ${code}` : code];
    }),
  );
}
