import { InputError } from '../../common/index.js';
import type { Day } from '../../domain/time.js';

/** Ten years: as long as an agreement runs. */
const MOST_MONTHS = 120;

/** @throws InputError where the period ends before it begins */
export function requirePeriod(from: Day, to: Day): void {
  if (from > to) throw new InputError([{ pointer: '/to', message: 'must not be before from' }]);
}

/** Every calendar month (`YYYY-MM`) that a period touches. @throws InputError where they are too many to show */
export function monthsOf(from: Day, to: Day): string[] {
  requirePeriod(from, to);
  const number = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const count = number(to) - number(from) + 1;
  if (count > MOST_MONTHS) {
    throw new InputError([{ pointer: '/to', message: `must lie within ${MOST_MONTHS} months of from` }]);
  }
  return Array.from({ length: count }, (_, index) => {
    const month = number(from) + index;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}
