export { ShipmentUndoService } from './shipment-undo.service.js';
export { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';
export { ShipmentsModule } from './shipments.module.js';
