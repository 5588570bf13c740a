import { type Amount, DRY_MASS } from '../matter/holding.js';
import type { Measure } from './ledger.js';
import type { Ppm } from '../measure/quantities.js';

/**
 * A running total, summed over the days that a report asks for: what one measure came to in one party's books, per
 * agreement, origin, commodity and usability. Milligrams, signed: postings back are already taken off.
 */
export interface TotalRow extends Omit<Amount, 'country'> {
  readonly measure: Measure;
  readonly partyId: string;
  /** Usability of the charged product, in parts per million; a million for every measure but `consumed`. */
  readonly usabilityPpm: Ppm;
}

/** The milligrams of all rows, without a limit: sums are made safe where they leave the calculation. */
export function sumMg(rows: readonly Pick<TotalRow, 'massMg'>[]): bigint {
  return rows.reduce((sum, { massMg }) => sum + BigInt(massMg), 0n);
}

/** The milligrams of dry mass in the rows of some measures. */
export function dryMg(rows: readonly TotalRow[], ...measures: readonly Measure[]): bigint {
  return sumMg(rows.filter(({ commodity, measure }) => commodity === DRY_MASS && measures.includes(measure)));
}
