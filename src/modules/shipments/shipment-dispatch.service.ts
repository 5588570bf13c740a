import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { decideDispatch } from '../../domain/acts/dispatch.js';
import { BatchStore, sightOf } from '../batches/index.js';
import { stockOf } from '../ledger/index.js';
import { ShipmentDesk } from './shipment-desk.js';
import { agreementsIn, ShipmentStore } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewDispatch } from './shipment.dto.js';

/** Sends a planned shipment on its way. */
@Injectable()
export class ShipmentDispatchService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Dispatches a planned shipment: all that is left of its batches leaves the stock.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `out-of-order`, `exclusivity-breach`, `nothing-left`,
   * `forbidden`
   */
  dispatch(caller: Caller, id: string, body: NewDispatch): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'from');
      const site = await this.batches.ownSite(tx, caller, seen.fromSiteId);
      const { shipment, lines } = await this.store.hold(tx, id);
      const ids = lines.map(({ batchId }) => batchId);
      const batches = await this.batches.lock(tx, ids);
      const moment = await this.batches.momentFor(tx, body.occurredAt, site, batches);
      const stocks = await stockOf(tx, ids);
      const agreements = await this.store.agreementsOf(tx, batches, agreementsIn(stocks.values()));
      const act = decideDispatch({
        shipment,
        lines,
        batches,
        stocks,
        agreements,
        sight: await sightOf(tx, batches, agreements),
        moment,
        seal: body.seal ?? null,
        by: this.batches.entering(caller),
      });
      return { act, lines, batches };
    });
  }
}
