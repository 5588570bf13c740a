export { SEEN_BY_NAMES, shipmentSeenBy } from './shipment-visibility.js';
export { ShipmentUndoService } from './shipment-undo.service.js';
export { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';
export { ShipmentsModule } from './shipments.module.js';
