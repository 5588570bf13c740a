import type { LadderRatio } from '../books/rungs.js';
import { afterRecoveryOf, mapClosings, sumOfClosings, type AfterRecovery } from './after-recovery.js';
import { type Coverage, coverageOf, onHandMg } from './coverage.js';
import { belongsTo } from './figures.js';
import { LADDER_FIGURES, type LadderFigure } from '../books/rungs.js';
import { type Commodity, DRY_MASS, type Provenance } from '../matter/holding.js';
import { isOutOfStep } from './in-step.js';
import { drawnDown, missingAssay, outOfStep, type LadderWarning, type Reach } from './ladder-warnings.js';
import { minus, ratioPct, safe, type Mg } from '../measure/quantities.js';
import { dryMg, sumMg, type TotalRow } from '../books/totals.js';
import { lacksAssay, mostWithoutAssayMg, type WithoutAssay } from './without-assay.js';

/** The name and version of the method, printed on every report: a change of formula is a new version. */
export const LADDER_METHOD = 'ladder/2';

/** One element, or the sum of several: masses in milligrams of metal, ratios in percent with four decimals or null. */
export interface LadderRow {
  readonly massMg: Readonly<Record<LadderFigure, Mg>>;
  readonly pct: Readonly<Record<LadderRatio, number | null>>;
  /** The ratios of which numerator or denominator lacks the assay of more than 1 % of its dry mass. */
  readonly incomplete: readonly LadderRatio[];
  readonly afterRecovery: AfterRecovery<Mg>;
}

/** Dry masses of the period, in milligrams; on hand at its end. */
export interface LadderMass extends Coverage {
  readonly generatedMg: Mg;
  readonly reusedInProcessMg: Mg;
  readonly refusedMg: Mg;
  readonly confirmedMg: Mg;
  /** What was on hand as the period began. */
  readonly openingOnHandMg: Mg;
  readonly onHandMg: Mg;
  readonly recyclerCountedDownMg: Mg;
  readonly recyclerCountedUpMg: Mg;
  readonly withoutAssayMg: Mg;
  readonly withoutAssay: WithoutAssay;
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
  readonly recyclerId: string;
  /** Of the period: every row of the agreement, and every `consumed` row of the generator, each once. */
  readonly rows: readonly TotalRow[];
  /** Of the agreement, from the beginning of time to the end of the period. */
  readonly cumulativeRows: readonly TotalRow[];
  /** What of the period's figures has no assay in force. */
  readonly withoutAssay: WithoutAssay;
  /** The elements that the total sums, in the order in which they are shown. */
  readonly rareEarths: ReadonlySet<string>;
}

/** Masses in BigInt, so that no sum and no product of them loses a digit. */
interface Sums extends Record<LadderFigure, bigint> {
  /** Substituted and other recycled, both without origins `rework` and `unknown`: the numerator of the recycled share. */
  recycledContent: bigint;
  closings: AfterRecovery<bigint>;
}

/**
 * The ladder of one agreement over a period: the rungs from generated to substituted per element, in metal basis, each net
 * of postings back, and what the charges of the generator consisted of. One row for every element that has a figure other
 * than zero: the rare earths in the order given, then the others by symbol.
 *
 * ```
 * recovery            = (recovered + intermediate) / processed
 * closed-loop return  = returned / confirmed
 * input               = substituted + other recycled charged + primary charged
 * primary replacement = substituted / input
 * recycled share      = (substituted + other recycled charged, both without origins rework and unknown) / input
 * ceiling             = (generated - reused) * recovery * q / input      q = substituted / consumed, or 1
 * ```
 * A ratio whose denominator is zero or less, or of which a part is null, is null; so is a recovery that is out of step.
 *
 * @throws DomainError `mass-too-large`
 */
export function ladderOf(input: LadderInput): Ladder {
  const ownRows = input.rows.filter(({ agreementId }) => agreementId === input.agreementId);
  const sums = [...byCommodity(input.rows)]
    .filter(([commodity]) => commodity !== DRY_MASS)
    .map(([element, rows]) => ({ element, sums: elementSums(rows, input) }))
    .filter((row) => hasFigure(row.sums))
    .sort(inOrderOf([...input.rareEarths]));
  const rareEarths = sums.filter(({ element }) => input.rareEarths.has(element));
  const mass = massOf(ownRows, input);
  const incomplete = incompleteOf(mass);
  const elements = sums.map((row) => ({ element: row.element, ...rowOf(row.sums, incomplete) }));
  const totals = totalSums(rareEarths.map((row) => row.sums));
  const total = rowOf(totals, incomplete);
  return {
    mass,
    elements,
    total,
    warnings: [
      ...missingAssay(mass.withoutAssay, mass.withoutAssayMg),
      ...sums.flatMap((row) => outOfStep(row.sums, row.element)),
      ...outOfStep(totals),
      ...sums.flatMap((row, index) => drawnDown(reachOf(row.sums, elements[index] ?? total), row.element)),
      ...drawnDown(reachOf(totals, total)),
    ],
  };
}

