import type { Measure } from '../books/ledger.js';
import { sumMg, type TotalRow } from '../books/totals.js';

/** What becomes of what the recycler made, in the order in which it is shown; see {@link afterRecoveryOf}. */
export const RECYCLER_CLOSING = [
  'made',
  'returned',
  'toOthers',
  'soldOrDisposed',
  'stockDifference',
  'wayDifference',
  'lostLater',
  'stockIncrease',
] as const;
/** What becomes of what was returned, at the generator and at named processors. */
export const PROCESSORS_CLOSING = [
  'returned',
  'made',
  'straight',
  'sentOn',
  'toOthers',
  'soldOrDisposed',
  'lost',
  'difference',
  'stockIncrease',
] as const;

type Closing<Name extends string, Mass> = Readonly<Record<Name, Mass>>;

/** The two closings of an element, in milligrams or kilograms. */
export interface AfterRecovery<Mass> {
  readonly recycler: Closing<(typeof RECYCLER_CLOSING)[number], Mass>;
  readonly processors: Closing<(typeof PROCESSORS_CLOSING)[number], Mass>;
}

/** The parties that the closings tell apart. */
export interface ClosingParties {
  readonly generatorId: string;
  readonly recyclerId: string;
}

/**
 * Where recycled and intermediate material of an agreement went after it was made, to the milligram:
 *
 * ```
 * at the recycler:   made = returned + to others + sold or disposed + stock differences + differences on the way from it
 *                           + lost in later stages + increase of its stock and of what is on its way from it
 * at processors:     returned + made there = straight to the generator + sent on to it + to others + sold or disposed
 *                           + lost in their other runs + differences + increase of stock there and on its way from them
 * ```
 * The increase of stock is what the other terms leave: every way into and out of such a stock counts to one of them. To others
 * is net of what came back, and who they are is not told.
 *
 * Shapes: totals of one agreement and of one commodity, or of several that are summed; milligrams, signed.
 */
export function afterRecoveryOf(rows: readonly TotalRow[], parties: ClosingParties): AfterRecovery<bigint> {
  const of = (measure: Measure): bigint => sumMg(rows.filter((row) => row.measure === measure));
  const atRecycler = (...measures: readonly Measure[]): bigint =>
    sumMg(rows.filter(({ measure, partyId }) => measures.includes(measure) && partyId === parties.recyclerId));
  const elsewhere = [parties.recyclerId, parties.generatorId];
  const atProcessors = (...measures: readonly Measure[]): bigint =>
    sumMg(rows.filter(({ measure, partyId }) => measures.includes(measure) && !elsewhere.includes(partyId)));
  const recycler = {
    made: atRecycler('made'),
    returned: of('returned'),
    toOthers: of('to-others'),
    soldOrDisposed: atRecycler('recycled-sold', 'recycled-disposed'),
    stockDifference: atRecycler('recycled-counted'),
    wayDifference: of('way-loss'),
    lostLater: atRecycler('lost-later'),
  };
  const processors = {
    returned: of('returned'),
    made: atProcessors('made'),
    straight: of('straight'),
    sentOn: of('sent-on'),
    toOthers: of('others-there'),
    soldOrDisposed: atProcessors('recycled-sold', 'recycled-disposed'),
    lost: atProcessors('lost-later'),
    difference: of('way-there') + atProcessors('recycled-counted'),
  };
  return {
    recycler: { ...recycler, stockIncrease: restOf(recycler, ['made']) },
    processors: { ...processors, stockIncrease: restOf(processors, ['returned', 'made']) },
  };
}

/** What goes in less all else. */
function restOf(masses: Readonly<Record<string, bigint>>, into: readonly string[]): bigint {
  return Object.entries(masses).reduce((rest, [name, mass]) => (into.includes(name) ? rest + mass : rest - mass), 0n);
}

/** The closings with each mass turned into another. */
export function mapClosings<From, To>(closings: AfterRecovery<From>, turn: (mass: From) => To): AfterRecovery<To> {
  const turned = <Name extends string>(closing: Closing<Name, From>): Closing<Name, To> =>
    Object.fromEntries(Object.entries<From>(closing).map(([name, mass]) => [name, turn(mass)])) as Closing<Name, To>;
  return { recycler: turned(closings.recycler), processors: turned(closings.processors) };
}

/** The sum of closings, term by term. */
export function sumOfClosings(all: readonly AfterRecovery<bigint>[]): AfterRecovery<bigint> {
  const sums = <Name extends string>(side: 'recycler' | 'processors', names: readonly Name[]): Closing<Name, bigint> =>
    Object.fromEntries(
      names.map((name) => [
        name,
        all.reduce((sum, closings) => sum + ((closings[side] as Record<string, bigint>)[name] ?? 0n), 0n),
      ]),
    ) as Closing<Name, bigint>;
  return { recycler: sums('recycler', RECYCLER_CLOSING), processors: sums('processors', PROCESSORS_CLOSING) };
}
