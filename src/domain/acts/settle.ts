import { larger, minus, negative, type Mg } from '../measure/quantities.js';
import { postingsOf } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import type { CompositionPpm } from '../matter/composition.js';
import { DRY_MASS, sumOf, totalMg, type Holding } from '../matter/holding.js';
import { DomainError, InputError } from '../measure/errors.js';
import type { Moment } from '../measure/events.js';
import { actOf, changed, entryOf, eventOf, stepOf, type Act, type ActRecord, type Entering, type Step } from './act.js';
import { emptiedStep, isEnded, type Draw } from './batch-life.js';
import { requireCountable, type CountedLife } from './count-guard.js';
import type { Agreements } from './load-cover.js';
import type { Batch, Shipment, ShipmentLine } from './records.js';
import { refusalSettlementMovements, settlementChange, settlementMovements } from './settlement.js';
import { legOf, linesFaults, shipmentStep, sidesOn, type HeldShipment } from './shipment-change.js';
import { nextShipmentStatus } from './shipment.js';

/** The dry mass that a side names for a batch: of all that arrived, refused part included. */
export interface NamedFigure {
  readonly batchId: string;
  readonly dryMg: Mg;
}

/** That a side names figures. */
export interface Naming extends HeldShipment {
  readonly partyId: string | null;
  readonly isAdmin: boolean;
  readonly given: readonly NamedFigure[];
}

/**
 * Whether a side may name figures for these batches. Between two sites of one party one side names the figure alone: then it
 * is an admin who does, or else one operator could ship a drum to himself, receive nothing, and nobody would know.
 *
 * @throws DomainError `shipment-state`, `forbidden`; InputError
 */
export function requireNameable({ shipment, lines, isAdmin, given }: Naming): void {
  nextShipmentStatus('name', shipment.status);
  if (shipment.fromPartyId === shipment.toPartyId && !isAdmin) {
    throw new DomainError('forbidden', 'A dispute between two sites of one party is settled by an admin of the party.');
  }
  const faults = linesFaults(
    lines.filter(({ settled }) => !settled).map(({ batchId }) => batchId),
    given.map(({ batchId }) => batchId),
  );
  if (faults.length > 0) throw new InputError(faults);
}

/** The lines of the figures that are named, with what both sides have named by then. */
export function namedLines({ shipment, lines, partyId, given }: Naming): ShipmentLine[] {
  return given.map(({ batchId, dryMg }) => {
    const line = lineOf(lines, batchId);
    return {
      ...line,
      senderNamedMg: shipment.fromPartyId === partyId ? dryMg : line.senderNamedMg,
      receiverNamedMg: shipment.toPartyId === partyId ? dryMg : line.receiverNamedMg,
    };
  });
}

/** Whether both sides have named the same figure. */
export function isAgreed({ senderNamedMg, receiverNamedMg }: ShipmentLine): boolean {
  return senderNamedMg !== null && senderNamedMg === receiverNamedMg;
}

/** Whether all of a batch was refused, so that the batch itself is back at the sender. */
export function isWhole({ batchId, refusedBatchId }: ShipmentLine): boolean {
  return refusedBatchId === batchId;
}

/** What settling what both sides agree on is decided from, by batch. */
export interface Settling {
  readonly batches: ReadonlyMap<string, Batch>;
  /** What is in stock of them. */
  readonly stocks: ReadonlyMap<string, Holding>;
  /** What was dispatched of them, corrections by later assays included. */
  readonly dispatched: ReadonlyMap<string, Holding>;
  readonly compositions: ReadonlyMap<string, CompositionPpm>;
  readonly catalogue: Catalogue;
  readonly agreements: Agreements;
  /** What drew on them last; nothing where nothing did. */
  readonly lastDraws: ReadonlyMap<string, Draw>;
  /** Of those that were refused whole, what counts have done to them. */
  readonly lives: ReadonlyMap<string, CountedLife>;
  /** When the last happened to those that are settled: what has happened meanwhile must not be out of order. */
  readonly moment: Moment | null;
  readonly by: Entering;
}

/**
 * One side's figures for disputed batches. Those of which both sides have named the same are settled at once: the difference
 * to what was received is booked. Where only one side has, nothing is.
 *
 * @throws DomainError `forbidden`, `settlement-below-drawn`, `batch-state`
 */
