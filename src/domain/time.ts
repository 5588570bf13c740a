/** A calendar day, `YYYY-MM-DD`; as text it sorts by time. */
export type Day = string;

/** How far ahead of the server's clock an event may lie. */
export const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant (milliseconds since 1970) in an IANA time zone. */
export function localDay(instantMs: number, timeZone: string): Day {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(instantMs);
}

/** The month of a day, `YYYY-MM`. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** The day after. */
export function nextDay(day: Day): Day {
  return shiftedDay(day, 1);
}

/** The day before. */
export function previousDay(day: Day): Day {
  return shiftedDay(day, -1);
}

/** A day so many days later (or earlier). */
export function shiftedDay(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The days from one day to another, both counted. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** A range of running totals, and whether it is added to a period or taken off again. */
export interface PeriodPart {
  readonly grain: 'month' | 'day';
  /** `YYYY-MM` or `YYYY-MM-DD`, both ends counted. */
  readonly from: string;
  readonly to: string;
  readonly sign: 1 | -1;
}

/**
 * A period cut into whole months and single days at its edges, so that running totals of months and days can be added:
 * each edge is either its own days, or the whole month less the days that lie outside, whichever has fewer days.
 */
export function periodParts(from: Day, to: Day): readonly PeriodPart[] {
  const [first, last] = [monthOf(from), monthOf(to)];
  const before = from.endsWith('-01') ? [] : [dayRange(`${first}-01`, previousDay(from), -1)];
  const after = to === endOf(last) ? [] : [dayRange(nextDay(to), endOf(last), -1)];
  if (first === last) {
    const isMostly = daysIn(before) + daysIn(after) <= daysBetween(from, to);
    return isMostly ? [months(first, last), ...before, ...after] : [dayRange(from, to, 1)];
  }
  const head = [dayRange(from, endOf(first), 1)];
  const tail = [dayRange(`${last}-01`, to, 1)];
  const [headIsWhole, tailIsWhole] = [daysIn(before) < daysIn(head), daysIn(after) < daysIn(tail)];
  const whole = months(headIsWhole ? first : nextMonth(first), tailIsWhole ? last : monthOf(previousDay(`${last}-01`)));
  return [
    ...(whole.from <= whole.to ? [whole] : []),
    ...(headIsWhole ? before : head),
    ...(tailIsWhole ? after : tail),
  ];
}

function months(from: string, to: string): PeriodPart {
  return { grain: 'month', from, to, sign: 1 };
}

function dayRange(from: Day, to: Day, sign: 1 | -1): PeriodPart {
  return { grain: 'day', from, to, sign };
}

function daysIn(ranges: readonly PeriodPart[]): number {
  return ranges.reduce((sum, range) => sum + daysBetween(range.from, range.to) + 1, 0);
}

/** The month after, both `YYYY-MM`. */
function nextMonth(month: string): string {
  return monthOf(nextDay(endOf(month)));
}

/** The last day of a month (`YYYY-MM`). */
function endOf(month: string): Day {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const days = new Date(Date.UTC(2000, number, 0)).getUTCDate();
  const isCommon = number === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0));
  return `${month}-${isCommon ? 28 : days}`;
}
