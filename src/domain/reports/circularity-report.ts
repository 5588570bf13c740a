import {
  LADDER_FIGURES,
  LADDER_RATIOS,
  type LadderFigure,
  type LadderRatio,
  type ReportField,
} from '../books/rungs.js';
import { mapClosings, type AfterRecovery } from './after-recovery.js';
import { type Ladder, LADDER_METHOD, type LadderRow } from './ladder.js';
import { BALANCE_WARNINGS, UNTOLD, type Completeness } from './verdicts.js';
import { mgToKg } from '../measure/quantities.js';
import type { Period } from '../measure/time.js';

export const REPORT_BASIS = 'metal';
export const REPORT_BOUNDARY = 'all sites of the generator; sites of the recycler';
export const RARE_EARTHS_TOTAL = 'rare earths';
/** Whether a figure may still change, by an open weight, a missing assay, or because the period is not over. */
export const DATA_STATES = ['provisional', 'final'] as const;

/** The masses and ratios of an element or a sum, as they stand at the edge; null where hidden or not defined. */
export type ReportFigures = { readonly [Figure in LadderFigure as `${Figure}Kg`]: number | null } & {
  readonly [Ratio in LadderRatio as `${Ratio}Pct`]: number | null;
};

type ClosingKg<Side extends keyof AfterRecovery<number>> = {
  readonly [Name in keyof AfterRecovery<number>[Side] & string as `${Name}Kg`]: number;
};

/** A row of the report, of an element or of the total. */
export interface ReportRow extends ReportFigures {
  /** The ratios of which more than 1 % of the dry mass behind them has no assay. */
  readonly incomplete: readonly `${LadderRatio}Pct`[];
  readonly afterRecovery: { readonly [Side in keyof AfterRecovery<number>]: ClosingKg<Side> };
}

/** The dry masses of the report, as the edge names them without `DryKg`. */
export const REPORT_MASSES = [
  'generated',
  'reusedInProcess',
  'sent',
  'refused',
  'confirmed',
  'leaked',
  'carvedOut',
  'breach',
  'recycledSoldElsewhere',
  'openingOnHand',
  'countedDown',
  'countedUp',
  'ownDifference',
  'onHand',
  'recyclerCountedDown',
  'recyclerCountedUp',
  'withoutAssay',
] as const;
/** Those of them of which it says how much has no assay in force. */
export const UNASSAYED_MASSES = ['generated', 'reused', 'sent', 'confirmed', 'leaked', 'onHand'] as const;
export const REPORT_COVERAGES = ['coveragePct', 'coverageWithCarveOutsPct'] as const;

type DryKg<Mass extends string> = { readonly [One in Mass as `${One}DryKg`]: number };

/** The dry masses of a period; the parts without an assay go by the day of the posting. */
export type ReportMass = DryKg<(typeof REPORT_MASSES)[number]> & {
  readonly withoutAssay: DryKg<(typeof UNASSAYED_MASSES)[number]>;
} & { readonly [Coverage in (typeof REPORT_COVERAGES)[number]]: number | null } & Completeness;

/** What a reader of the figures must know, by its code. Codes are stable: programs rely on them. */
export const REPORT_WARNING_CODES = [
  'missing-assay',
  'stock-drawn-down',
  'out-of-step',
  'no-primary-booked',
  'estimated',
  'in-dispute',
  'open-balance',
  'element-not-assayed',
  'matter-created',
  ...BALANCE_WARNINGS,
] as const;
export type ReportWarningCode = (typeof REPORT_WARNING_CODES)[number];

export interface ReportWarning {
  readonly code: ReportWarningCode;
  readonly message: string;
  readonly element?: string;
  readonly dryKg?: number;
  /** The shortest longer period that is in step, of recovery that is not. */
  readonly inStep?: Period;
}

/** The circularity report as the HTTP API answers it. */
export interface CircularityReport {
  readonly agreement: {
    readonly id: string;
    readonly reference: string;
    readonly generator: string;
    readonly recycler: string;
  };
  readonly period: Period;
  readonly basis: typeof REPORT_BASIS;
  readonly boundary: typeof REPORT_BOUNDARY;
  readonly method: typeof LADDER_METHOD;
  readonly dataState: (typeof DATA_STATES)[number];
  readonly mass: ReportMass;
  readonly elements: readonly ({ readonly element: string } & ReportRow)[];
  readonly total: { readonly elements: typeof RARE_EARTHS_TOTAL } & ReportRow;
  readonly warnings: readonly ReportWarning[];
}

/** What the books say about a ladder beside its figures. */
export interface ReportHead {
  readonly agreement: CircularityReport['agreement'];
  readonly period: Period;
  /** Whether figures may still change, by open weights or because the period is not over; missing assays say so by themselves. */
  readonly isOpen: boolean;
  /** Left out where it is not told, or was not asked for. */
  readonly completeness?: Completeness | null;
  /** Of the runs and batches that the report contains: overrides, open balances, and so on. */
  readonly warnings: readonly ReportWarning[];
}

