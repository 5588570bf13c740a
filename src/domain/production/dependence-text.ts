import { shownPct } from '../reports/report-text.js';
import { aligned, printable } from '../reports/text-table.js';
import type { Crossing, Range } from './dependence.js';
import type { ElementDependence, OriginStage, StageDependence } from './dependence-report.js';

/** A stage as a sentence names the country of it. */
const COUNTRY_OF: Readonly<Record<OriginStage, string>> = {
  mined: 'mining',
  separated: 'separation',
  metal: 'metal making',
};

const IS: Readonly<Record<Crossing, string>> = {
  crossed: 'is crossed',
  'not-crossed': 'is not crossed',
  'cannot-be-excluded': 'may be crossed, since too much is of unknown countries',
};

const WOULD_BE: Readonly<Record<Crossing, string>> = {
  crossed: 'it would be crossed',
  'not-crossed': 'it would not be crossed',
  'cannot-be-excluded': 'it might be crossed',
};

/** What an element and a country are called. */
export interface DependenceNames {
  readonly element: string;
  readonly country: (code: string) => string;
}

/** A share that lies between two ends; one figure where nothing is unknown. Percents in. */
export function shownRange({ least, most }: Range, shown: (pct: number) => string = shownPct): string {
  const [low, high] = [shown(least), shown(most)];
  return low === high ? low : `${low.replace(/\s%$/, '')} to ${high}`;
}

/** On which country an element depends most at a stage, with the loop and without it. */
export function dependenceSentence(
  { loopPct }: Pick<ElementDependence, 'loopPct'>,
  { stage, unknownKg, withLoop, withoutLoop }: StageDependence,
  { element, country }: DependenceNames,
): string {
  const start = element.charAt(0).toUpperCase() + element.slice(1);
  const gave = loopPct ? `; the loop gave ${shownPct(loopPct)}` : '';
  if (!withLoop.largestCountry)
    return unknownKg > 0
      ? `${start}: no country of ${COUNTRY_OF[stage]} is known${gave}.`
      : `${start}: all of it came from the loop.`;
  const { country: code, pct } = withLoop.largestCountry;
  const share = `${start}: the largest country of ${COUNTRY_OF[stage]} is ${country(code)}, with ${shownRange(pct)}`;
  if (!loopPct || !withoutLoop.largestCountry) return `${share} of what was charged.`;
  return `${share} of what was charged; without the loop it would have ${shownRange(withoutLoop.largestCountry.pct)}.`;
}

/** Whether a threshold is crossed at a stage, with the loop and without it. */
export function thresholdSentence(
  name: string,
  { withLoop, withoutLoop }: Readonly<Record<'withLoop' | 'withoutLoop', Crossing>>,
): string {
  const start = `The yardstick of ${name} ${IS[withLoop]}`;
  return withLoop === withoutLoop
    ? `${start}, with the loop and without it.`
    : `${start}; without the loop ${WOULD_BE[withoutLoop]}.`;
}

/** What the command line prints dependence of. */
export interface NamedDependence {
  readonly party: string;
  readonly period: { readonly from: string; readonly to: string };
  readonly elements: readonly ElementDependence[];
  readonly thresholds: readonly {
    readonly code: string;
    readonly limitPct: number;
    readonly source: string;
    readonly for: string;
  }[];
}

/** Dependence as text for the command line: the sentences of where it was mined, then every source at every stage. */
export function dependenceText(
  { party, period, elements, thresholds }: NamedDependence,
  nameOf: (element: string) => string,
): string {
  const names = (element: string) => ({ element: nameOf(element), country: (code: string) => code });
  const limits = new Map(thresholds.map(({ code, limitPct }) => [code, `${limitPct} % of one third country`]));
  const sentences = elements.flatMap((element) =>
    element.stages
      .slice(0, 1)
      .flatMap((stage) => [
        dependenceSentence(element, stage, names(element.element)),
        ...stage.thresholds.map(
          (verdict) => `   ${thresholdSentence(limits.get(verdict.code) ?? verdict.code, verdict)}`,
        ),
      ]),
  );
  const lines = [
    ...(elements.length === 0 ? ['Nothing was charged.'] : sentences),
    '',
    `Party ${party}`,
    `Period ${period.from} to ${period.to}; basis: metal`,
    '',
    ...elements.flatMap((element) => [...aligned(sourceRows(element)), '']),
    ...thresholds.map((one) => `Threshold ${one.code}: ${one.source}; for: ${one.for}`),
  ];
  return `${lines.map(printable).join('\n').trimEnd()}\n`;
}

const ends = (range: Range | null): string => (range === null ? '–' : `${range.least} to ${range.most}`);

function sourceRows({ element, loopKg, loopPct, supplierIndex, stages }: ElementDependence): string[][] {
  const row = (name: string, kg: number, pct: number | null): string[] => [name, kg.toFixed(6), pct?.toFixed(4) ?? '–'];
  return [
    [`${element}, by source`, 'kg', '%'],
    ...stages.flatMap(({ stage, countries, unknownKg, unknownPct, withLoop, withoutLoop }) => [
      row(`${stage}: loop`, loopKg, loopPct),
      ...countries.map(({ country, primaryKg, otherRecycledKg, pct }) =>
        row(`${stage}: ${country}`, primaryKg + otherRecycledKg, pct),
      ),
      row(`${stage}: unknown`, unknownKg, unknownPct),
      [`${stage}: index, with the loop`, '', ends(withLoop.index)],
      [`${stage}: index, without it`, '', ends(withoutLoop.index)],
    ]),
    ['index over suppliers', '', supplierIndex === null ? '–' : String(supplierIndex)],
  ];
}
