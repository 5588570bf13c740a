export * from './columns.js';
export { Database, dataSourceOptions, type Entities } from './database.js';
export { isCheckViolation, isUnavailable, isUniqueViolation } from './faults.js';
export { IdempotencyRecord } from './idempotency-record.entity.js';
export { lockRows } from './locks.js';
export { orOnDuplicate, UnitOfWork } from './unit-of-work.js';
