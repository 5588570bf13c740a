import type { ReportMass } from '../../domain/reports/circularity-report.js';
import type { ReportField } from '../../domain/books/rungs.js';
import { FIGURES, type Figure } from '../../domain/reports/figures.js';
import type { Messages } from '../i18n/index.js';

/** What a figure is called on the screen, on the ladder or among the dry masses. */
export function figureName(figure: Figure, { figures, mass }: Messages['reports']): string {
  const ofLadder = figures[`${figure}Kg` as ReportField] as string | undefined;
  return ofLadder ?? mass[`${figure}DryKg` as Exclude<keyof ReportMass, 'withoutAssay'>];
}

/** The figure that a field of the report shows; nothing for a ratio, and for what is no sum over the period. */
export function figureOf(field: string): Figure | undefined {
  return FIGURES.find((figure) => field === `${figure}Kg` || field === `${figure}DryKg`);
}
