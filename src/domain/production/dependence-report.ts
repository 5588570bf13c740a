import { csvOf, type CsvLocale, type CsvValue } from '../measure/csv.js';
import { addedUp, mgToKg, type Mg } from '../measure/quantities.js';
import {
  crossingOf,
  dependenceOf,
  supplierIndexOf,
  type ChargedFrom,
  type Concentration,
  type Crossing,
  type Dependence,
  type Range,
} from './dependence.js';

/** Where a metal was mined, where its oxide was separated, and where it was made metal. */
export const ORIGIN_STAGES = ['mined', 'separated', 'metal'] as const;
export type OriginStage = (typeof ORIGIN_STAGES)[number];

/** Of one element, what was charged from one source. */
export interface ChargedMass {
  readonly element: string;
  readonly source: ChargedFrom['source'];
  readonly countries: Readonly<Record<OriginStage, string | null>>;
  /** Who supplied what was charged straight from a supply; null of all else. */
  readonly supplier: string | null;
  readonly massMg: Mg;
}

export interface DependenceThreshold {
  readonly code: string;
  readonly limitPct: number;
}

export interface ThresholdVerdict {
  readonly code: string;
  readonly withLoop: Crossing;
  readonly withoutLoop: Crossing;
}

export interface StageDependence {
  readonly stage: OriginStage;
  readonly unknownKg: number;
  /** Of it, recycled material that is not of the loop. */
  readonly unknownOtherRecycledKg: number;
  readonly unknownPct: number | null;
  readonly countries: readonly {
    readonly country: string;
    readonly primaryKg: number;
    readonly otherRecycledKg: number;
    readonly pct: number | null;
  }[];
  readonly withLoop: Concentration;
  readonly withoutLoop: Concentration;
  readonly thresholds: readonly ThresholdVerdict[];
}

export interface ElementDependence {
  readonly element: string;
  readonly chargedKg: number;
  readonly loopKg: number;
  readonly loopPct: number | null;
  /** Herfindahl-Hirschman index over suppliers, of what was charged straight from a supply. */
  readonly supplierIndex: number | null;
  readonly stages: readonly StageDependence[];
}

/** The member states of the Union: all others are third countries. */
const UNION: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/**
 * How far a plant depends on single sources, by element, in the order of their first mention. Shapes: milligrams above zero in;
 * kilograms, percents of four decimals and indices of one out.
 */
export function dependenceReport(
  charged: readonly ChargedMass[],
  thresholds: readonly DependenceThreshold[],
): ElementDependence[] {
  const elements = [...new Set(charged.map(({ element }) => element))];
  return elements.map((element) => {
    const own = charged.filter((row) => row.element === element);
    const bySupplier = new Map<string, Mg>();
    for (const { supplier, massMg } of own) {
      if (supplier !== null) bySupplier.set(supplier, addedUp([bySupplier.get(supplier) ?? 0, massMg]));
    }
    const stages = ORIGIN_STAGES.map((stage) => {
      const rows = own.map(({ source, countries, massMg }) => ({ source, country: countries[stage], massMg }));
      return { stage, dependence: dependenceOf(rows) };
    });
    const index = supplierIndexOf(bySupplier);
    const [first] = stages;
    return {
      element,
      chargedKg: mgToKg(first?.dependence.totalMg ?? 0),
      loopKg: mgToKg(first?.dependence.loopMg ?? 0),
      loopPct: first?.dependence.loopPct ?? null,
      supplierIndex: index === null ? null : shownIndex(index),
      stages: stages.map(({ stage, dependence }) => shownStage(stage, dependence, thresholds)),
    };
  });
}

