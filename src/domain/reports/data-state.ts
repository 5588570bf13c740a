import { chargeKind } from './figures.js';
import { nextDay, type Day, type Period } from '../measure/time.js';
import { sumMg, type TotalRow } from '../books/totals.js';

/** Whether the last day of a period has passed at all of some sites, given the day that it is at each of them now. */
export function isOver({ to }: Period, today: readonly Day[]): boolean {
  return today.every((day) => day > to);
}

/** Whether periods together cover every day of another one. */
export function isCovered({ from, to }: Period, periods: readonly Period[]): boolean {
  const inOrder = [...periods].sort((a, b) => (a.from < b.from ? -1 : 1));
  const open = inOrder.reduce((day, one) => (one.from <= day && one.to >= day ? nextDay(one.to) : day), from);
  return open > to;
}

/**
 * Whether a generator charged something and nothing of it is primary: a plant that has booked its recycled material but not yet
 * what it bought would make up for all that it used.
 */
export function chargedNoPrimary(
  rows: readonly TotalRow[],
  { agreementId, generatorId }: { readonly agreementId: string; readonly generatorId: string },
): boolean {
  const charged = rows.filter(({ measure, partyId }) => measure === 'consumed' && partyId === generatorId);
  const primary = charged.filter((row) => chargeKind(row, agreementId) === 'primary');
  return charged.some(({ massMg }) => massMg > 0) && sumMg(primary) <= 0n;
}
