import { DomainError, type Fault } from './errors.js';
import { localDay, MAX_AHEAD_MS, type Day } from './time.js';

/** When something happened, and on which day at its site. */
export interface Moment {
  readonly at: number;
  readonly on: Day;
}

/** The moment of an RFC 3339 time at a site. */
export function momentOf(occurredAt: string, timeZone: string): Moment {
  const at = Date.parse(occurredAt);
  return { at, on: localDay(at, timeZone) };
}

/** A time more than 24 hours ahead of the server's clock is wrong input. */
export function aheadFaults(pointer: string, occurredAt: string, nowMs: number): Fault[] {
  return Date.parse(occurredAt) - nowMs > MAX_AHEAD_MS
    ? [{ pointer, message: 'must not lie more than 24 hours ahead' }]
    : [];
}

/**
 * A batch's events go forward in time; at the same time is allowed.
 *
 * @throws DomainError `out-of-order`
 */
export function requireForward(lastAt: number | null, at: number, code: string): void {
  if (lastAt === null || at >= lastAt) return;
  throw new DomainError('out-of-order', `Batch ${code} has a later event already: events go forward in time.`, {
    batch: code,
    lastAt: new Date(lastAt).toISOString(),
  });
}
