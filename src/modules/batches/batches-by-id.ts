import type { EntityManager } from 'typeorm';
import { listOf, runSql, selectEntities, toSafeInteger } from '../../database/index.js';
import { BatchRow } from './batch.entity.js';

/** Batches by id; one that does not exist is not in the answer. */
export async function batchesById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BatchRow>> {
  const unique = [...new Set(ids)];
  const where = `WHERE "id" IN ${listOf(unique)}`;
  const rows = unique.length === 0 ? [] : await selectEntities(manager, BatchRow, where, unique);
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

/** How many parts have come off batches, void ones included, by batch. */
export async function partsHad(
  manager: EntityManager,
  batchIds: readonly string[],
  relation: 'split' | 'refused',
): Promise<ReadonlyMap<string, number>> {
  if (batchIds.length === 0) return new Map();
  const rows = await runSql<{ id: string; had: unknown }>(
    manager,
    `SELECT "parentId" AS "id", COUNT(*) AS "had" FROM "batch"
      WHERE "parentId" IN ${listOf(batchIds)} AND "parentRelation" = ? GROUP BY "parentId"`,
    [...batchIds, relation],
  );
  return new Map(rows.map(({ id, had }) => [id, toSafeInteger(had)]));
}

/** The batches of some codes that came to be at a site, void ones not. */
export async function batchesOfOrigin(
  manager: EntityManager,
  siteId: string,
  codeKeys: readonly string[],
): Promise<BatchRow[]> {
  const keys = [...new Set(codeKeys)];
  const where = `WHERE "originSiteId" = ? AND "liveKey" IN ${listOf(keys)}`;
  return keys.length === 0 ? [] : selectEntities(manager, BatchRow, where, [siteId, ...keys]);
}

/** The batches of a code that are at a site, or came to be there, void ones not. */
export async function batchesOfCode(manager: EntityManager, siteId: string, codeKey: string): Promise<BatchRow[]> {
  const where = 'WHERE "liveKey" = ? AND ("siteId" = ? OR "originSiteId" = ?)';
  return selectEntities(manager, BatchRow, where, [codeKey, siteId, siteId]);
}