export function decideSettle(naming: Naming, settling: Settling): Act {
  const { shipment, lines } = naming;
  const named = namedLines(naming);
  for (const line of named) requireExplained(naming, line, settling.lives.get(line.batchId));
  const agreed = named.filter(isAgreed);
  const records = named.map((line): ActRecord => {
    const { batchId, senderNamedMg, receiverNamedMg } = line;
    const settled = isAgreed(line);
    const settledDryMg = settled ? senderNamedMg : null;
    return changed('shipmentLine', lineOf(lines, batchId), { senderNamedMg, receiverNamedMg, settled, settledDryMg });
  });
  const done = new Set(agreed.map(({ batchId }) => batchId));
  const isOver = lines.every(({ settled, batchId }) => settled || done.has(batchId));
  const step = shipmentStep(shipment, isOver ? 'settle' : 'name');
  const { moment } = settling;
  if (agreed.length === 0 || !moment) return actOf({ records: [step, ...records] });
  return { ...settled(shipment, agreed, { ...settling, moment }), records: [step, ...records] };
}

/** What is booked of batches on which both sides agree. */
function settled(
  shipment: Shipment,
  lines: readonly ShipmentLine[],
  settling: Settling & { readonly moment: Moment },
): Act {
  const { batches, stocks, dispatched, moment, by } = settling;
  const sides = sidesOn(settling.agreements, shipment.receivedOn ?? '');
  const entry = entryOf('settled', { partyId: shipment.toPartyId, siteId: shipment.toSiteId }, moment, by);
  const items = lines.map((line) => {
    const batch = batches.get(line.batchId);
    if (!batch) throw new Error('A batch that is settled was not loaded.');
    const left = stocks.get(batch.id) ?? [];
    const change = settlementChange({
      weighing: {
        dispatched: dispatched.get(batch.id) ?? [],
        compositionPpm: settling.compositions.get(batch.id) ?? null,
        catalogue: settling.catalogue,
      },
      left,
      receivedDryMg: line.receivedDryMg ?? 0,
      refusedDryMg: isWhole(line) ? 0 : (line.refusedDryMg ?? 0),
      settledDryMg: line.senderNamedMg ?? 0,
    });
    return { line, batch, left, change };
  });
  return actOf({
    entry,
    subjects: [shipment.id, ...items.map(({ batch }) => batch.id)],
    postings: postingsOf(
      items.flatMap(({ line, batch, change }) => {
        const leg = legOf(shipment, batch, { leak: line.leak, sides });
        return isWhole(line)
          ? refusalSettlementMovements(leg, change, shipment.dispatchEventOn ?? '')
          : settlementMovements(leg, change, shipment.receiptEventOn ?? '');
      }),
    ),
    steps: items.flatMap(({ batch, left, change }) =>
      restOrEnd(batch, sumOf(left, change), settling.lastDraws.get(batch.id) ?? null),
    ),
    events: items.map(({ line, batch }) => eventOf(entry, batch, { kind: 'settled', dryMg: line.senderNamedMg })),
  });
}

/**
 * A batch that was used up and turns out to have been heavier is in stock again with the rest; one that turns out to have been
 * as light as what was drawn is used up, by what drew on it last.
 */
function restOrEnd(batch: Batch, left: Holding, lastDraw: Draw | null): Step[] {
  const isEmpty = totalMg(left, DRY_MASS) === 0;
  if (isEnded(batch.status) && !isEmpty) return [stepOf(batch, 'undo-draw')];
  return isEmpty && batch.status === batch.resting ? [stepOf(batch, emptiedStep(lastDraw))] : [];
}

/**
 * What is lost of a load that was refused whole is the sender's own: beyond what a scale explains an admin of the sender
 * names the figure.
 *
 * @throws DomainError `forbidden`
 */
function requireExplained({ isAdmin }: Naming, line: ShipmentLine, life: CountedLife | undefined): void {
  if (!life) return;
  const announcedMg = line.announcedDryMg ?? 0;
  // What the receipt has booked meanwhile is part of it already, and gives way to the figure.
  const bookedMg = minus(line.receivedDryMg ?? 0, announcedMg);
  const takenMg = minus(life.takenMg, larger(0, negative(bookedMg)));
  const addedMg = minus(life.addedMg, larger(0, bookedMg));
  requireCountable({ ...life, takenMg, addedMg }, minus(line.senderNamedMg ?? 0, announcedMg), isAdmin);
}

function lineOf(lines: readonly ShipmentLine[], batchId: string): ShipmentLine {
  const line = lines.find((one) => one.batchId === batchId);
  if (!line) throw new Error('A figure is named for a batch of the shipment.');
  return line;
}
