/** A calendar day, `YYYY-MM-DD`; as text it sorts by time. */
export type Day = string;

/** A day before all that is in any books. */
export const BEGINNING: Day = '0001-01-01';

/** Days from one to another, both inclusive. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

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
