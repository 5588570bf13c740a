export { ShipmentUndoService } from './shipment-undo.service.js';
export { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';
export { ShipmentsModule } from './shipments.module.js';
export { NewReceipt } from './shipment.dto.js';
export type { HeldShipment } from '../../domain/acts/shipment-change.js';
export { ShipmentsQueries } from './shipments.queries.js';
export { ShipmentReceiptService } from './shipment-receipt.service.js';
