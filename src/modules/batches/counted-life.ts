import type { EntityManager } from 'typeorm';
import { listOf, runSql, toSafeInteger } from '../../database/index.js';
import { DRAWS, type Draw } from '../../domain/acts/batch-life.js';
import type { CountedLife } from '../../domain/acts/count-guard.js';
import type { BatchRow } from './batch.entity.js';

interface Line {
  readonly kind: 'count' | 'way' | 'edit';
  readonly mg: string | number;
}

const STANDING = `NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")`;
const FAMILY = `(SELECT "id" FROM "batch" WHERE "rootId" = ?)`;
const OUT = `CASE WHEN "p"."toAccount" = 'world:measurement-difference' THEN "p"."massMg" ELSE -"p"."massMg" END`;
const DIFFERENCE = `"p"."commodity" = 'dry-mass'
  AND ("p"."toAccount" = 'world:measurement-difference' OR "p"."fromAccount" = 'world:measurement-difference')`;

/** Each count, and per shipment and batch what was lost or gained on an own way or of a load that was refused whole. */
const CHANGES = `SELECT 'count' AS "kind", SUM(${OUT}) AS "mg" FROM "entry" "e"
    JOIN "posting" "p" ON "p"."entryId" = "e"."id" AND ${DIFFERENCE}
    WHERE "e"."kind" = 'disposed' AND "e"."partyId" = ? AND "p"."fromBatchId" IN ${FAMILY} AND ${STANDING} GROUP BY "e"."id"
  UNION ALL
  SELECT 'way', SUM(${OUT}) FROM "entry" "e"
    JOIN "posting" "p" ON "p"."entryId" = "e"."id" AND ${DIFFERENCE}
    JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id" JOIN "shipment" "h" ON "h"."id" = "s"."subjectId"
    JOIN "shipment_line" "l" ON "l"."shipmentId" = "h"."id" AND "l"."batchId" = "p"."fromBatchId"
    WHERE "e"."kind" IN ('received', 'settled') AND "h"."fromPartyId" = ? AND "p"."fromBatchId" IN ${FAMILY} AND ${STANDING}
      AND ("h"."toPartyId" = "h"."fromPartyId" OR "l"."refusedBatchId" = "l"."batchId")
    GROUP BY "h"."id", "p"."fromBatchId"`;

/** What was logged, as often as it was edited, oldest first, and how long after the batch was first recorded. */
const LOGGED = `SELECT "e"."recordedAt", SUM("p"."massMg") AS "mg" FROM "entry" "e"
  JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id" AND "s"."subjectId" = ?
  JOIN "posting" "p" ON "p"."entryId" = "e"."id" AND "p"."commodity" = 'dry-mass'
  WHERE "e"."kind" = 'logged' GROUP BY "e"."id", "e"."recordedAt" ORDER BY "e"."recordedAt", "e"."id"`;

/** What came from another party, last. */
const RECEIVED = `SELECT COALESCE("l"."settledDryMg", "l"."receivedDryMg") - "l"."refusedDryMg" AS "mg"
  FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
  WHERE "l"."batchId" IN (?, ?) AND "h"."toPartyId" = ? AND "h"."fromPartyId" <> "h"."toPartyId" AND "l"."receivedDryMg" IS NOT NULL
  ORDER BY "h"."receivedAt" DESC LIMIT 1`;

/** How long a logging may be edited or taken back freely. */
export const FREE_MS = 24 * 60 * 60 * 1000;

/** What counts, edits and own ways have done to a batch and its parts while its holder had it. */
export async function countedLife(
  tx: EntityManager,
  batch: BatchRow,
  tolerancePpm: number | null,
): Promise<CountedLife> {
  const { id, rootId, holderId, partyId } = batch;
  const lines = await runSql<Line>(tx, CHANGES, [holderId, rootId, holderId, rootId]);
  const outs = lines.map(({ mg }) => toSafeInteger(mg));
  const [received] = await runSql<Line>(tx, RECEIVED, [id, rootId, holderId]);
  const [root] = await runSql<Line>(tx, `SELECT "dryMg" AS "mg" FROM "batch" WHERE "id" = ?`, [rootId]);
  if (holderId === partyId) outs.push(...(await editsOf(tx, rootId)));
  const sum = (sign: 1 | -1): number => outs.reduce((total, mg) => total + Math.max(0, sign * mg), 0);
  return {
    baseMg: toSafeInteger((received ?? root)?.mg ?? 0),
    ...{ tolerancePpm, takenMg: sum(1), addedMg: sum(-1) },
  };
}

/** What drew on batches last, by batch; one that nothing has drawn on is not in the answer. */
export async function lastDraws(tx: EntityManager, batchIds: readonly string[]): Promise<ReadonlyMap<string, Draw>> {
  if (batchIds.length === 0) return new Map();
  const lines = await runSql<{ batchId: string; kind: Draw }>(
    tx,
    `SELECT "v"."batchId", "v"."kind" FROM "batch_event" "v" JOIN "entry" "e" ON "e"."id" = "v"."entryId"
      WHERE "v"."batchId" IN ${listOf(batchIds)} AND "v"."kind" IN ${listOf(DRAWS)} AND ${STANDING}
      ORDER BY "e"."occurredAt", "e"."recordedAt", "e"."id"`,
    [...batchIds, ...DRAWS],
  );
  return new Map(lines.map(({ batchId, kind }) => [batchId, kind]));
}

/** By how much each edit lowered what was logged; those of the first day are free. */
async function editsOf(tx: EntityManager, rootId: string): Promise<number[]> {
  const logged = await runSql<{ recordedAt: string | number; mg: string | number }>(tx, LOGGED, [rootId]);
  const first = Number(logged[0]?.recordedAt ?? 0);
  return logged.slice(1).flatMap(({ recordedAt, mg }, index) => {
    const isFree = Number(recordedAt) - first <= FREE_MS;
    return isFree ? [] : [toSafeInteger(logged[index]?.mg ?? 0) - toSafeInteger(mg)];
  });
}
