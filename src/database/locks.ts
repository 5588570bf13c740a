import { In, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';

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
  const postgres = tx.connection.options.type === 'postgres';
  return tx.find(entity, {
    where: { id: In([...new Set(ids)].sort()) } as never,
    order: { id: 'ASC' } as never,
    ...(postgres ? { lock: { mode: 'for_no_key_update' as const } } : {}),
  });
}
