import type { ByElement, FoundSums, GradeSums, OffBy, OffSquares } from './month-sums.js';
import type { ScaleUse } from './settings.js';

/* Class sums while they are added up. */

export type Sums = Record<string, number>;
export type Offs = Record<string, OffBy>;

export interface OpenWeighed {
  readonly use: ScaleUse;
  readonly supplier: string | null;
  readonly mg: Sums;
  readonly squares: Sums;
  readonly byRoot: Map<string, Sums>;
}

/** What is off in one assay, of a batch. */
export interface OpenAssay {
  readonly root: string;
  readonly off: Offs;
}

export interface OpenFound extends Pick<FoundSums, 'laboratory' | 'method' | 'family'> {
  readonly off: Offs;
  readonly squares: Record<string, OffSquares>;
  readonly byAssay: Map<string, OpenAssay>;
  readonly bounds: Sums;
}

export interface OpenGraded extends GradeSums {
  readonly off: Offs;
}

/** Adds what is off, by element. */
export function addOffs(sums: Offs, offs: Readonly<Offs>): void {
  for (const [element, { stated, byMethod }] of Object.entries(offs)) {
    const known = sums[element];
    sums[element] = { stated: (known?.stated ?? 0) + stated, byMethod: (known?.byMethod ?? 0) + byMethod };
  }
}

/** Adds squares of what is off in an element. */
export function addSquares(sums: Record<string, OffSquares>, element: string, one: OffSquares): void {
  const known = sums[element] ?? { stated: 0, both: 0, byMethod: 0 };
  sums[element] = {
    stated: known.stated + one.stated,
    both: known.both + one.both,
    byMethod: known.byMethod + one.byMethod,
  };
}

/** Adds all of some sums to others. */
export function addAll(sums: Sums, more: ByElement): void {
  for (const [key, value] of Object.entries(more)) addTo(sums, key, value);
}

/** Adds to one sum. */
export function addTo(sums: Sums, key: string, value: number): void {
  sums[key] = (sums[key] ?? 0) + value;
}

/** What stands under a key; made where nothing does. */
export function openedAt<Value>(all: Map<string, Value>, key: string, make: () => Value): Value {
  let known = all.get(key);
  if (known === undefined) all.set(key, (known = make()));
  return known;
}