function shownStage(
  stage: OriginStage,
  dependence: Dependence,
  thresholds: readonly DependenceThreshold[],
): StageDependence {
  return {
    stage,
    unknownKg: mgToKg(dependence.unknownMg),
    unknownOtherRecycledKg: mgToKg(dependence.unknownOtherMg),
    unknownPct: dependence.unknownPct,
    countries: dependence.countries.map(({ country, primaryMg, otherRecycledMg, pct }) => ({
      country,
      primaryKg: mgToKg(primaryMg),
      otherRecycledKg: mgToKg(otherRecycledMg),
      pct,
    })),
    withLoop: shown(dependence.withLoop),
    withoutLoop: shown(dependence.withoutLoop),
    thresholds: thresholds.map(({ code, limitPct }) => ({
      code,
      withLoop: crossingOf(ofThirdCountry(dependence, dependence.loopMg), limitPct),
      withoutLoop: crossingOf(ofThirdCountry(dependence, 0), limitPct),
    })),
  };
}

/** The share of the largest third country, in percent: what is unknown left out, and all of it added to that country. */
function ofThirdCountry({ countries, unknownMg }: Dependence, loopMg: Mg): Range {
  const sums = countries.map(({ country, primaryMg, otherRecycledMg }) => ({
    country,
    massMg: primaryMg + otherRecycledMg,
  }));
  const known = sums.reduce((sum, { massMg }) => sum + massMg, loopMg as number);
  const largest = Math.max(0, ...sums.filter(({ country }) => !UNION.has(country)).map(({ massMg }) => massMg));
  const share = (part: number, whole: number): number => (whole > 0 ? (100 * part) / whole : 0);
  return { least: share(largest, known), most: share(largest + unknownMg, known + unknownMg) };
}

function shown({ largest, index, largestCountry }: Concentration): Concentration {
  return {
    largest: largest && { source: largest.source, pct: rangeOf(largest.pct, shownPct) },
    index: index && rangeOf(index, shownIndex),
    largestCountry: largestCountry && { country: largestCountry.country, pct: rangeOf(largestCountry.pct, shownPct) },
  };
}

function rangeOf({ least, most }: Range, shownAs: (value: number) => number): Range {
  return { least: shownAs(least), most: shownAs(most) };
}

/** Four decimals, and never onto 0 or 100 what is neither. */
function shownPct(pct: number): number {
  const rounded = Math.round(pct * 10_000) / 10_000;
  if (rounded === 0 && pct > 0) return 0.0001;
  return rounded === 100 && pct < 100 ? 99.9999 : rounded;
}

function shownIndex(index: number): number {
  return Math.round(index * 10) / 10;
}

/** As CSV: a record for each element, stage and source, the loop and what is unknown among them. */
export function dependenceCsv(
  { from, to }: { readonly from: string; readonly to: string },
  elements: readonly ElementDependence[],
  locale: CsvLocale,
): string {
  const records = elements.flatMap((element) =>
    element.stages.flatMap((stage): CsvValue[][] => {
      const head = [from, to, element.element, stage.stage];
      const { withLoop, withoutLoop } = stage;
      const tail = [withLoop, withoutLoop].flatMap(({ index }) => [index?.least ?? null, index?.most ?? null]);
      const crossed = stage.thresholds.map((one) => `${one.code} ${one.withLoop} ${one.withoutLoop}`).join(' | ');
      const more = [...tail, element.supplierIndex, crossed];
      return [
        [...head, 'loop', element.loopKg, null, element.loopPct, ...more],
        ...stage.countries.map(({ country, primaryKg, otherRecycledKg, pct }) => {
          const kg = Math.round((primaryKg + otherRecycledKg) * 1_000_000) / 1_000_000;
          return [...head, country, kg, otherRecycledKg, pct, ...more];
        }),
        [...head, 'unknown', stage.unknownKg, stage.unknownOtherRecycledKg, stage.unknownPct, ...more],
      ];
    }),
  );
  const names = ['from', 'to', 'element', 'stage', 'source', 'kg', 'otherRecycledKg', 'pct'];
  const indices = ['indexLeast', 'indexMost', 'indexWithoutLoopLeast', 'indexWithoutLoopMost', 'supplierIndex'];
  return csvOf([[...names, ...indices, 'thresholds'], ...records], locale);
}
