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

/**
 * A period cut into whole months and the single days at its edges, so that running totals of months and days can be
 * added: whichever part is empty has `from > to`.
 */
export function periodParts(
  from: Day,
  to: Day,
): { months: { from: string; to: string }; days: { from: Day; to: Day }[] } {
  const firstWhole = from.endsWith('-01') ? monthOf(from) : monthOf(nextMonth(from));
  const lastWhole = nextDay(to).endsWith('-01') ? monthOf(to) : monthOf(previousDay(`${monthOf(to)}-01`));
  if (firstWhole > lastWhole) return { months: { from: '9999-12', to: '0000-01' }, days: [{ from, to }] };
  const days: { from: Day; to: Day }[] = [];
  if (!from.endsWith('-01')) days.push({ from, to: previousDay(nextMonth(from)) });
  if (!nextDay(to).endsWith('-01')) days.push({ from: `${monthOf(to)}-01`, to });
  return { months: { from: firstWhole, to: lastWhole }, days };
}

/** The first day of the month after. */
function nextMonth(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`;
}
