import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { InputError, type Caller, type Fault } from '../../common/index.js';
import type { MadeUpName } from '../../domain/matter/code.js';
import type { Holding } from '../../domain/matter/holding.js';
import { daysOf, type Moment } from '../../domain/measure/events.js';
import { postingsOf, type Movement } from '../../domain/books/ledger.js';
import { scaled } from '../../domain/measure/quantities.js';
import { decideReceipt, weighedFaults, type Announced, type ReceiptDecision } from '../../domain/acts/receipt.js';
import { arrivalOf, receiptMovements, type Arrival } from '../../domain/acts/shipment.js';
import { type AgreementSides } from '../../domain/agreement/sides.js';
import { catalogue } from '../catalogue/index.js';
import { assaysInForce, BatchStore, type BatchRow } from '../batches/index.js';
import { Ledger, transitOf } from '../ledger/index.js';
import { ShipmentCoverService } from './shipment-cover.service.js';
import { ShipmentDesk } from './shipment-desk.js';
import { receiptFaults, refusedPart, weighedOf, weighedColumns } from './receipt-lines.js';
import { legOf, ShipmentStore, type HeldShipment } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewReceipt, NewReceiptLine } from './shipment.dto.js';
import type { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

/** What was decided of one batch. */
interface Received {
  readonly line: ShipmentLineRow;
  readonly given: NewReceiptLine;
  readonly batch: BatchRow;
  readonly decision: ReceiptDecision;
  readonly arrival: Arrival;
  /** The batch that the refused part becomes. */
  readonly refused: BatchRow | null;
  /** Whether what is refused may leave the agreement as refused by its recycler. */
  readonly refusedFlag: boolean;
}

/** Confirms what arrived. */
@Injectable()
export class ShipmentReceiptService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly cover: ShipmentCoverService,
    private readonly ledger: Ledger,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Records what the receiver's scale says, also where it is more than announced. What is within tolerance settles itself,
   * the rest is booked as received until both sides have named the same figure; a refused part goes back as a batch of its own.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `out-of-order`, `forbidden`
   */
  receive(caller: Caller, id: string, body: NewReceipt): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'to');
      const site = await this.batches.ownSite(tx, caller, seen.toSiteId);
      const held = await this.store.hold(tx, id);
      const { shipment, lines } = held;
      const batches = await this.batches.lock(
        tx,
        lines.map(({ batchId }) => batchId),
      );
      // The state first: the lines of a shipment that is not on its way need no mending.
      const moment = await this.batches.momentFor(tx, body.occurredAt, site, batches);
      const received = await this.decide(tx, { held, batches, moment }, body.lines);
      const settled = received.every(({ decision }) => decision.settledDryMg !== null);
      await this.store.step(tx, shipment, settled ? 'receive-settled' : 'receive-disputed', {
        ...{ receivedAt: moment.at, receivedOn: moment.localOn, receiptEventOn: moment.on },
      });
      await this.book(tx, caller, { held, moment, received });
      return shipment;
    });
  }

  private async decide(
    tx: EntityManager,
    { held, batches, moment }: { held: HeldShipment; batches: readonly BatchRow[]; moment: Moment },
    given: readonly NewReceiptLine[],
  ): Promise<Received[]> {
    const { shipment, lines } = held;
    const ids = lines.map(({ batchId }) => batchId);
    const transits = await transitOf(tx, ids);
    const weighed = await this.store.weighedBefore(tx, ids);
    const announced = new Map(
      batches.map((batch, index) => [batch.id, announcedOf(batch, lines[index], weighed.has(batch.id))]),
    );
    refuse([...receiptFaults(ids, given), ...given.flatMap((line, index) => lineFaults(line, index, announced))]);
    const terms = await this.cover.weightTerms(tx, batches, {
      ...{ agreementId: shipment.agreementId, day: shipment.dispatchedOn ?? moment.localOn },
    });
    const assays = await assaysInForce(tx, batches);
    const sides = await this.store.sides(tx, transits.values(), moment.localOn);
    const byBatch = new Map(given.map((line) => [line.batchId, line]));
    const received: Received[] = [];
    for (const [index, batch] of batches.entries()) {
      const line = lines[index] as ShipmentLineRow;
      const said = byBatch.get(batch.id) as NewReceiptLine;
      const decision = decideReceipt(
        announced.get(batch.id) as Announced,
        weighedOf(said),
        terms.get(batch.id) ?? { tolerancePpm: 0, settleOn: 'receiver' },
      );
      const dispatched = transits.get(batch.id) ?? [];
      const weighing = { dispatched, composition: assays.get(batch.id)?.composition ?? null, catalogue };
      const { bookedDryMg: receivedDryMg, allRefused } = decision;
      const refusedDryMg = allRefused ? receivedDryMg : decision.refusedDryMg;
      const arrival = arrivalOf(weighing, { receivedDryMg, refusedDryMg });
      const refusedFlag = batch.refused || isRefusedByRecycler(shipment, sides.get(batch.agreementId ?? ''));
      const refused = this.refusedPartOf({
        ...{ batch, decision, refusedFlag, given: said, fromSiteId: shipment.fromSiteId },
      });
      received.push({ line, given: said, batch, decision, arrival, refused, refusedFlag });
    }
    return received;
  }

  private async book(
    tx: EntityManager,
    caller: Caller,
    { held, moment, received }: { held: HeldShipment; moment: Moment; received: readonly Received[] },
  ): Promise<void> {
    const { shipment } = held;
    const parts = received.flatMap(({ refused }) => (refused ? [refused] : []));
    await this.batches.insert(tx, parts, await this.namesOf(tx, received));
    const holdings: Holding[] = received.flatMap(({ arrival }) => [arrival.accepted, arrival.refused, arrival.lost]);
    const sides = await this.store.sides(tx, holdings, moment.localOn);
    const days = { received: moment.on, dispatched: shipment.dispatchEventOn ?? moment.on };
    const movements: Movement[] = received.flatMap(({ line, batch, decision, arrival, refused }) => {
      const leg = legOf(shipment, batch, { leak: line.leak, sides });
      return receiptMovements(leg, arrival, days, decision.allRefused ? batch.id : (refused?.id ?? null));
    });
    const entry = await this.ledger.book(tx, {
      kind: 'received',
      ...{ occurredAt: moment.at, ...daysOf(moment), partyId: shipment.toPartyId, siteId: shipment.toSiteId },
      subjectIds: [shipment.id, ...received.map(({ batch }) => batch.id), ...parts.map(({ id }) => id)],
      ...{ userId: caller.userId, postings: postingsOf(movements) },
    });
    for (const one of received) {
      const { batch, decision } = one;
      await this.batches.record(tx, entry, batch, { kind: 'received', dryMg: decision.receivedDryMg });
      await this.arrive(tx, held, one);
      await this.store.updateLine(tx, one.line, {
        ...weighedColumns(one.given, decision),
        refusedBatchId: one.refused?.id ?? (decision.allRefused ? batch.id : null),
      });
    }
    await this.store.sight.lookAgain(tx, [...received.map(({ batch }) => batch), ...parts]);
  }

  /** Where everything is refused the batch itself goes back; else it is the receiver's, less the pieces that go back. */
  private async arrive(
    tx: EntityManager,
    { shipment }: HeldShipment,
    { batch, given, decision, refusedFlag }: Received,
  ): Promise<void> {
    const { allRefused, pieces } = decision;
    // The first weighing ends an estimate; what was only taken over was not weighed.
    const estimated = batch.estimated && given.asAnnounced === true;
    if (allRefused) {
      const change = { shipmentId: null, resting: 'on-hand', pieces: Math.max(1, pieces), estimated } as const;
      return this.batches.step(tx, batch, { step: 'take-back', ...change, refused: refusedFlag });
    }
    return this.batches.step(tx, batch, {
      ...{ step: 'receive', siteId: shipment.toSiteId, holderId: shipment.toPartyId, shipmentId: null },
      ...{ resting: 'received', pieces: Math.max(1, pieces - (given.refusedPieces ?? 0)), estimated },
    });
  }

  private refusedPartOf(
    facts: Pick<Received, 'batch' | 'decision' | 'given' | 'refusedFlag'> & { fromSiteId: string },
  ): BatchRow | null {
    const { refusedDryMg, allRefused } = facts.decision;
    if (refusedDryMg === 0 || allRefused) return null;
    return refusedPart({ ...facts, id: this.batches.nextId(), now: this.batches.now() });
  }

  /** A refused part is named after its batch, under the first name that is free. */
  private async namesOf(tx: EntityManager, received: readonly Received[]): Promise<ReadonlyMap<string, MadeUpName>> {
    const names = new Map<string, MadeUpName>();
    for (const { batch, refused } of received) {
      if (refused) names.set(refused.id, await this.batches.partNameOf(tx, batch, 'refused'));
    }
    return names;
  }
}

