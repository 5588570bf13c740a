import { lastDayOf } from '../books/period-parts.js';
import type { Day } from '../measure/time.js';

/** What a site has charged and counted: first and last days, as the books count them; null where there was none. */
export interface ChargedAndCounted {
  readonly firstChargedOn: Day | null;
  readonly lastChargedOn: Day | null;
  readonly lastCountedOn: Day | null;
}

/** That a count of work in progress waits to be made: since when, and by when it was to be made. */
export interface CountDue {
  readonly since: Day;
  readonly dueOn: Day;
}

/**
 * Whether a count of a site's work in progress is overdue. The plant's balance runs from count to count, so that a month is
 * known only where it was counted at its end: the next count is due a month after the last one, or after the first charge
 * where there was none. Nothing is due where nothing was charged since the last count: what is in progress then is what was
 * counted, less what left.
 *
 * @param today by the clock of the site
 * @returns null where none is due, or its day has not passed yet
 */
export function countDue(
  { firstChargedOn, lastChargedOn, lastCountedOn }: ChargedAndCounted,
  today: Day,
): CountDue | null {
  const since = lastCountedOn ?? firstChargedOn;
  if (since === null || lastChargedOn === null || (lastCountedOn !== null && lastChargedOn <= lastCountedOn))
    return null;
  const dueOn = aMonthLater(since);
  return today > dueOn ? { since, dueOn } : null;
}

/** The same day of the next month; from the end of a month to the end of the next one, whatever their lengths. */
function aMonthLater(day: Day): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const next = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7);
  const [end, same] = [lastDayOf(next), `${next}-${day.slice(8)}`];
  return day === lastDayOf(day.slice(0, 7)) || same > end ? end : same;
}
