import { type Fault } from '../measure/faults.js';
import type { AgreementSides } from '../agreement/sides.js';
import { postingsOf } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import { partName } from '../matter/code.js';
import type { CompositionPpm } from '../matter/composition.js';
import type { Holding } from '../matter/holding.js';
import { InputError } from '../measure/errors.js';
import type { Moment } from '../measure/events.js';
import { endedAs, notSetOff } from '../sight/moved.js';
import {
  actOf,
  changed,
  entryOf,
  eventOf,
  sightAfter,
  stepOf,
  type Act,
  type Entering,
  type Part,
  type Sight,
  type SightChange,
  type Step,
} from './act.js';
import { weightTermsOf, type Agreements } from './load-cover.js';
import {
  announcedOf,
  decideReceipt,
  refusedPart,
  weighedColumns,
  weighedFaults,
  type Announced,
  type GivenReceipt,
  type ReceiptDecision,
} from './receipt.js';
import type { Batch, Shipment, ShipmentLine } from './records.js';
import { legOf, shipmentStep, sidesOn, type HeldShipment } from './shipment-change.js';
import { arrivalOf, nextShipmentStatus, receiptMovements, type Arrival } from './shipment.js';
import { partWay } from './split.js';

/** What a receipt is decided from. */
export interface Arriving extends HeldShipment {
  /** In the order of the lines. */
  readonly batches: readonly Batch[];
  readonly given: readonly GivenReceipt[];
  /** What is wrong with what was given, whatever was announced. */
  readonly faults: readonly Fault[];
  /** What is on its way, by batch. */
  readonly transits: ReadonlyMap<string, Holding>;
  /** The batches that a receiver has weighed before. */
  readonly weighedBefore: ReadonlySet<string>;
  /** How many parts of a batch were refused before, void ones included: names are counted on from. */
  readonly partsHad: ReadonlyMap<string, number>;
  readonly agreements: Agreements;
  /** What the assays in force say, by batch. */
  readonly compositions: ReadonlyMap<string, CompositionPpm>;
  readonly catalogue: Catalogue;
  readonly sight: Sight;
  readonly moment: Moment;
  readonly by: Entering;
}

/** What was decided of one batch. */
interface Received {
  readonly line: ShipmentLine;
  readonly given: GivenReceipt;
  readonly batch: Batch;
  readonly decision: ReceiptDecision;
  readonly arrival: Arrival;
  /** The batch that the refused part becomes. */
  readonly part: Part | null;
  /** Whether what is refused may leave the agreement as refused by its recycler. */
  readonly refusedFlag: boolean;
}

/**
 * A shipment received: what the receiver's scale says, also where it is more than announced. What is within tolerance
 * settles itself, the rest is booked as received until both sides have named the same figure; a refused part goes back as a
 * batch of its own, and a batch that is refused whole is back where it came from.
 *
 * @throws DomainError `shipment-state`, `batch-state`; InputError
 */
export function decideReceive(arriving: Arriving): Act {
  const { shipment, moment, by } = arriving;
  // The state first: the lines of a shipment that is not on its way need no mending.
  nextShipmentStatus('receive-settled', shipment.status);
  const sides = sidesOn(arriving.agreements, moment.localOn);
  const received = receivedOf(arriving, sides);
  const isSettled = received.every(({ decision }) => decision.settledDryMg !== null);
  const parts = received.flatMap(({ part }) => part ?? []);
  const days = { received: moment.on, dispatched: shipment.dispatchEventOn ?? moment.on };
  const entry = entryOf('received', { partyId: shipment.toPartyId, siteId: shipment.toSiteId }, moment, by);
  return actOf({
    entry,
    subjects: [shipment.id, ...received.map(({ batch }) => batch.id), ...parts.map(({ row }) => row.id)],
    postings: postingsOf(
      received.flatMap((one) => {
        const leg = legOf(shipment, one.batch, { leak: one.line.leak, sides });
        return receiptMovements(leg, one.arrival, days, refusedIn(one));
      }),
    ),
    parts,
    steps: received.map((one) => arrivalStep(shipment, one)),
    events: received.map(({ batch, decision }) =>
      eventOf(entry, batch, { kind: 'received', dryMg: decision.receivedDryMg }),
    ),
    sight: received.flatMap((one) => sightOfArrival(arriving.sight, one)),
    records: [
      shipmentStep(shipment, isSettled ? 'receive-settled' : 'receive-disputed', {
        receivedAt: moment.at,
        receivedOn: moment.localOn,
        receiptEventOn: moment.on,
      }),
      ...received.map((one) => {
        const columns = { ...weighedColumns(one.given, one.decision), refusedBatchId: refusedIn(one) };
        return changed('shipmentLine', one.line, columns);
      }),
    ],
  });
}

