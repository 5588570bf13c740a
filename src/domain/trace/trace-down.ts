import { difference, DRY_MASS, sumOf, type Amount, type Holding } from '../matter/holding.js';
import { addedUp, minus, negative, plus, scaled, shareByLargestRemainder, type Mg } from '../measure/quantities.js';
import { attributed, type Residue } from '../acts/run.js';
import { Drawn, SharedPart, Parts, type Shares } from './drawn.js';
import {
  fedInto,
  NOTHING,
  Ways,
  type RunSources,
  type Stop,
  type Trace,
  type TracedBatch,
  type TraceViewer,
  type TraceFacts,
  type TraceLeafKind,
} from './trace.js';

/** A use of a batch: a part of it, what a run drew of it, or where it is or ended. */
export type TracedUse =
  { readonly to: 'part' | 'run'; readonly id: string; readonly holding: Holding } | (EndUse & { readonly to: 'end' });

export interface EndUse {
  readonly kind: Exclude<TraceLeafKind, 'other-feed' | 'unaccounted' | 'residue' | 'mass-change' | 'others'>;
  /** In whose hands it is or was; both sides of a shipment. */
  readonly partyIds: readonly string[];
  readonly siteId?: string;
  readonly shipmentId?: string;
  readonly occurredOn?: string;
  readonly entryIds?: readonly string[];
  /** Signed: a difference by which the batch gained is negative. */
  readonly holding: Holding;
}

export interface TracedRun extends RunSources {
  readonly outputIds: readonly string[];
  readonly residues: readonly (Residue & { readonly description: string })[];
}

export interface DownwardFacts<Batch extends TracedBatch, Run extends TracedRun> extends TraceFacts<Batch, Run> {
  /** What each batch held when it came to be. */
  readonly contentsOf: (batchId: string) => Holding;
  /** All uses of a batch: they add up to what it held. */
  readonly usesOf: (batchId: string) => readonly TracedUse[];
}

/**
 * Traces a batch to what became of it: the shares of a trace upward, read from the other end.
 *
 * Of a batch that holds only partly what descends from the traced one, each use has its proportional part of it, by largest
 * remainder; a gain brings its proportional part, rounded half up. Of a run, each output and residue has, rounded half up,
 * of each commodity of each group the part that descends from the traced batch among all that went in; the rest is mass
 * change or unaccounted, and negative where more came out than went in.
 *
 * Shapes: milligrams by commodity and group throughout. What a batch is found to have given to another one is, within one
 * milligram for each step of the ways between them, the same in both directions; where a batch or run on the way gave more
 * than it got, a rounding before it grows in proportion.
 *
 * @throws Error where a batch descends from itself: the books are broken
 */
export function traceDown<Batch extends TracedBatch, Run extends TracedRun>(
  facts: DownwardFacts<Batch, Run>,
): Trace<Batch, Run> {
  const { contentsOf, usesOf, viewer } = facts;
  const ways = new Ways('down', viewer, facts);
  const { start } = ways;
  const order = ways.inTurn(({ id, run }) => {
    if (run) return run.outputIds.map((outputId) => ways.at(outputId));
    return usesOf(id).flatMap((use) => (use.to === 'end' ? [] : [ways.at(use.id)]));
  });
  start.arrive(SharedPart.of(ways.seen(contentsOf(start.id), start.sees)));
  for (const stop of order) {
    if (!stop.arrivals) continue;
    if (stop.run) {
      leaveRun(ways, stop, stop.run, contentsOf);
      continue;
    }
    const uses = usesOf(stop.id);
    const holdings = uses.map(holdingOf);
    const parts =
      stop === start
        ? holdings.map((holding) => SharedPart.of(ways.seen(holding, start.sees)))
        : partsOfUses(stop.holding, contentsOf(stop.id), holdings);
    uses.forEach((use, index) => {
      const part = parts[index] ?? NOTHING;
      if (use.to !== 'end') ways.pass(stop, ways.at(use.id), part);
      else endBatch({ ways, viewer, stop }, use, part.holding);
    });
  }
  return ways.told(order);
}

const NO_COLUMN: Pick<Shares, 'indices' | 'massesMg'> = { indices: [], massesMg: [] };

const holdingOf = ({ holding }: { readonly holding: Holding }): Holding => holding;

/**
 * What each use has of a part of a batch. A loss or another use has its part by largest remainder, a gain (negative)
 * brings its proportional part: together they are the part.
 */
