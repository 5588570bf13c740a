import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { listOf } from './bulk.js';
import { selectEntities } from './entity-rows.js';

/**
 * Loads rows in the order of their ids and, on PostgreSQL, holds them until the unit ends, so that what a unit decides
 * on cannot change under it. On SQLite the queue of units does that. Callers lock table by table in the order
 * agreement, site, shipment, batch, run, entry, which together with the order of ids keeps units from waiting in a ring.
 * The lock is the one that leaves keys alone: foreign keys of other units' rows, which come in any order, pass it.
 */
export async function lockRows<Row extends ObjectLiteral & { id: string }>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  ids: readonly string[],
): Promise<Row[]> {
  if (ids.length === 0) return [];
  const once = [...new Set(ids)].sort();
  const lock = tx.connection.options.type === 'postgres' ? 'FOR NO KEY UPDATE' : '';
  return selectEntities(tx, entity, `WHERE "id" IN ${listOf(once)} ORDER BY "id" ${lock}`, once);
}
