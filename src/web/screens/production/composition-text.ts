import { PCT_DECIMALS } from '../../../domain/measure/quantities.js';
import { useLocale } from '../../i18n/index.js';
import type { GradeVersion } from './model.js';

/** What is in an uncoated magnet, with how certain that is: `Nd 24 % ± 0.384 %`. */
export function useCompositionText(): (version: GradeVersion) => string {
  const number = new Intl.NumberFormat(useLocale(), { maximumFractionDigits: PCT_DECIMALS });
  const pct = (value: number): string => `${number.format(value)} %`;
  return ({ composition, belowLimitPct, expandedUncertainty }) =>
    Object.entries(composition)
      .map(([formula, found]) => {
        const limit = belowLimitPct[formula];
        if (limit !== undefined) return `${formula} < ${pct(limit)}`;
        const uncertainty = expandedUncertainty?.[formula];
        return `${formula} ${pct(found)}${uncertainty === undefined ? '' : ` ± ${pct(uncertainty)}`}`;
      })
      .join(', ');
}
