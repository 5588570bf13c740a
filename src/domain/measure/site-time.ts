import { localDay, type Day } from './time.js';

/**
 * A moment as a form holds it: nothing; a time of the site as it was typed there (`2026-03-31T22:30`, with seconds or
 * without); or an instant (RFC 3339 with offset), which stays what it is whatever site it is shown at.
 */
export type FormMoment = string;

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;
const INSTANT = /(Z|[+-]\d\d:\d\d)$/i;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** What the clock of a time zone shows at an instant: `2026-03-31T22:30:00`. */
export function siteClock(instantMs: number, timeZone: string): string {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}`;
}

/** How far the clock of a time zone is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(instantMs: number, timeZone: string): number {
  return aheadThatDay(Math.floor(instantMs / DAY_MS), timeZone) ?? askedAhead(instantMs, timeZone);
}

function askedAhead(instantMs: number, timeZone: string): number {
  const wholeMs = Math.floor(instantMs / 1000) * 1000;
  return Date.parse(`${siteClock(wholeMs, timeZone)}Z`) - wholeMs;
}

/** The rows of a file are of few days, and asking the calendar costs more than all else that is done with a time. */
const days = new Map<string, number | null>();
const MOST_DAYS = 2_000;

/** How far a clock is ahead for the whole of a day of UTC; null on a day on which it changes, never twice. */
function aheadThatDay(day: number, timeZone: string): number | null {
  const key = `${day} ${timeZone}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const [first, next] = [askedAhead(day * DAY_MS, timeZone), askedAhead((day + 1) * DAY_MS, timeZone)];
  if (days.size >= MOST_DAYS) days.clear();
  const ahead = first === next ? first : null;
  days.set(key, ahead);
  return ahead;
}

/** A local time as if it were one of UTC; no number for what is no time, such as one of 30 February. */
function asIfUtc(local: string): number {
  const instant = LOCAL.test(local) ? Date.parse(`${local}Z`) : NaN;
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(local.slice(0, 16));
  return exists ? instant : NaN;
}

/**
 * The instants at which the clock of a time zone shows a time, the earliest first: mostly one; none in the hour that is left
 * out in spring; two in the hour that comes again in autumn.
 */
export function instantsAt(local: string, timeZone: string): readonly number[] {
  const asUtc = asIfUtc(local);
  if (Number.isNaN(asUtc)) return [];
  // No zone is a day away from UTC, and none changes its clocks twice in two days.
  const offsets = new Set([-DAY_MS, 0, DAY_MS].map((away) => aheadOfUtc(asUtc + away, timeZone)));
  return [...offsets]
    .map((offset) => asUtc - offset)
    .filter((instant) => asUtc - instant === aheadOfUtc(instant, timeZone))
    .sort((a, b) => a - b);
}

/** An instant as RFC 3339, with the offset that the time zone has then; in UTC where that is no whole number of minutes. */
export function siteInstant(instantMs: number, timeZone: string): string {
  const ahead = aheadOfUtc(instantMs, timeZone);
  if (ahead % MINUTE_MS !== 0) return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
  const minutes = Math.abs(ahead) / MINUTE_MS;
  const two = (number: number): string => String(number).padStart(2, '0');
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const local = new Date(instantMs + ahead).toISOString();
  // Years of five digits are written otherwise.
  return (local.length === 24 ? local.slice(0, 19) : siteClock(instantMs, timeZone)) + offset;
}

/** The instant that a form's moment stands for at a site; null where there is none. Of a time that comes twice, the first. */
export function instantIn(moment: FormMoment, timeZone: string): number | null {
  if (!INSTANT.test(moment)) return instantsAt(moment, timeZone)[0] ?? null;
  const instant = Date.parse(moment);
  return Number.isNaN(instant) ? null : instant;
}

/** A form's moment as the service reads it; what is no moment goes as it is, to be refused. */
export function sentMoment(moment: FormMoment, timeZone: string): string {
  const instant = instantIn(moment, timeZone);
  return instant === null ? moment : siteInstant(instant, timeZone);
}

/** A form's moment as the site's clock shows it, for a field; what is no moment stays as it is. */
export function shownMoment(moment: FormMoment, timeZone: string): string {
  if (!INSTANT.test(moment)) return moment;
  const instant = instantIn(moment, timeZone);
  return instant === null ? '' : siteClock(instant, timeZone);
}

/** The day at the site of a form's moment; null where there is none. */
export function dayIn(moment: FormMoment, timeZone: string): Day | null {
  const instant = instantIn(moment, timeZone);
  return instant === null ? null : localDay(instant, timeZone);
}

/** Whether a form's moment is a time that the site's clock leaves out. */
export function isLeftOut(moment: FormMoment, timeZone: string): boolean {
  return !Number.isNaN(asIfUtc(moment)) && instantsAt(moment, timeZone).length === 0;
}
