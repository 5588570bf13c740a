import { lastDayOf, monthsIn } from '../books/period-parts.js';
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

/** Days cut into the months that lie in them whole, and what is left at either end. */
export function wholeMonthsIn({ from, to }: Period): {
  readonly months: readonly string[];
  readonly rest: readonly Period[];
} {
  const months = monthsIn(from, to).filter((month) => from <= `${month}-01` && lastDayOf(month) <= to);
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return { months, rest: [{ from, to }] };
  const head = { from, to: previousDay(`${first}-01`) };
  const tail = { from: nextDay(lastDayOf(last)), to };
  return { months, rest: [head, tail].filter((part) => part.from <= part.to) };
}
