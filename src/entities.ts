import { IdempotencyRecord, type Entities } from './database/index.js';

/** Every table that TypeORM maps. */
export const entities: Entities = [IdempotencyRecord];
