import type { Catalogue } from '../../domain/matter/catalogue.js';
import { daysBetween, localDay, previousDay, shiftedDay, type Day, type Period } from '../../domain/measure/time.js';
import { planByProducts } from './by-products.js';
import { FIRST_DAY, LAST_DAY } from './calendar.js';
import { planCollections } from './collections.js';
import type { DemoEvent } from './events.js';
import { planMagnets } from './magnets.js';
import { productionOf } from './production.js';
import type { DemoPlan } from './plan.js';
import { planWorks } from './works.js';
import { DemoYear } from './year.js';

/** The demo as it is told: the plan with its days, what happens in the order of its happening, and the year that it fills. */
export interface Story {
  readonly plan: DemoPlan;
  readonly events: readonly DemoEvent[];
  readonly period: Period;
}

/**
 * The demo's year, made from the plan alone and moved by whole days so that it ends on a day. Nothing but the days depends
 * on that: which container is filled, shipped, received or charged on the how-manieth day of the year, and so every figure
 * of the year, is the same every time. Weekends move along; only counts stand at the ends of the months of the calendar.
 */
export function storyOf(plan: DemoPlan, catalogue: Catalogue, lastDay: Day = LAST_DAY): Story {
  const year = new DemoYear(plan, catalogue);
  planByProducts(year);
  planCollections(year);
  planWorks(year);
  planMagnets(year);
  const days = daysBetween(LAST_DAY, lastDay);
  const told = year.run();
  const events = [...told, ...productionOf(year, days)].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
  return {
    plan: { ...plan, people: joined(moved(plan.people, days), plan.quarter) },
    events: moved(events, days),
    period: { from: shiftedDay(FIRST_DAY, days), to: lastDay },
  };
}

/** Beside those of the year there is the plant that begins with files, whose days are fixed. */
function joined(people: DemoPlan['people'], { party, agreement }: DemoPlan['quarter']): DemoPlan['people'] {
  return { ...people, parties: [...people.parties, party], agreements: [...people.agreements, agreement] };
}

/** The last day that has passed at every site of the demo. */
export function lastDayPassed({ people }: DemoPlan, now: number): Day {
  const days = people.parties.flatMap(({ sites }) => sites.map(({ timeZone }) => localDay(now, timeZone)));
  return previousDay(days.reduce((first, day) => (day < first ? day : first)));
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** The same value with every day and instant in it so many days later. Anything else, codes included, stays as it is. */
function moved<Value>(value: Value, days: number): Value {
  const move = (part: unknown): unknown => {
    if (typeof part === 'string') return movedText(part, days);
    if (Array.isArray(part)) return part.map(move);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, move(inner)]));
  };
  return move(value) as Value;
}

function movedText(text: string, days: number): string {
  if (DAY.test(text)) return shiftedDay(text, days);
  return INSTANT.test(text) ? shiftedDay(text.slice(0, 10), days) + text.slice(10) : text;
}
