import type { ImportLineRow } from './import.entity.js';

/** So many acts are decided before they are written together, and a unit for whose end others wait does so many at least. */
const MOST_TOGETHER = 32;

/** The rows of one act, as they stand in the file. */
export type LinesOfAct = readonly ImportLineRow[];

/** The place of the first row of what they belong to. */
export function turnOf(group: LinesOfAct | undefined): number | null {
  return group?.at(-1)?.turn ?? null;
}

/** Each with the one that comes after it. */
export function* withNext<One>(all: Iterable<One>): Generator<[One, One | null]> {
  let last: { readonly one: One } | null = null;
  for (const one of all) {
    if (last) yield [last.one, one];
    last = { one };
  }
  if (last) yield [last.one, null];
}

export function* groupsOf(lines: readonly ImportLineRow[], isGrouped: boolean): Generator<LinesOfAct> {
  for (let from = 0; from < lines.length;) {
    const turn = lines[from]?.turn;
    let to = from + 1;
    while (isGrouped && lines[to]?.turn === turn && to < lines.length) to += 1;
    yield lines.slice(from, to);
    from = to;
  }
}

/** Together are those of different subjects only: a second row of one is decided on what the first has booked. */
export function* wavesOf(all: Iterable<LinesOfAct>, together: boolean): Generator<LinesOfAct[]> {
  let wave: LinesOfAct[] = [];
  let turns = new Set<number>();
  for (const group of all) {
    const turn = turnOf(group) ?? -1;
    if (wave.length > 0 && (!together || wave.length >= MOST_TOGETHER || turns.has(turn))) {
      yield wave;
      wave = [];
      turns = new Set();
    }
    wave.push(group);
    turns.add(turn);
  }
  if (wave.length > 0) yield wave;
}
