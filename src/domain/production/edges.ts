import { lastDayOf, monthsIn, periodOf } from '../books/period-parts.js';
import { nextDay, previousDay, type Day, type Period } from '../measure/time.js';
import type { MeasuredTerm } from './uncertainty.js';

/** A physical count of work in progress; it stands at the end of its day. */
export interface Counted {
  readonly day: Day;
  readonly lines: readonly MeasuredTerm[];
}

/** The counts that a period runs between; null where either is missing, or both are one. */
export interface Edges {
  readonly opening: Counted;
  readonly closing: Counted;
}

/**
 * Opening: the last count before the first day or, where there is none, the first one in the period. Closing: the last count
 * on or before the last day. So periods that join have balances that join.
 *
 * @param counts those in force, by day, the earliest first; one a day
 */
export function edgesOf(counts: readonly Counted[], { from, to }: Period): Edges | null {
  const opening = counts.findLast(({ day }) => day < from) ?? counts.find(({ day }) => day >= from);
  const closing = counts.findLast(({ day }) => day <= to);
  return opening && closing && opening.day < closing.day ? { opening, closing } : null;
}

/** The days on which what moved stands between the counts: after the opening one, up to and including the closing one. */
export function daysBetweenCounts({ opening, closing }: Edges): Period {
  return { from: nextDay(opening.day), to: closing.day };
}

/** Days cut into the years and months that lie in them whole, `YYYY` and `YYYY-MM`, and what is left at either end. */
export interface WholeTimes {
  readonly whole: readonly string[];
  readonly rest: readonly Period[];
}

export function wholeTimesIn({ from, to }: Period): WholeTimes {
  const months = monthsIn(from, to).filter((month) => from <= `${month}-01` && lastDayOf(month) <= to);
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return { whole: [], rest: [{ from, to }] };
  const isOfYear = (month: string): boolean => {
    const year = periodOf('year', `${month}-01`);
    return first <= `${year}-01` && `${year}-12` <= last;
  };
  const whole = new Set(months.map((month) => (isOfYear(month) ? periodOf('year', `${month}-01`) : month)));
  const head = { from, to: previousDay(`${first}-01`) };
  const tail = { from: nextDay(lastDayOf(last)), to };
  return { whole: [...whole], rest: [head, tail].filter((part) => part.from <= part.to) };
}

/** The days of a month or a year, `YYYY-MM` or `YYYY`. */
export function daysOfWhole(time: string): Period {
  return time.length === 4
    ? { from: `${time}-01-01`, to: `${time}-12-31` }
    : { from: `${time}-01`, to: lastDayOf(time) };
}
