import { faultAt, type Fault } from './faults.js';
import { DomainError } from './errors.js';
import { localDay, MAX_AHEAD_MS, type Day } from './time.js';

/** When something happened. */
export interface Moment {
  readonly at: number;
  /** The event day: the one on which it counts in books and reports, see {@link eventMoment}. */
  readonly on: Day;
  /** The date at the event's site, whatever offset was sent: it decides terms and clocks. */
  readonly localOn: Day;
}

/** The moment of an RFC 3339 time at a site, before which nothing happened to what it is about. */
export function momentOf(occurredAt: string, timeZone: string): Moment {
  return momentAt(Date.parse(occurredAt), timeZone);
}

/** The moment of an instant (milliseconds since 1970) at a site. */
export function momentAt(at: number, timeZone: string): Moment {
  const localOn = localDay(at, timeZone);
  return { at, on: localOn, localOn };
}

/**
 * The moment with its event day: the latest of its local date and the event days of the movements that stand before it.
 * Westward across zones a lorry arrives on an earlier local date than it left, and what it brought would be in two places.
 *
 * @param before the latest of those event days; null where there is no movement
 */
export function eventMoment(moment: Moment, before: Day | null): Moment {
  return before !== null && before > moment.localOn ? { ...moment, on: before } : { ...moment, on: moment.localOn };
}

/** What has happened to batches, shipments and runs: when the last of it did, and the latest event day of its movements. */
export type Past = ReadonlyMap<string, { readonly lastAt: number; readonly movedOn: Day | null }>;

/** The latest event day of the movements of what an event is about; null where there is none. */
export function movedOn(past: Past, ids: readonly string[]): Day | null {
  const days = ids.flatMap((id) => past.get(id)?.movedOn ?? []);
  return days.reduce<Day | null>((last, day) => (last !== null && last > day ? last : day), null);
}

/**
 * The moment of an entry that says anew what happened: that of the last one on what it is about, since nothing may come
 * out of order by it.
 *
 * @throws Error where nothing has happened
 */
export function momentOfLast(past: Past, ids: readonly string[], timeZone: string): Moment {
  const times = ids.flatMap((id) => past.get(id)?.lastAt ?? []);
  if (times.length === 0) throw new Error('What is said anew has happened before.');
  return eventMoment(momentAt(Math.max(...times), timeZone), movedOn(past, ids));
}

/** The days of a moment as rows hold them: the local date only where it is another than the event day. */
export function daysOf({ on, localOn }: Omit<Moment, 'at'>): { occurredOn: Day; localOn: Day | null } {
  return { occurredOn: on, localOn: localOn === on ? null : localOn };
}

/** A time more than 24 hours ahead of the server's clock is wrong input. */
export function aheadFaults(pointer: string, occurredAt: string, nowMs: number): Fault[] {
  return Date.parse(occurredAt) - nowMs > MAX_AHEAD_MS ? [faultAt(pointer, 'too-far-ahead')] : [];
}

/**
 * A batch's events go forward in time; at the same time is allowed.
 *
 * @param at milliseconds since 1970
 * @throws DomainError `out-of-order`
 */
export function requireForward(
  past: Past,
  batches: readonly { readonly id: string; readonly code: string }[],
  at: number,
): void {
  for (const { id, code } of batches) {
    const lastAt = past.get(id)?.lastAt;
    if (lastAt === undefined || at >= lastAt) continue;
    throw new DomainError('out-of-order', `Batch ${code} has a later event already: events go forward in time.`, {
      batch: code,
      lastAt: new Date(lastAt).toISOString(),
    });
  }
}
