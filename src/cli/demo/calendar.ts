import { shiftedDay, type Day } from '../../domain/measure/time.js';

/** The year in which the demo is planned; what is told is moved by whole days, so that it ends when it should. */
export const YEAR = 2026;
export const FIRST_DAY: Day = `${YEAR}-01-01`;
export const LAST_DAY: Day = `${YEAR}-12-31`;

/** Whether it is Monday to Friday; holidays differ from site to site and are worked through. */
function isWorkday(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The day itself, or the next working day after it. */
export function workday(day: Day): Day {
  return isWorkday(day) ? day : workday(shiftedDay(day, 1));
}

/** The working day so many days after an instant, or the next one after that. */
export function dayAfter(at: string, days: number): Day {
  return workday(shiftedDay(at.slice(0, 10), days));
}

/** The working day in a month of the year that a date of the calendar falls on. */
export function workdayIn(month: number, dayOfMonth: number): Day {
  const two = (value: number): string => String(value).padStart(2, '0');
  return workday(`${YEAR}-${two(month)}-${two(dayOfMonth)}`);
}

/** The months of the year, for what happens in each of them. */
export const MONTHS: readonly number[] = Array.from({ length: 12 }, (_, index) => index + 1);

/**
 * An instant on a day, by the hour in UTC. Between 12:00 and 22:00 it is the same day at every site of the demo, from
 * London to Ontario, in summer and in winter.
 */
export function instant(day: Day, hourUtc: number): string {
  if (hourUtc < 12 || hourUtc >= 22) throw new RangeError(`${hourUtc}:00 UTC may be another day at a site.`);
  const minutes = Math.floor(hourUtc * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00Z`;
}
