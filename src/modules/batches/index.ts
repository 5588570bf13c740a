export { assaysInForce } from './assay-rows.js';
export { Breach, TareBelowGross } from './batch.dto.js';
export { BatchRow } from './batch.entity.js';
export { BatchStore } from './batch-store.js';
export { BatchUndoService } from './batch-undo.service.js';
export { elementsSchema, MassAnswer } from './batch-answer.dto.js';
export { elementsKg } from './batch-answers.js';
export { BatchesModule } from './batches.module.js';
export { BatchVisibility, type BatchEyes } from './visibility.js';
