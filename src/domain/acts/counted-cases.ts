import { isBeyond } from './count-guard.js';
import type { Day } from '../measure/time.js';
import { absolute, plus, type Mg, type Ppm } from '../measure/quantities.js';

export const COUNTED_KINDS = ['counted', 'edited', 'unlogged', 'lost-on-own-way'] as const;
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** One count, edit, reversal of a logging, or own way of a batch. */
export interface CountedAct {
  readonly kind: CountedKind;
  readonly entryId: string;
  readonly recordedAt: number;
  readonly day: Day;
  /** Who held the batch. */
  readonly partyId: string;
  readonly batchId: string;
  /** The batch that it is a part of; often itself. */
  readonly rootId: string;
  /** Dry; below zero what was added. */
  readonly takenMg: Mg;
  readonly reason: string | null;
}

/** What acts have taken together, or added. */
export interface CountedSum {
  readonly direction: 'taken' | 'added';
  readonly massMg: Mg;
  readonly last: CountedAct;
}

/** What is measured against: the mass with which a batch was logged or received, dry, and the tolerance of its version. */
export interface Measured {
  readonly baseMg: Mg;
  readonly tolerancePpm: Ppm | null;
}

/**
 * What acts have taken from each batch and its parts while one party held them, or added, each direction summed over its life,
 * where that is more than scales and counts explain.
 */
export function countedCases(acts: readonly CountedAct[], measuredOf: (last: CountedAct) => Measured): CountedSum[] {
  return sumsBy(acts, ({ partyId, rootId }) => `${partyId} ${rootId}`).filter(({ last, massMg }) =>
    isBeyond(measuredOf(last), massMg),
  );
}

/** The same of calendar months, whatever each act was; measured against what was generated in the month. */
export function countedMonths(acts: readonly CountedAct[], measuredOf: (last: CountedAct) => Measured): CountedSum[] {
  return sumsBy(acts, ({ partyId, day }) => `${partyId} ${day.slice(0, 7)}`).filter(({ last, massMg }) =>
    isBeyond(measuredOf(last), massMg),
  );
}

function sumsBy(acts: readonly CountedAct[], keyOf: (act: CountedAct) => string): CountedSum[] {
  const sums = new Map<string, CountedSum>();
  for (const act of [...acts].sort((a, b) => a.recordedAt - b.recordedAt)) {
    if (act.takenMg === 0) continue;
    const direction = act.takenMg > 0 ? 'taken' : 'added';
    const key = `${keyOf(act)} ${direction}`;
    sums.set(key, { direction, massMg: plus(sums.get(key)?.massMg ?? 0, absolute(act.takenMg)), last: act });
  }
  return [...sums.values()];
}
