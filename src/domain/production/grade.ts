import type { BelowLimit, CompositionPpm } from '../matter/composition.js';
import type { Ppm } from '../measure/quantities.js';
import { shiftedDay, type Day, type Period } from '../measure/time.js';

/** What a party says of a grade from a day on, until a later version. */
export interface GradeVersion {
  readonly fromOn: Day;
  /** Of the uncoated magnet, in parts per million by formula. */
  readonly compositionPpm: CompositionPpm;
  readonly belowLimit: BelowLimit | null;
  /** Expanded uncertainty (k = 2) in absolute parts per million, by formula. */
  readonly expandedUncertainty: Readonly<Record<string, Ppm>> | null;
  /** The coating's part of what is weighed. Nothing must be said too: a coating that nobody thought of reads as material lost. */
  readonly coatingPpm: Ppm;
  /** Within how many days what was charged comes out as magnets. */
  readonly windowDays: number;
}

export const DEFAULT_WINDOW_DAYS = 60;

/**
 * The version that holds on a day: the last one that begins on it or before; null before the first.
 *
 * @param versions in any order, one a day at most
 */
export function gradeOn<Version extends Pick<GradeVersion, 'fromOn'>>(
  versions: readonly Version[],
  day: Day,
): Version | null {
  return versions
    .filter(({ fromOn }) => fromOn <= day)
    .reduce<Version | null>((last, one) => (last && last.fromOn > one.fromOn ? last : one), null);
}

/** The days of which the charges may be in a lot of a day: the window before it, and the day itself. */
export function windowBefore(day: Day, { windowDays }: Pick<GradeVersion, 'windowDays'>): Period {
  return { from: shiftedDay(day, -windowDays), to: day };
}

/** How the assay is called that stands for what a grade says of a lot. */
export const GRADE_METHOD = 'grade';
