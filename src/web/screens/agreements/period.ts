import { MOST_MONTHS } from '../../../domain/books/period-parts.js';
import type { Period } from '../../../domain/measure/time.js';
import { today } from '../../device/service-clock.js';
import { termStart, type Agreement } from './model.js';

/** From the first day of the term until today: what was generated in the term stays covered after its end. */
export function termToDate(agreement: Agreement): Period {
  const start = termStart(agreement);
  return { from: start, to: today() > start ? today() : start };
}

/** The period as far as its months can be shown: the last ten years of it. */
export function shownMonths(period: Period): Period & { readonly isCut: boolean } {
  return latestMonths(period, MOST_MONTHS);
}

/** The last months of a period, so many at most. */
export function latestMonths({ from, to }: Period, most: number): Period & { readonly isCut: boolean } {
  const [year = 0, month = 0] = to.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - most, 1)).toISOString().slice(0, 10);
  return first > from ? { from: first, to, isCut: true } : { from, to, isCut: false };
}
