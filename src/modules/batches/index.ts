export { AssayForceRow } from './assay-force.entity.js';
export { AssayRow } from './assay.entity.js';
export {
  assayFaults,
  assaysInForce,
  compositionsInForce,
  foundAssay,
  readComposition,
  recordedAssays,
  reportsElsewhere,
  refuseFaults,
  reportKeyOf,
} from './assay-rows.js';
export { BatchAnswer, countrySchema, elementsSchema, MassAnswer } from './batch-answer.dto.js';
export { bornBatchAnswer, elementsKg } from './batch-answers.js';
export { BatchAssayService } from './batch-assay.service.js';
export { Breach, LeavesDryMass, NewAssay, NewBatch, NewSupply, TareBelowGross } from './batch.dto.js';
export { BatchLogService } from './batch-log.service.js';
export { KnownPlaces } from './known-places.js';
export { BatchEventRow } from './batch-event.entity.js';
export { BatchRow } from './batch.entity.js';
export { sightFacts, sightOf } from './batch-sight.js';
export { BatchStore } from './batch-store.js';
export { BatchUndoService } from './batch-undo.service.js';
export { batchesById, batchesOfCode, batchesOfOrigin, originRuns, partsHad } from './batches-by-id.js';
export { BatchesModule } from './batches.module.js';
export { BatchesQueries } from './batches.queries.js';
export { OutputRuns } from './output-runs.js';
export { countedLife, FREE_MS, lastDraws } from './counted-life.js';
