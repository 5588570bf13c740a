import { type Coverage, coverageOf, onHandMg } from './coverage.js';
import { belongsTo, LADDER_FIGURES, type LadderFigure } from './figures.js';
import { type Commodity, DRY_MASS, type Group } from './holding.js';
import { ratioPct, safe } from './quantities.js';
import { dryMg, sumMg, type TotalRow } from './totals.js';

/** The name and version of the method, printed on every report: a change of formula is a new version. */
export const LADDER_METHOD = 'ladder/1';

/** The ratios of the ladder, in the order in which they are shown. */
export const LADDER_RATIOS = [
  'recovery',
  'closedLoopReturn',
  'recycledShare',
  'primaryReplacement',
  'ceiling',
] as const;
export type LadderRatio = (typeof LADDER_RATIOS)[number];

/** One element, or the sum of several: masses in milligrams of metal, ratios in percent with four decimals or null. */
export interface LadderRow {
  readonly massMg: Readonly<Record<LadderFigure, number>>;
  readonly pct: Readonly<Record<LadderRatio, number | null>>;
}

/** Dry masses of the period, in milligrams; on hand at its end. */
export interface LadderMass extends Coverage {
  readonly generatedMg: number;
  readonly reusedInProcessMg: number;
  readonly refusedMg: number;
  readonly confirmedMg: number;
  /** What was on hand as the period began. */
  readonly openingOnHandMg: number;
  readonly onHandMg: number;
  readonly recyclerCountedDownMg: number;
  readonly recyclerCountedUpMg: number;
  readonly withoutAssayMg: number;
}

/** Something that a reader of the ladder must know before using its figures. */
export interface LadderWarning {
  readonly code: 'stock-drawn-down' | 'missing-assay';
  readonly message: string;
  readonly element?: string;
  readonly dryMg?: number;
}

export interface Ladder {
  readonly mass: LadderMass;
  readonly elements: readonly (LadderRow & { readonly element: string })[];
  /** The sum of the rare earths; its ratios come from the sums. */
  readonly total: LadderRow;
  readonly warnings: readonly LadderWarning[];
}

export interface LadderInput {
  readonly agreementId: string;
  readonly generatorId: string;
  /** Of the period: every row of the agreement, and every `consumed` row of the generator, each once. */
  readonly rows: readonly TotalRow[];
  /** Of the agreement, from the beginning of time to the end of the period. */
  readonly cumulativeRows: readonly TotalRow[];
  /** Dry mass generated in the period that has no assay in force. */
  readonly withoutAssayDryMg: number;
  /** The elements that the total sums, in the order in which they are shown. */
  readonly rareEarths: ReadonlySet<string>;
}

/** Masses in BigInt, so that no sum and no product of them loses a digit. */
interface Sums extends Record<LadderFigure, bigint> {
  /** Substituted and other recycled, both without origin `rework`: the numerator of the recycled share. */
  recycledContent: bigint;
}

/**
 * The ladder of one agreement over a period: the rungs from generated to substituted per element, in metal basis, each net
 * of postings back, and what the charges of the generator consisted of. One row for every element that has a figure other
 * than zero: the rare earths in the order given, then the others by symbol.
 *
 * ```
 * recovery            = recovered / processed
 * closed-loop return  = returned / confirmed
 * input               = substituted + other recycled charged + primary charged
 * primary replacement = substituted / input
 * recycled share      = (substituted + other recycled charged, both without origin rework) / input
 * ceiling             = (generated - reused) * recovery * q / input      q = substituted / consumed, or 1
 * ```
 * A ratio whose denominator is zero or less, or of which a part is null, is null.
 *
 * @throws DomainError `mass-too-large`
 */
export function ladderOf(input: LadderInput): Ladder {
  const ownRows = input.rows.filter(({ agreementId }) => agreementId === input.agreementId);
  const sums = [...byCommodity(input.rows)]
    .filter(([commodity]) => commodity !== DRY_MASS)
    .map(([element, rows]) => ({ element, sums: elementSums(rows, input) }))
    .filter((row) => LADDER_FIGURES.some((figure) => row.sums[figure] !== 0n))
    .sort(inOrderOf([...input.rareEarths]));
  const rareEarths = sums.filter(({ element }) => input.rareEarths.has(element));
  const elements = sums.map((row) => ({ element: row.element, ...rowOf(row.sums) }));
  const total = rowOf(totalSums(rareEarths.map((row) => row.sums)));
  return {
    mass: massOf(ownRows, input),
    elements,
    total,
    warnings: [
      ...missingAssay(input.withoutAssayDryMg),
      ...elements.flatMap((row) => drawnDown(row, row.element)),
      ...drawnDown(total),
    ],
  };
}

