import type { Period } from '../../../domain/measure/time.js';
import { periodSearch } from '../../report/period.js';

/** The rare earths together, in the place of an element's symbol. */
export const TOTAL = 'total';

/** What the address of the balance says; what it leaves out is chosen for the reader. */
export interface BalanceSearch extends Partial<Period> {
  readonly element?: string;
}

/** What is no day or no text is left out, so that an address typed wrongly still shows a balance. */
export function balanceSearch(search: Record<string, unknown>): BalanceSearch {
  const { element } = search;
  const period = periodSearch(search);
  return typeof element === 'string' && element !== '' ? { element, ...period } : period;
}
