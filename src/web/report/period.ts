import { nextDay, previousDay, shiftedDay, type Day, type Period } from '../../domain/measure/time.js';
import { today } from '../device/service-clock.js';

export const PERIOD_KINDS = ['year', 'quarter', 'month'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

const MONTHS: Readonly<Record<PeriodKind, number>> = { year: 12, quarter: 3, month: 1 };

/** The calendar year, quarter or month that a day lies in. */
export function periodAround(kind: PeriodKind, day: Day): Period {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = Math.floor((month - 1) / MONTHS[kind]) * MONTHS[kind];
  const start = (of: number): Day => new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10);
  return { from: start(first), to: previousDay(start(first + MONTHS[kind])) };
}

/** Which of the calendar's periods it is; `null` for days chosen freely. */
export function kindOf({ from, to }: Period): PeriodKind | null {
  return (
    PERIOD_KINDS.find((kind) => periodAround(kind, from).from === from && periodAround(kind, from).to === to) ?? null
  );
}

/** The same kind of period before or after. */
export function neighbour(kind: PeriodKind, { from, to }: Period, side: 'earlier' | 'later'): Period {
  return periodAround(kind, side === 'earlier' ? previousDay(from) : nextDay(to));
}

/** A year is reported on in the months after it: until spring the last one is what people come for. */
export function yearInQuestion(): Period {
  return periodAround('year', shiftedDay(today(), -90));
}

/** An end that passes the other one takes it along: a period never ends before it begins. */
export function withDay(period: Period, end: keyof Period, day: Day): Period {
  const changed = { ...period, [end]: day };
  return changed.from <= changed.to ? changed : { from: day, to: day };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The ends of a period that an address names; what is no day is left out. */
export function periodSearch(search: Readonly<Record<string, unknown>>): Partial<Period> {
  const ends = (['from', 'to'] as const).map((end) => [end, search[end]] as const);
  return Object.fromEntries(ends.filter(([, day]) => typeof day === 'string' && DAY.test(day)));
}
