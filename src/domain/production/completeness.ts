import { BALANCE_WORDS } from './balance-words.js';
import type { PlantBalance } from './balance.js';
import { sumMg, type TotalRow } from '../books/totals.js';
import { mgToKg, ofMg, ratioPct, scaled } from '../measure/quantities.js';
import type { ReportWarning } from '../reports/circularity-report.js';
import { measuresOf } from '../reports/figures.js';
import type { Completeness } from '../reports/verdicts.js';

/** Of which agreement how much of what was logged is, in rare-earth milligrams. */
export interface LoggedShare {
  readonly ownMg: number;
  readonly allMg: number;
}

/** Completeness on an agreement, with the range of its coverage that the uncertainty leaves. */
export interface ToldCompleteness extends Completeness {
  readonly coverageOfExpectedLowPct: number | null;
  readonly coverageOfExpectedHighPct: number | null;
}

/**
 * What the balance of its sites says of an agreement. What is unexplained at a site is shared over its agreements, and what no
 * agreement covers, in proportion to the rare-earth mass that was logged.
 *
 * @param own totals of the agreement over the period
 */
export function completenessOf(
  { total }: PlantBalance,
  own: readonly TotalRow[],
  { rareEarths, share }: { readonly rareEarths: ReadonlySet<string>; readonly share: LoggedShare },
): ToldCompleteness {
  const { expectedMg, unexplainedMg, uncertaintyMg, completenessPct, verdict } = total;
  if (expectedMg === null || unexplainedMg === null || uncertaintyMg === null || share.allMg <= 0) {
    return { ...NO_FIGURES, completeness: verdict };
  }
  const part = (mg: number): number => scaled(ofMg(Math.round(mg)), share.ownMg, share.allMg);
  const metal = own.filter(({ commodity }) => rareEarths.has(commodity));
  const of = (...figures: Parameters<typeof measuresOf>): bigint => {
    const measures = measuresOf(...figures);
    return sumMg(metal.filter(({ measure }) => measures.includes(measure)));
  };
  const sent = of('sent');
  const left = sent + of('leaked') - of('carvedOut');
  const coverage = (missingMg: number): number | null => ratioPct(sent, left + BigInt(Math.max(0, missingMg)));
  const [missingMg, offMg] = [part(unexplainedMg), part(uncertaintyMg)];
  return {
    completenessPct,
    coverageOfExpectedPct: coverage(missingMg),
    coverageOfExpectedLowPct: coverage(missingMg + offMg),
    coverageOfExpectedHighPct: coverage(missingMg - offMg),
    unexplainedKg: mgToKg(ofMg(missingMg)),
    unexplainedUncertaintyKg: mgToKg(ofMg(offMg)),
    completeness: verdict,
  };
}

/** Of a balance that is not known, and of one of which a word alone is told. */
export const NO_FIGURES: Omit<ToldCompleteness, 'completeness'> = {
  completenessPct: null,
  coverageOfExpectedPct: null,
  coverageOfExpectedLowPct: null,
  coverageOfExpectedHighPct: null,
  unexplainedKg: null,
  unexplainedUncertaintyKg: null,
};

/** What a reader of the report must know of the balance behind it. */
export function balanceWarnings({ warnings }: PlantBalance): ReportWarning[] {
  return warnings.map((code) => ({ code, message: BALANCE_WORDS[code] }));
}