/** @throws InputError with all that is wrong with the lines */
function receivedOf(arriving: Arriving, sides: ReadonlyMap<string, AgreementSides>): Received[] {
  const { shipment, lines, batches, given, transits, agreements, moment } = arriving;
  const announced = batches.map((batch, index) =>
    announcedOf(batch, lines[index] as ShipmentLine, arriving.weighedBefore.has(batch.id)),
  );
  const indexOf = new Map(batches.map(({ id }, index) => [id, index]));
  const faults = [
    ...arriving.faults,
    ...given.flatMap(({ batchId, weighed }, index) => {
      const known = announced[indexOf.get(batchId) ?? -1];
      return (known ? weighedFaults(known, weighed) : []).map((fault) => ({
        ...fault,
        pointer: `/lines/${index}${fault.pointer}`,
      }));
    }),
  ];
  if (faults.length > 0) throw new InputError(faults);
  const byBatch = new Map(given.map((line) => [line.batchId, line]));
  const terms = { agreementId: shipment.agreementId, day: shipment.dispatchedOn ?? moment.localOn };
  return batches.map((batch, index): Received => {
    const said = byBatch.get(batch.id) as GivenReceipt;
    const decision = decideReceipt(
      announced[index] as Announced,
      said.weighed,
      weightTermsOf(batch, terms, agreements),
    );
    const weighing = {
      dispatched: transits.get(batch.id) ?? [],
      compositionPpm: arriving.compositions.get(batch.id) ?? null,
      catalogue: arriving.catalogue,
    };
    const { bookedDryMg: receivedDryMg, allRefused } = decision;
    const refusedDryMg = allRefused ? receivedDryMg : decision.refusedDryMg;
    const refusedFlag = batch.refused || isRefusedByRecycler(shipment, sides.get(batch.agreementId ?? ''));
    const decided = { batch, decision, given: said, refusedFlag };
    return {
      ...decided,
      line: lines[index] as ShipmentLine,
      arrival: arrivalOf(weighing, { receivedDryMg, refusedDryMg }),
      part: decision.refusedDryMg === 0 || allRefused ? null : refusedPartOf(arriving, decided),
    };
  });
}

/** A refused part is named after its batch, under the first name that is free. */
function refusedPartOf(
  { shipment, partsHad, by }: Arriving,
  decided: Pick<Received, 'batch' | 'decision' | 'given' | 'refusedFlag'>,
): Part {
  const { id, code } = decided.batch;
  const row = refusedPart({ ...decided, fromSiteId: shipment.fromSiteId, id: by.newId(), now: by.now });
  return { row, name: partName(code, 'R', (partsHad.get(id) ?? 0) + 1) };
}

/** The batch that what is refused becomes: one of its own, or the same where all is refused; null where nothing is. */
function refusedIn({ batch, decision, part }: Received): string | null {
  return decision.allRefused ? batch.id : (part?.row.id ?? null);
}

/** Where everything is refused the batch itself goes back; else it is the receiver's, less the pieces that go back. */
function arrivalStep({ toSiteId, toPartyId }: Shipment, { batch, given, decision, refusedFlag }: Received): Step {
  const { allRefused, pieces } = decision;
  // The first weighing ends an estimate; what was only taken over was not weighed.
  const estimated = batch.estimated && given.weighed.asAnnounced === true;
  if (allRefused) {
    return stepOf(batch, 'take-back', {
      shipmentId: null,
      resting: 'on-hand',
      pieces: Math.max(1, pieces),
      estimated,
      refused: refusedFlag,
    });
  }
  return stepOf(batch, 'receive', {
    siteId: toSiteId,
    holderId: toPartyId,
    shipmentId: null,
    resting: 'received',
    pieces: Math.max(1, pieces - (given.weighed.refusedPieces ?? 0)),
    estimated,
  });
}

/** Who sees what arrived, and what came off it: that has been where the batch had been before it set off. */
function sightOfArrival(sight: Sight, { batch, decision, arrival, part }: Received): SightChange[] {
  const went = sight.went.get(batch.id);
  if (!went) return [];
  return [
    ...sightAfter(batch, sight, endedAs(went, decision.allRefused ? 'refused-whole' : 'accepted')),
    ...(part ? sightAfter(part.row, sight, partWay(notSetOff(went), arrival.refused)) : []),
  ];
}

/** What the agreement's recycler sends back is refused by it; what another, or the generator itself, does not take is not. */
function isRefusedByRecycler(
  { fromPartyId, toPartyId }: Shipment,
  agreement: Pick<AgreementSides, 'recyclerId'> | undefined,
): boolean {
  return agreement ? toPartyId === agreement.recyclerId : toPartyId !== fromPartyId;
}
