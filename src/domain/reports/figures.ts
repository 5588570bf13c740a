import { LADDER_FIGURES } from '../books/rungs.js';
import type { Provenance } from '../matter/holding.js';
import { countedMg, type Measure, type Posting } from '../books/ledger.js';
import { BEGINNING, type Period } from '../measure/time.js';
import { sumMg, type TotalRow } from '../books/totals.js';
import { ofMg, signed, type Mg } from '../measure/quantities.js';

/** Every mass of the reports that is a sum of postings: within a period, or of all until its end for what is in stock. */
export const FIGURES = [
  ...LADDER_FIGURES,
  'refused',
  'leaked',
  'carvedOut',
  'breach',
  'onHand',
  'recycledSoldElsewhere',
  'countedDown',
  'countedUp',
  'ownDifference',
  'recyclerCountedDown',
  'recyclerCountedUp',
] as const;
export type Figure = (typeof FIGURES)[number];

type ChargeKind = 'own' | 'primary' | 'other-recycled';

interface Part {
  readonly measures: readonly Measure[];
  /** Those of the measures that are taken off. */
  readonly less?: readonly Measure[];
  /** Set for what is there at the end of a period, whenever it came. */
  readonly isStock?: true;
  /** Set for what the generator charged: whose groups it is of. All else is of the agreement's. */
  readonly charges?: ChargeKind;
}

const LEAKS = ['leaked', 'leaked-carve-out', 'leaked-breach'] as const satisfies readonly Measure[];
const GONE = ['reused', ...LEAKS, 'sent', 'own-difference', 'counted-down'] as const satisfies readonly Measure[];
const COUNTED_UP = ['counted-up', 'recycler-count-up'] as const satisfies readonly Measure[];
const DIFFERENCES = [
  ...(['own-difference', 'difference', 'counted-down', 'recycler-count-down'] as const),
  ...COUNTED_UP,
] as const satisfies readonly Measure[];

const PARTS: Readonly<Record<Figure, Part>> = {
  generated: { measures: ['generated'] },
  reusedInProcess: { measures: ['reused'] },
  sent: { measures: ['sent'] },
  confirmed: { measures: ['confirmed'] },
  processed: { measures: ['processed'] },
  recovered: { measures: ['recovered'] },
  returned: { measures: ['returned'] },
  consumed: { measures: ['consumed'], charges: 'own' },
  substituted: { measures: ['substituted'], charges: 'own' },
  otherRecycledConsumed: { measures: ['consumed'], charges: 'other-recycled' },
  primaryConsumed: { measures: ['consumed'], charges: 'primary' },
  measurementDifference: { measures: DIFFERENCES, less: COUNTED_UP },
  unaccounted: { measures: ['unaccounted'] },
  // Of both kinds of charges that the recycled share is of: see belongsTo.
  originUnknown: { measures: ['substituted', 'consumed'] },
  intermediate: { measures: ['intermediate'] },
  refused: { measures: ['refused'] },
  leaked: { measures: LEAKS },
  carvedOut: { measures: ['leaked-carve-out'] },
  breach: { measures: ['leaked-breach'] },
  onHand: { measures: ['generated', 'counted-up', ...GONE], less: GONE, isStock: true },
  recycledSoldElsewhere: { measures: ['recycled-sold', 'to-others', 'others-there'] },
  countedDown: { measures: ['counted-down'] },
  countedUp: { measures: ['counted-up'] },
  ownDifference: { measures: ['own-difference'] },
  recyclerCountedDown: { measures: ['recycler-count-down'] },
  recyclerCountedUp: { measures: ['recycler-count-up'] },
};

/** Whose figures they are. */
export interface FigureSubject {
  readonly agreementId: string;
  readonly generatorId: string;
}

/** The measures that a figure sums, and those that it takes off. */
export function measuresOf(figure: Figure): readonly Measure[] {
  return PARTS[figure].measures;
}

/** Whether a figure says what is there at the end of a period, and not what happened in it. */
export function isStock(figure: Figure): boolean {
  return PARTS[figure].isStock === true;
}

/** The days whose postings a figure of a period counts: of what is in stock at its end, all days until then. */
export function countedDays(figure: Figure, { from, to }: Period): Period {
  return { from: isStock(figure) ? BEGINNING : from, to };
}

/** Whether a figure is of groups that are not the agreement's: what else the generator charged. */
export function isOfOthers(figure: Figure): boolean {
  const { charges } = PARTS[figure];
  return charges !== undefined && charges !== 'own';
}

/** Whether what counts to a measure, in a party's books and of a group, is a part of a figure. */
export function belongsTo(
  figure: Figure,
  { measure, partyId, ...group }: Provenance & { readonly measure: Measure; readonly partyId: string },
  { agreementId, generatorId }: FigureSubject,
): boolean {
  const { measures, charges } = PARTS[figure];
  if (!measures.includes(measure)) return false;
  if (figure === 'originUnknown') {
    if (group.origin !== 'unknown' || partyId !== generatorId) return false;
    return chargeKind(group, agreementId) === (measure === 'substituted' ? 'own' : 'other-recycled');
  }
  if (charges === undefined) return group.agreementId === agreementId;
  return partyId === generatorId && chargeKind(group, agreementId) === charges;
}

/** What a posting adds to a figure, in milligrams, below zero where it takes off; null where it is no part of it. */
export function addedMg(figure: Figure, posting: Posting, subject: FigureSubject): Mg | null {
  const { agreementId, origin, partyId } = posting;
  const counts = posting.counts.filter(({ measure }) =>
    belongsTo(figure, { measure, partyId, agreementId, origin }, subject),
  );
  return counts.length === 0
    ? null
    : ofMg(counts.reduce((sum, count) => sum + signIn(figure, count.measure) * countedMg(posting, count), 0));
}

/** A figure from the rows that belong to it. */
export function figureMg(figure: Figure, rows: readonly Pick<TotalRow, 'measure' | 'massMg'>[]): bigint {
  return sumMg(rows.map(({ measure, massMg }) => ({ massMg: signed(signIn(figure, measure), massMg) })));
}

function signIn(figure: Figure, measure: Measure): 1 | -1 {
  return PARTS[figure].less?.includes(measure) ? -1 : 1;
}

/**
 * What a charged group counts as for an agreement, by attribution and not by kind of batch: the agreement's groups are
 * own; origin `primary`, and `unknown` without any agreement, are primary; all else is other recycled.
 */
export function chargeKind(group: Provenance, agreementId: string): ChargeKind {
  if (group.agreementId === agreementId) return 'own';
  if (group.origin === 'primary') return 'primary';
  return group.agreementId === null && group.origin === 'unknown' ? 'primary' : 'other-recycled';
}