/** Every figure of a row, in the order of the API, and whether the CSV had it before others were added at its end. */
const COLUMNS = {
  generatedKg: 'first',
  reusedInProcessKg: 'first',
  sentKg: 'first',
  confirmedKg: 'first',
  processedKg: 'first',
  recoveredKg: 'first',
  returnedKg: 'first',
  consumedKg: 'first',
  substitutedKg: 'first',
  otherRecycledConsumedKg: 'first',
  primaryConsumedKg: 'first',
  recoveryPct: 'first',
  closedLoopReturnPct: 'first',
  recycledSharePct: 'first',
  primaryReplacementPct: 'first',
  ceilingPct: 'first',
  measurementDifferenceKg: 'first',
  unaccountedKg: 'first',
  originUnknownKg: 'later',
  intermediateKg: 'later',
} as const satisfies Readonly<Record<ReportField, 'first' | 'later'>>;
export const REPORT_FIELDS = Object.keys(COLUMNS) as readonly ReportField[];
export const FIRST_FIELDS = REPORT_FIELDS.filter((field) => COLUMNS[field] === 'first');
export const LATER_FIELDS = REPORT_FIELDS.filter((field) => COLUMNS[field] === 'later');

/** Shapes a ladder for the edge: milligrams become kilograms, and every report states what its figures rest on. */
export function reportOf(ladder: Ladder, head: ReportHead): CircularityReport {
  const own = ladder.warnings.map(({ dryMg, ...warning }) =>
    dryMg === undefined ? warning : { ...warning, dryKg: mgToKg(dryMg) },
  );
  return {
    agreement: head.agreement,
    period: head.period,
    basis: REPORT_BASIS,
    boundary: REPORT_BOUNDARY,
    method: LADDER_METHOD,
    dataState: head.isOpen || ladder.mass.withoutAssayMg > 0 ? 'provisional' : 'final',
    mass: { ...massOf(ladder), ...(head.completeness ?? UNTOLD) },
    elements: ladder.elements.map((row) => ({ element: row.element, ...reportRowOf(row) })),
    total: { elements: RARE_EARTHS_TOTAL, ...reportRowOf(ladder.total) },
    warnings: [...own, ...head.warnings],
  };
}

function massOf({ mass }: Ladder): Omit<ReportMass, keyof Completeness> {
  return {
    generatedDryKg: mgToKg(mass.generatedMg),
    reusedInProcessDryKg: mgToKg(mass.reusedInProcessMg),
    sentDryKg: mgToKg(mass.sentMg),
    refusedDryKg: mgToKg(mass.refusedMg),
    confirmedDryKg: mgToKg(mass.confirmedMg),
    leakedDryKg: mgToKg(mass.leakedMg),
    carvedOutDryKg: mgToKg(mass.carvedOutMg),
    breachDryKg: mgToKg(mass.breachMg),
    recycledSoldElsewhereDryKg: mgToKg(mass.recycledSoldElsewhereMg),
    openingOnHandDryKg: mgToKg(mass.openingOnHandMg),
    countedDownDryKg: mgToKg(mass.countedDownMg),
    countedUpDryKg: mgToKg(mass.countedUpMg),
    ownDifferenceDryKg: mgToKg(mass.ownDifferenceMg),
    onHandDryKg: mgToKg(mass.onHandMg),
    recyclerCountedDownDryKg: mgToKg(mass.recyclerCountedDownMg),
    recyclerCountedUpDryKg: mgToKg(mass.recyclerCountedUpMg),
    withoutAssayDryKg: mgToKg(mass.withoutAssayMg),
    withoutAssay: {
      generatedDryKg: mgToKg(mass.withoutAssay.generatedMg),
      reusedDryKg: mgToKg(mass.withoutAssay.reusedMg),
      sentDryKg: mgToKg(mass.withoutAssay.sentMg),
      confirmedDryKg: mgToKg(mass.withoutAssay.confirmedMg),
      leakedDryKg: mgToKg(mass.withoutAssay.leakedMg),
      onHandDryKg: mgToKg(mass.withoutAssay.onHandMg),
    },
    coveragePct: mass.coveragePct,
    coverageWithCarveOutsPct: mass.coverageWithCarveOutsPct,
  };
}

function reportRowOf(row: LadderRow): ReportRow {
  const { recycler, processors } = mapClosings(row.afterRecovery, mgToKg);
  return {
    ...figuresOf(row),
    incomplete: row.incomplete.map((ratio) => `${ratio}Pct` as const),
    afterRecovery: { recycler: inKg(recycler), processors: inKg(processors) },
  };
}

/** The masses of a closing under the names of the edge. */
function inKg<Name extends string>(
  closing: Readonly<Record<Name, number>>,
): { readonly [One in Name as `${One}Kg`]: number } {
  const named = Object.entries<number>(closing).map(([name, kg]) => [`${name}Kg`, kg]);
  return Object.fromEntries(named) as { readonly [One in Name as `${One}Kg`]: number };
}

function figuresOf({ massMg, pct }: LadderRow): ReportFigures {
  const values: Record<string, number | null> = {};
  for (const figure of LADDER_FIGURES) values[`${figure}Kg`] = mgToKg(massMg[figure]);
  for (const ratio of LADDER_RATIOS) values[`${ratio}Pct`] = pct[ratio];
  return Object.fromEntries(REPORT_FIELDS.map((field) => [field, values[field]])) as ReportFigures;
}
