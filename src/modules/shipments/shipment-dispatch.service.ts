import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { amountToDraw } from '../../domain/acts/batch-life.js';
import { daysOf, type Moment } from '../../domain/measure/events.js';
import type { Holding } from '../../domain/matter/holding.js';
import { postingsOf, type Movement } from '../../domain/books/ledger.js';
import { dispatchMovements, type LeakMeasure } from '../../domain/acts/shipment.js';
import { BatchStore, type BatchRow } from '../batches/index.js';
import { Ledger, stockOf, type EntryRow } from '../ledger/index.js';
import { ShipmentCoverService } from './shipment-cover.service.js';
import { ShipmentDesk } from './shipment-desk.js';
import { legOf, ShipmentStore, type HeldShipment } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewDispatch } from './shipment.dto.js';
import type { ShipmentLineRow } from './shipment.entity.js';

/** What leaves with a shipment. */
interface Load extends HeldShipment {
  readonly batches: readonly BatchRow[];
  readonly stocks: ReadonlyMap<string, Holding>;
  readonly leaks: readonly (LeakMeasure | null)[];
  readonly moment: Moment;
}

/** Sends a planned shipment on its way. */
@Injectable()
export class ShipmentDispatchService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly cover: ShipmentCoverService,
    private readonly ledger: Ledger,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Dispatches a planned shipment: all that is left of its batches leaves the stock. What agreements allow is decided
   * again, since a signature may have come between; a breach stays the admin's who planned it.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `out-of-order`, `exclusivity-breach`, `nothing-left`,
   * `forbidden`
   */
  dispatch(caller: Caller, id: string, body: NewDispatch): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'from');
      const site = await this.batches.ownSite(tx, caller, seen.fromSiteId);
      const held = await this.store.hold(tx, id);
      const { shipment, lines } = held;
      const batches = await this.batches.lock(
        tx,
        lines.map(({ batchId }) => batchId),
      );
      const moment = await this.batches.momentFor(tx, body.occurredAt, site, batches);
      await this.store.step(tx, shipment, 'dispatch', {
        ...{
          dispatchedAt: moment.at,
          dispatchedOn: moment.localOn,
          dispatchEventOn: moment.on,
          seal: body.seal ?? null,
        },
      });
      const ground = { carveOut: shipment.carveOut, breachReason: shipment.breachReason, mayBreach: true };
      const leaks = await this.cover.departures(tx, { batches, toPartyId: shipment.toPartyId, ground });
      const stocks = await stockOf(
        tx,
        batches.map((batch) => batch.id),
      );
      await this.book(tx, caller, { ...held, batches, stocks, leaks, moment });
      await this.store.sight.lookAgain(tx, batches);
      return shipment;
    });
  }

  private async book(tx: EntityManager, caller: Caller, load: Load): Promise<void> {
    const { shipment, lines, batches, stocks, leaks, moment } = load;
    const sides = await this.store.sides(tx, stocks.values(), moment.localOn);
    const movements: Movement[] = batches.flatMap((batch, index) => {
      const leg = legOf(shipment, batch, { leak: leaks[index] ?? null, sides });
      return dispatchMovements(leg, stocks.get(batch.id) ?? [], moment.on);
    });
    const entry = await this.ledger.book(tx, {
      kind: 'dispatched',
      ...{ occurredAt: moment.at, ...daysOf(moment) },
      ...{ partyId: shipment.fromPartyId, siteId: shipment.fromSiteId },
      ...{ userId: caller.userId, subjectIds: [shipment.id, ...batches.map(({ id }) => id)] },
      ...{ reason: shipment.reason, postings: postingsOf(movements) },
    });
    for (const [index, batch] of batches.entries()) {
      const dryMg = amountToDraw(stocks.get(batch.id) ?? [], undefined, batch.code);
      const leak = leaks[index] ?? null;
      await this.recordLeg(tx, load, { entry, batch, dryMg, leak });
      await this.batches.step(tx, batch, { step: 'dispatch' });
      const line = lines[index] as ShipmentLineRow;
      await this.store.updateLine(tx, line, { leak, announcedDryMg: dryMg, announcedPieces: batch.pieces });
    }
  }

  /** A carve-out or breach is told only of the batches that it is about. */
  private recordLeg(
    tx: EntityManager,
    { shipment }: Load,
    leg: { entry: EntryRow; batch: BatchRow; dryMg: number; leak: LeakMeasure | null },
  ): Promise<void> {
    return this.batches.record(tx, leg.entry, leg.batch, {
      ...{ kind: 'dispatched', dryMg: leg.dryMg, reason: shipment.reason },
      carveOut: leg.leak === 'leaked-carve-out' ? shipment.carveOut : null,
      breachReason: leg.leak === 'leaked-breach' ? shipment.breachReason : null,
    });
  }
}