function partsOfUses(part: Holding, contents: Holding, uses: readonly Holding[]): SharedPart[] {
  const [wholes, columns] = [Drawn.of([contents]), Drawn.of(uses)];
  const shares = part.map((amount): Shares => {
    const { indices, massesMg } = columns.find(amount) ?? NO_COLUMN;
    const [wholeMg = amount.massMg] = wholes.find(amount)?.massesMg ?? [];
    const gainsMg = massesMg.map((massMg) => (massMg < 0 ? scaled(negative(massMg), amount.massMg, wholeMg) : 0));
    const outwardMg = shareByLargestRemainder(
      plus(amount.massMg, addedUp(gainsMg)),
      massesMg.map((massMg) => Math.max(0, massMg)),
    );
    const netMg = outwardMg.map((massMg, position) => minus(massMg, gainsMg[position] ?? 0));
    return { amount, indices, massesMg: netMg };
  });
  const parts = Parts.of(uses.length, shares);
  return uses.map((_, index) => parts.at(index));
}

interface Ending<Batch extends TracedBatch, Run extends TracedRun> {
  readonly ways: Ways<Batch, Run>;
  readonly viewer: TraceViewer;
  readonly stop: Stop<Batch, Run>;
}

function endBatch<Batch extends TracedBatch, Run extends TracedRun>(
  { ways, viewer, stop }: Ending<Batch, Run>,
  use: EndUse,
  holding: Holding,
): void {
  const { kind, partyIds, siteId, shipmentId, occurredOn, entryIds } = use;
  const isWhole = stop.sees === 'all';
  const isLive = stop.batch?.isLive ?? true;
  const isOwn = partyIds.every(viewer.isSelf);
  // Of a batch that one sees a share of, or as it was once, neither where it is nor in whose books it ended.
  const details = isWhole && (isLive || isOwn) ? { siteId, shipmentId, occurredOn, entryIds } : {};
  const isThere = kind === 'in-stock' || kind === 'in-transit';
  // Where a batch is, everyone sees who sees all of it. What others did with it one sees as far as it is one's own, and they
  // are known to have to do with that: a stranger would be a customer of the recycler.
  const isSeen = isWhole && (isOwn || (isThere && isLive));
  ways.end({ kind, batchId: stop.id, ...details, holding }, isSeen ? 'all' : 'share', isSeen ? [] : partyIds);
}

/** Shares what came into a run of the traced batch over its outputs and residues; the rest closes it. */
function leaveRun<Batch extends TracedBatch, Run extends TracedRun>(
  ways: Ways<Batch, Run>,
  stop: Stop<Batch, Run>,
  run: Run,
  contentsOf: (batchId: string) => Holding,
): void {
  const part = stop.holding;
  const weights = fedInto(run);
  const [parts, wholes] = [Drawn.of([part]), Drawn.of([weights])];
  const shareOf = (holding: Holding): Amount[] => partOf(holding, parts, wholes);
  const outputs = stop.next.map((output) => ({ output, holding: shareOf(contentsOf(output.id)) }));
  const residues = run.residues.map(({ description, ...residue }) => ({
    description,
    holding: shareOf(attributed(weights, residue)),
  }));
  for (const { output, holding } of outputs) ways.pass(stop, output, SharedPart.of(holding));
  const toldResidues = stop.sees === 'all' ? residues : [{ holding: sumOf(...residues.map(holdingOf)) }];
  for (const residue of toldResidues) ways.end({ kind: 'residue', runId: run.id, ...residue });
  const rest = difference(part, sumOf(...[...outputs, ...residues].map(holdingOf)));
  const isDry = ({ commodity }: Amount): boolean => commodity === DRY_MASS;
  ways.end({ kind: 'mass-change', runId: run.id, holding: rest.filter(isDry) });
  ways.end({ kind: 'unaccounted', runId: run.id, holding: rest.filter((amount) => !isDry(amount)) });
}

/** `round(amount * part / whole)` of each amount. */
function partOf(holding: Holding, part: Drawn, whole: Drawn): Amount[] {
  const massIn = (one: Drawn, amount: Amount): Mg | undefined => one.find(amount)?.massesMg[0];
  return holding.flatMap((amount) => {
    const massMg = scaled(amount.massMg, massIn(part, amount) ?? 0, massIn(whole, amount) ?? 1);
    return massMg === 0 ? [] : [{ ...amount, massMg }];
  });
}
