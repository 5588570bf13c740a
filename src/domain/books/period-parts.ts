import { daysBetween, nextDay, previousDay, type Day } from '../measure/time.js';

/** The lengths of time that running totals of the reports' figures are kept of. */
export const GRAINS = ['day', 'month', 'year'] as const;
export type GrainName = (typeof GRAINS)[number];

/** The period of a grain in which a day lies, as running totals name it. */
export function periodOf(grain: GrainName, day: Day): string {
  return day.slice(0, { day: 10, month: 7, year: 4 }[grain]);
}

/** A range of running totals, and whether it is added to a period or taken off again. */
export interface PeriodPart {
  readonly grain: GrainName;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; both ends count. */
  readonly from: string;
  readonly to: string;
  readonly sign: 1 | -1;
}

/** How units of time lie in the next greater ones. */
interface Grain {
  readonly name: GrainName;
  readonly wholeOf: (unit: string) => string;
  readonly firstOf: (whole: string) => string;
  readonly lastOf: (whole: string) => string;
  readonly next: (unit: string) => string;
  readonly previous: (unit: string) => string;
  /** How many units later another one is. */
  readonly distance: (from: string, to: string) => number;
}

const DAYS: Grain = {
  name: 'day',
  wholeOf: (day) => periodOf('month', day),
  firstOf: (month) => `${month}-01`,
  lastOf: lastDayOf,
  next: nextDay,
  previous: previousDay,
  distance: daysBetween,
};

const MONTHS: Grain = {
  name: 'month',
  wholeOf: (month) => periodOf('year', month),
  firstOf: (year) => `${year}-01`,
  lastOf: (year) => `${year}-12`,
  next: (month) => shiftedMonth(month, 1),
  previous: (month) => shiftedMonth(month, -1),
  distance: (from, to) => countOf(to) - countOf(from),
};

/**
 * A period cut into whole years, and months and days at its edges, so that running totals can be added: each edge is
 * either its own units, or the greater unit that it lies in less the units outside, whichever are fewer. So at most
 * sixteen days and six months are read at an edge, however long the period is.
 */
export function periodParts(from: Day, to: Day): readonly PeriodPart[] {
  const days = cut(DAYS, from, to);
  const months = days.whole ? cut(MONTHS, ...days.whole) : { parts: [], whole: null };
  const years = months.whole ? [{ grain: 'year', from: months.whole[0], to: months.whole[1], sign: 1 } as const] : [];
  return [...years, ...months.parts, ...days.parts];
}

/** The same without years: for what is asked month by month. */
export function monthParts(from: Day, to: Day): readonly PeriodPart[] {
  const { parts, whole } = cut(DAYS, from, to);
  return [...(whole ? [{ grain: 'month', from: whole[0], to: whole[1], sign: 1 } as const] : []), ...parts];
}

interface Cut {
  readonly parts: readonly PeriodPart[];
  /** The greater units that are counted whole, from and to, if any. */
  readonly whole: readonly [string, string] | null;
}

function cut(grain: Grain, from: string, to: string): Cut {
  const { name, wholeOf, firstOf, lastOf } = grain;
  const [first, last] = [wholeOf(from), wholeOf(to)];
  const range = (start: string, end: string, sign: 1 | -1): PeriodPart => ({ grain: name, from: start, to: end, sign });
  const before = from === firstOf(first) ? [] : [range(firstOf(first), grain.previous(from), -1)];
  const after = to === lastOf(last) ? [] : [range(grain.next(to), lastOf(last), -1)];
  const count = (parts: readonly PeriodPart[]): number =>
    parts.reduce((sum, part) => sum + grain.distance(part.from, part.to) + 1, 0);
  if (first === last) {
    const inside = [range(from, to, 1)];
    const isMostly = count(before) + count(after) < count(inside);
    return isMostly ? { parts: [...before, ...after], whole: [first, last] } : { parts: inside, whole: null };
  }
  const head = [range(from, lastOf(first), 1)];
  const tail = [range(firstOf(last), to, 1)];
  const [headIsWhole, tailIsWhole] = [count(before) < count(head), count(after) < count(tail)];
  const start = headIsWhole ? first : wholeOf(grain.next(lastOf(first)));
  const end = tailIsWhole ? last : wholeOf(grain.previous(firstOf(last)));
  return {
    parts: [...(headIsWhole ? before : head), ...(tailIsWhole ? after : tail)],
    whole: start <= end ? [start, end] : null,
  };
}

/** The last day of a month (`YYYY-MM`). */
export function lastDayOf(month: string): Day {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (number === 2) return `${month}-${isLeapYear ? 29 : 28}`;
  return `${month}-${[4, 6, 9, 11].includes(number) ? 30 : 31}`;
}

/** How many months one answer tells: ten years, as long as an agreement runs. */
export const MOST_MONTHS = 120;

/** Every calendar month (`YYYY-MM`) that a period touches, the first one first. */
export function monthsIn(from: Day, to: Day): string[] {
  const first = periodOf('month', from);
  return Array.from({ length: monthCount(from, to) }, (_, index) => shiftedMonth(first, index));
}

/** How many calendar months a period touches. */
export function monthCount(from: Day, to: Day): number {
  return MONTHS.distance(periodOf('month', from), periodOf('month', to)) + 1;
}

/** The months since the year 0. */
function countOf(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return year * 12 + number - 1;
}

function shiftedMonth(month: string, months: number): string {
  const count = countOf(month) + months;
  const [year, number] = [Math.floor(count / 12), (count % 12) + 1];
  return `${String(year).padStart(4, '0')}-${String(number).padStart(2, '0')}`;
}
