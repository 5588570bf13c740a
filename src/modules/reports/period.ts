import { InputError, faultAt } from '../../common/index.js';
import { monthCount, monthsIn, MOST_MONTHS } from '../../domain/books/period-parts.js';
import type { Day } from '../../domain/measure/time.js';

/** @throws InputError where the period ends before it begins */
export function requirePeriod(from: Day, to: Day): void {
  if (from > to) throw new InputError([faultAt('/to', 'before-from')]);
}

/** Every calendar month (`YYYY-MM`) that a period touches. @throws InputError where they are too many to show */
export function monthsOf(from: Day, to: Day): string[] {
  requirePeriod(from, to);
  if (monthCount(from, to) > MOST_MONTHS) {
    throw new InputError([faultAt('/to', 'too-many-months', { most: MOST_MONTHS })]);
  }
  return monthsIn(from, to);
}
