export { ShipmentUndoService } from './shipment-undo.service.js';
export { ShipmentsModule } from './shipments.module.js';
