import { FIGURES, type Figure } from '../../../domain/reports/figures.js';
import type { Period } from '../../../domain/measure/time.js';
import { periodSearch } from '../../report/period.js';

/** The rare earths together, in the place of an element's symbol. */
export const TOTAL = 'total';

/** What the address of the screen says; what it leaves out is chosen for the reader. */
export interface CircularitySearch extends Partial<Period> {
  readonly agreementId?: string;
  readonly element?: string;
}

/** What the address of a figure's evidence says. */
export interface EvidenceSearch extends CircularitySearch {
  readonly figure: Figure;
}

/** What is no day or no text is left out, so that an address typed wrongly still shows a report. */
export function circularitySearch(search: Record<string, unknown>): CircularitySearch {
  const text = (key: 'agreementId' | 'element'): Partial<CircularitySearch> => {
    const value = search[key];
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  return { ...text('agreementId'), ...text('element'), ...periodSearch(search) };
}

/** The last rung where the address names no figure. */
export function evidenceSearch(search: Record<string, unknown>): EvidenceSearch {
  const figure = FIGURES.find((one) => one === search['figure']) ?? 'substituted';
  return { ...circularitySearch(search), figure };
}
