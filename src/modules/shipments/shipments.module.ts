import { Module } from '@nestjs/common';
import { Acts, rowsOf } from '../ledger/index.js';
import { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { LedgerModule } from '../ledger/index.js';
import { PartiesModule } from '../parties/index.js';
import { SightModule } from '../sight/index.js';
import { ShipmentDesk } from './shipment-desk.js';
import { ShipmentDispatchService } from './shipment-dispatch.service.js';
import { ShipmentReceiptService } from './shipment-receipt.service.js';
import { ShipmentSettlementService } from './shipment-settlement.service.js';
import { ShipmentStore } from './shipment-store.js';
import { ShipmentUndoService } from './shipment-undo.service.js';
import { ShipmentActsController, ShipmentsController } from './shipments.controller.js';
import { ShipmentsQueries } from './shipments.queries.js';
import { ShipmentsService } from './shipments.service.js';

/** A shipment keeps its code for good. */
const SHIPMENT_CODES = { scope: 'fromSiteId', key: 'codeKey', what: 'shipment' } as const;

@Module({
  imports: [SightModule, PartiesModule, AgreementsModule, LedgerModule, BatchesModule],
  controllers: [ShipmentsController, ShipmentActsController],
  providers: [
    ...[ShipmentsService, ShipmentDispatchService, ShipmentReceiptService, ShipmentSettlementService],
    ...[ShipmentUndoService, ShipmentStore, ShipmentDesk, ShipmentsQueries],
  ],
  exports: [ShipmentReceiptService, ShipmentsQueries, ShipmentUndoService],
})
export class ShipmentsModule {
  constructor(acts: Acts) {
    acts.register('shipment', rowsOf(ShipmentRow, SHIPMENT_CODES));
    acts.register('shipmentLine', rowsOf(ShipmentLineRow));
  }
}
