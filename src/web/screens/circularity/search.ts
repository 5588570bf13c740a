import { FIGURES, type Figure } from '../../../domain/figures.js';

/** The rare earths together, in the place of an element's symbol. */
export const TOTAL = 'total';

/** What the address of the screen says; what it leaves out is chosen for the reader. */
export interface CircularitySearch {
  readonly agreementId?: string;
  readonly element?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What the address of a figure's evidence says. */
export interface EvidenceSearch extends CircularitySearch {
  readonly figure: Figure;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What is no day or no text is left out, so that an address typed wrongly still shows a report. */
export function circularitySearch(search: Record<string, unknown>): CircularitySearch {
  const text = (key: keyof CircularitySearch, form = /./): Partial<CircularitySearch> => {
    const value = search[key];
    return typeof value === 'string' && form.test(value) ? { [key]: value } : {};
  };
  return { ...text('agreementId'), ...text('element'), ...text('from', DAY), ...text('to', DAY) };
}

/** The last rung where the address names no figure. */
export function evidenceSearch(search: Record<string, unknown>): EvidenceSearch {
  const figure = FIGURES.find((one) => one === search['figure']) ?? 'substituted';
  return { ...circularitySearch(search), figure };
}