/** What the agreement's recycler sends back is refused by it; what another, or the generator itself, does not take is not. */
function isRefusedByRecycler(
  { fromPartyId, toPartyId }: ShipmentRow,
  agreement: Pick<AgreementSides, 'recyclerId'> | undefined,
): boolean {
  return agreement ? toPartyId === agreement.recyclerId : toPartyId !== fromPartyId;
}

/** A weight is an estimate until somebody has weighed the batch: from then on it is announced by what a scale said. */
function announcedOf(batch: BatchRow, line: ShipmentLineRow | undefined, isWeighed: boolean): Announced {
  const { moisturePpm, oilPpm, pieces } = batch;
  const dryMg = line?.announcedDryMg ?? 0;
  // Of a part of the batch the wet mass that goes with its dry mass.
  const netMg = batch.dryMg === 0 ? 0 : scaled(dryMg, batch.netMg, batch.dryMg);
  const said = { dryMg, netMg, pieces: line?.announcedPieces ?? pieces };
  return { ...said, moisturePpm, oilPpm, estimated: batch.estimated && !isWeighed };
}

function lineFaults(line: NewReceiptLine, index: number, announced: ReadonlyMap<string, Announced>): Fault[] {
  const known = announced.get(line.batchId);
  if (!known) return [];
  return weighedFaults(known, weighedOf(line)).map(({ pointer, message }) => ({
    pointer: `/lines/${index}${pointer}`,
    message,
  }));
}

/** @throws InputError with all of them, where there are any */
function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InputError(faults);
}
