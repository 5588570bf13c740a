export * from './columns.js';
export { changeRows, insertRows, listOf, recallSql, runSql, type Value } from './bulk.js';
export { Database, dataSourceOptions, migrateDatabase, type Entities } from './database.js';
export {
  changeEntities,
  deleteEntities,
  insertEntities,
  recallEntities,
  selectEntities,
  updateEntities,
} from './entity-rows.js';
export { isCheckViolation, isUnavailable } from './faults.js';
export { IdempotencyRow } from './idempotency-record.entity.js';
export { lockRows } from './locks.js';
export { runSums } from './sums.js';
export { orOnDuplicate, UnitOfWork } from './unit-of-work.js';
export { tableOf } from './table-of.js';