function hasFigure(sums: Sums): boolean {
  const closings = Object.values(sums.closings) as Record<string, bigint>[];
  return (
    LADDER_FIGURES.some((figure) => sums[figure] !== 0n) ||
    closings.some((closing) => Object.values(closing).some((mass) => mass !== 0n))
  );
}

/** What lacks an assay is the same for every element: nobody knows which of them are in it. */
function incompleteOf({ withoutAssay, ...mass }: LadderMass): LadderRatio[] {
  const lacks = (withoutMg: Mg, dryMg: Mg): boolean => lacksAssay(BigInt(withoutMg), BigInt(dryMg));
  const loop = lacks(withoutAssay.confirmedMg, mass.confirmedMg);
  const reach = lacks(
    minus(withoutAssay.generatedMg, withoutAssay.reusedMg),
    minus(mass.generatedMg, mass.reusedInProcessMg),
  );
  return [...(loop ? ['closedLoopReturn' as const] : []), ...(reach ? ['ceiling' as const] : [])];
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
    openingOnHandMg: minus(onHandMg(ofAgreement), onHandMg(rows)),
    onHandMg: onHandMg(ofAgreement),
    recyclerCountedDownMg: safe(dryMg(rows, 'recycler-count-down')),
    recyclerCountedUpMg: safe(dryMg(rows, 'recycler-count-up')),
    withoutAssayMg: mostWithoutAssayMg(input.withoutAssay),
    withoutAssay: input.withoutAssay,
  };
}

function elementSums(rows: readonly TotalRow[], subject: LadderInput): Sums {
  const of = (figure: LadderFigure): TotalRow[] => rows.filter((row) => belongsTo(figure, row, subject));
  const sums = LADDER_FIGURES.map((figure) => [figure, sumMg(of(figure))]);
  const ownRows = rows.filter(({ agreementId }) => agreementId === subject.agreementId);
  return {
    ...(Object.fromEntries(sums) as Record<LadderFigure, bigint>),
    recycledContent: sumMg([...of('substituted'), ...of('otherRecycledConsumed')].filter(isRecycledContent)),
    closings: afterRecoveryOf(ownRows, subject),
  };
}

/** What goes back into its own process is no recycled content, and what nobody answered for may be such. */
function isRecycledContent({ origin }: Provenance): boolean {
  return origin !== 'rework' && origin !== 'unknown';
}

function totalSums(rows: readonly Sums[]): Sums {
  const figures = [...LADDER_FIGURES, 'recycledContent'] as const;
  const sums = figures.map((figure) => [figure, rows.reduce((sum, row) => sum + row[figure], 0n)]);
  return { ...(Object.fromEntries(sums) as Sums), closings: sumOfClosings(rows.map(({ closings }) => closings)) };
}

function rowOf(sums: Sums, incomplete: readonly LadderRatio[]): LadderRow {
  const massMg = Object.fromEntries(LADDER_FIGURES.map((figure) => [figure, safe(sums[figure])]));
  const input = inputOf(sums);
  return {
    massMg: massMg as Record<LadderFigure, Mg>,
    pct: {
      recovery: isOutOfStep(sums) ? null : ratioPct(sums.recovered + sums.intermediate, sums.processed),
      closedLoopReturn: ratioPct(sums.returned, sums.confirmed),
      recycledShare: ratioPct(sums.recycledContent, input),
      primaryReplacement: ratioPct(sums.substituted, input),
      ceiling: ceilingPct(sums),
    },
    incomplete,
    afterRecovery: mapClosings(sums.closings, safe),
  };
}

function inputOf(sums: Sums): bigint {
  return sums.substituted + sums.otherRecycledConsumed + sums.primaryConsumed;
}

/** `(G - reused) * recovery * q / input` as a fraction, so that it is rounded once; null where it is not defined. */
function ceilingOf(sums: Sums): { readonly numerator: bigint; readonly denominator: bigint } | null {
  const input = inputOf(sums);
  if (sums.processed <= 0n || input <= 0n || isOutOfStep(sums)) return null;
  const [used, of] = sums.consumed > 0n ? [sums.substituted, sums.consumed] : [1n, 1n];
  const reach = (sums.generated - sums.reusedInProcess) * (sums.recovered + sums.intermediate);
  return { numerator: reach * used, denominator: sums.processed * input * of };
}

function ceilingPct(sums: Sums): number | null {
  const ceiling = ceilingOf(sums);
  return ceiling && ratioPct(ceiling.numerator, ceiling.denominator);
}

/** Whether the loop made up for more than it can reach with the by-products of the period: exact, not as printed. */
function reachOf(sums: Sums, { pct }: LadderRow): Reach {
  const ceiling = ceilingOf(sums);
  const isAbove = ceiling !== null && sums.substituted * ceiling.denominator > ceiling.numerator * inputOf(sums);
  return { isAbove, primaryReplacement: pct.primaryReplacement, ceiling: pct.ceiling };
}
