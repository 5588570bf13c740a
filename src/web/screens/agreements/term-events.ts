import { daysBetween, type Day } from '../../../domain/measure/time.js';
import { isSignedByBoth, latestSignedVersion, termStart, type Agreement } from './model.js';

export interface TermEvent {
  readonly kind: 'begins' | 'version' | 'version-open' | 'today' | 'ends' | 'ends-early' | 'end-open' | 'planned-end';
  readonly on: Day;
  /** Of a version. */
  readonly number?: number;
}

interface Segment {
  readonly from: Day;
  readonly to: Day;
  readonly kind: 'past' | 'ahead' | 'cut';
}

export interface TermLine {
  readonly events: readonly TermEvent[];
  readonly segments: readonly Segment[];
  /** Where a day lies on the line, in percent of its length. */
  readonly at: (day: Day) => number;
}

/** What happens in the course of a term, in order, and the stretches between: what is over, what lies ahead, what an early end cut off. */
export function termLine(agreement: Agreement, today: Day): TermLine {
  const { versions, termination } = agreement;
  const start = termStart(agreement);
  const plannedEnd = (latestSignedVersion(agreement) ?? versions[0])?.endsOn ?? agreement.endsOn;
  const isEnded = termination !== null && isSignedByBoth(termination, agreement) && termination.endsOn < plannedEnd;
  const end = isEnded ? termination.endsOn : plannedEnd;
  const events: TermEvent[] = [
    { kind: 'begins', on: start },
    ...versions.slice(1).map((version): TermEvent => {
      const kind = isSignedByBoth(version, agreement) ? 'version' : 'version-open';
      return { kind, on: version.startsOn, number: version.version };
    }),
    { kind: isEnded ? 'ends-early' : 'ends', on: end },
    ...(isEnded ? [{ kind: 'planned-end', on: plannedEnd } as const] : []),
    ...(termination && !isSignedByBoth(termination, agreement)
      ? [{ kind: 'end-open', on: termination.endsOn } as const]
      : []),
    { kind: 'today', on: today },
  ];
  const days = events.map(({ on }) => on).sort();
  const [first = start, last = end] = [days[0], days.at(-1)];
  const whole = Math.max(daysBetween(first, last), 1);
  const turn = today < start ? start : today > end ? end : today;
  const segments: Segment[] = [
    { from: start, to: turn, kind: 'past' },
    { from: turn, to: end, kind: 'ahead' },
    { from: end, to: plannedEnd, kind: 'cut' },
  ];
  return {
    events: events.sort((a, b) => a.on.localeCompare(b.on)),
    segments: segments.filter(({ from, to }) => from < to),
    at: (day) => (daysBetween(first, day) / whole) * 100,
  };
}
