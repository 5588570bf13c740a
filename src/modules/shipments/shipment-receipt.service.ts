import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import type { HeldShipment } from '../../domain/acts/shipment-change.js';
import { decideReceive } from '../../domain/acts/receive.js';
import { BatchStore, compositionsInForce, partsHad, sightOf } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { transitOf } from '../ledger/index.js';
import { receiptFaults } from './receipt-lines.js';
import { ShipmentDesk, type Decided } from './shipment-desk.js';
import { givenReceipt } from './shipment-given.js';
import { agreementsIn, ShipmentStore } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewReceipt } from './shipment.dto.js';

/** Confirms what arrived. */
@Injectable()
export class ShipmentReceiptService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Records what the receiver's scale says, also where it is more than announced.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `out-of-order`, `forbidden`
   */
  receive(caller: Caller, id: string, body: NewReceipt): Promise<ShipmentAnswer> {
    return this.desk.write(caller, (tx) => this.received(tx, caller, id, body));
  }

  /** The shipments of a code that were sent to a site. */
  sentTo(tx: EntityManager, siteId: string, codeKey: string): Promise<HeldShipment[]> {
    return this.store.sentTo(tx, siteId, codeKey);
  }

  /** Decides what a receipt books, and books nothing. @throws InputError; NotFoundError; DomainError, as {@link receive} */
  async received(tx: EntityManager, caller: Caller, id: string, body: NewReceipt): Promise<Decided> {
    const seen = await this.store.atEnd(tx, caller, id, 'to');
    const site = await this.batches.ownSite(tx, caller, seen.toSiteId);
    const { shipment, lines } = await this.store.hold(tx, id);
    const ids = lines.map(({ batchId }) => batchId);
    const batches = await this.batches.lock(tx, ids);
    const moment = await this.batches.momentFor(tx, body.occurredAt, site, batches);
    const transits = await transitOf(tx, ids);
    const refused = body.lines.filter(({ refusedKg = 0 }) => refusedKg > 0).map(({ batchId }) => batchId);
    const agreements = await this.store.agreementsOf(tx, batches, [
      shipment.agreementId,
      ...agreementsIn(transits.values()),
    ]);
    const act = decideReceive({
      shipment,
      lines,
      batches,
      given: body.lines.map(givenReceipt),
      faults: receiptFaults(ids, body.lines),
      transits,
      weighedBefore: await this.store.weighedBefore(tx, ids),
      partsHad: await partsHad(tx, refused, 'refused'),
      agreements,
      compositions: await compositionsInForce(tx, batches),
      catalogue,
      sight: await sightOf(tx, batches, agreements),
      moment,
      by: this.batches.entering(caller),
    });
    return { act, lines, batches };
  }
}
