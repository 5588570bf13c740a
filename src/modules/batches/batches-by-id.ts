import { In, type EntityManager } from 'typeorm';
import { BatchRow } from './batch.entity.js';

/** Batches by id; one that does not exist is not in the answer. */
export async function batchesById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BatchRow>> {
  const unique = [...new Set(ids)];
  const rows = unique.length === 0 ? [] : await manager.findBy(BatchRow, { id: In(unique) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The runs out of which batches came, or what they are parts of; of one that came out of none nothing is answered. */
export async function originRuns(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const batches = [...(await batchesById(manager, ids)).values()];
  const roots = await batchesById(
    manager,
    batches.map(({ rootId }) => rootId),
  );
  const runs = batches.map(({ id, rootId }) => [id, roots.get(rootId)?.runId ?? null] as const);
  return new Map(runs.flatMap(([id, runId]) => (runId === null ? [] : [[id, runId] as const])));
}