function byCommodity(rows: readonly TotalRow[]): ReadonlyMap<Commodity, TotalRow[]> {
  const groups = new Map<Commodity, TotalRow[]>();
  for (const row of rows) {
    const group = groups.get(row.commodity);
    if (group) group.push(row);
    else groups.set(row.commodity, [row]);
  }
  return groups;
}

/** The elements of a list first, as listed, then all others by symbol. */
function inOrderOf(listed: readonly string[]) {
  const rank = (element: string): number => (listed.includes(element) ? listed.indexOf(element) : listed.length);
  return (a: { element: string }, b: { element: string }): number =>
    rank(a.element) - rank(b.element) || (a.element < b.element ? -1 : 1);
}

function massOf(rows: readonly TotalRow[], input: LadderInput): LadderMass {
  const ofAgreement = input.cumulativeRows.filter(({ agreementId }) => agreementId === input.agreementId);
  return {
    ...coverageOf(rows),
    generatedMg: safe(dryMg(rows, 'generated')),
    reusedInProcessMg: safe(dryMg(rows, 'reused')),
    refusedMg: safe(dryMg(rows, 'refused')),
    confirmedMg: safe(dryMg(rows, 'confirmed')),
    openingOnHandMg: onHandMg(ofAgreement) - onHandMg(rows),
    onHandMg: onHandMg(ofAgreement),
    recyclerCountedDownMg: safe(dryMg(rows, 'recycler-count-down')),
    recyclerCountedUpMg: safe(dryMg(rows, 'recycler-count-up')),
    withoutAssayMg: input.withoutAssayDryMg,
  };
}

function elementSums(rows: readonly TotalRow[], subject: LadderInput): Sums {
  const of = (figure: LadderFigure): TotalRow[] => rows.filter((row) => belongsTo(figure, row, subject));
  const sums = LADDER_FIGURES.map((figure) => [figure, sumMg(of(figure))]);
  return {
    ...(Object.fromEntries(sums) as Record<LadderFigure, bigint>),
    recycledContent: sumMg([...of('substituted'), ...of('otherRecycledConsumed')].filter(isNoRework)),
  };
}

function isNoRework({ origin }: Group): boolean {
  return origin !== 'rework';
}

function totalSums(rows: readonly Sums[]): Sums {
  const figures = [...LADDER_FIGURES, 'recycledContent'] as const;
  const sums = figures.map((figure) => [figure, rows.reduce((sum, row) => sum + row[figure], 0n)]);
  return Object.fromEntries(sums) as Sums;
}

function rowOf(sums: Sums): LadderRow {
  const massMg = Object.fromEntries(LADDER_FIGURES.map((figure) => [figure, safe(sums[figure])]));
  const input = sums.substituted + sums.otherRecycledConsumed + sums.primaryConsumed;
  return {
    massMg: massMg as Record<LadderFigure, number>,
    pct: {
      recovery: ratioPct(sums.recovered, sums.processed),
      closedLoopReturn: ratioPct(sums.returned, sums.confirmed),
      recycledShare: ratioPct(sums.recycledContent, input),
      primaryReplacement: ratioPct(sums.substituted, input),
      ceiling: ceilingPct(sums, input),
    },
  };
}

/** `(G - reused) * (R2 / processed) * q / input`, multiplied out, so that it is rounded once. */
function ceilingPct(sums: Sums, input: bigint): number | null {
  if (sums.processed <= 0n || input <= 0n) return null;
  const hasCharges = sums.consumed > 0n;
  const numerator = (sums.generated - sums.reusedInProcess) * sums.recovered * (hasCharges ? sums.substituted : 1n);
  return ratioPct(numerator, sums.processed * input * (hasCharges ? sums.consumed : 1n));
}

function missingAssay(withoutAssayDryMg: number): LadderWarning[] {
  if (withoutAssayDryMg <= 0) return [];
  const message =
    'By-product generated in the period has no assay: what it contains is in none of the element figures.';
  return [{ code: 'missing-assay', message, dryMg: withoutAssayDryMg }];
}

/** The printed figures decide, so that no reader sees a warning about two figures that look the same. */
function drawnDown({ pct }: LadderRow, element?: string): LadderWarning[] {
  if (pct.primaryReplacement === null || pct.ceiling === null || pct.primaryReplacement <= pct.ceiling) return [];
  const subject = element ?? 'The rare earths together';
  const message = `${subject}: the loop made up for ${pct.primaryReplacement} % of what the plant used, more than the ${pct.ceiling} % that recycling the by-products of the period can reach. Stock of earlier periods was drawn down.`;
  return [{ code: 'stock-drawn-down', message, ...(element === undefined ? {} : { element }) }];
}
