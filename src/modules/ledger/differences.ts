import type { EntityManager } from 'typeorm';
import { listOf, runSql, toMg } from '../../database/index.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** What an entry said that scales or counts found less of a batch than the books held; more is below zero. */
interface Difference {
  readonly entryId: string;
  readonly kind: 'disposed' | 'received' | 'settled';
  readonly partyId: string;
  readonly batchId: string;
  /** Of the shipments asked for, the one that the entry stands on. */
  readonly shipmentId: string | null;
  readonly takenMg: Mg;
}

const OUTSIDE = `'world:measurement-difference'`;

/** The differences of dry mass that counts, receipts and settlements booked of batches and that were not reversed. */
export async function differencesOf(
  tx: EntityManager,
  { batchIds, shipmentIds }: { readonly batchIds: readonly string[]; readonly shipmentIds: readonly string[] },
): Promise<Difference[]> {
  const onShipment = shipmentIds.length === 0 ? '1 = 0' : `"s"."subjectId" IN ${listOf(shipmentIds)}`;
  const lines = await runSql<Omit<Difference, 'takenMg'> & { readonly takenMg: string | number }>(
    tx,
    `SELECT "e"."id" AS "entryId", "e"."kind", "e"."partyId", "p"."fromBatchId" AS "batchId", "s"."subjectId" AS "shipmentId",
        SUM(CASE WHEN "p"."toAccount" = ${OUTSIDE} THEN "p"."massMg" ELSE -"p"."massMg" END) AS "takenMg"
      FROM "posting" "p" JOIN "entry" "e" ON "e"."id" = "p"."entryId"
        LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id" AND ${onShipment}
      WHERE "p"."fromBatchId" IN ${listOf(batchIds)} AND "p"."commodity" = 'dry-mass'
        AND ("p"."toAccount" = ${OUTSIDE} OR "p"."fromAccount" = ${OUTSIDE})
        AND "e"."kind" IN ('disposed', 'received', 'settled')
        AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")
      GROUP BY "e"."id", "p"."fromBatchId", "s"."subjectId"`,
    [...shipmentIds, ...batchIds],
  );
  return lines.map((line) => ({ ...line, takenMg: toMg(line.takenMg) }));
}

interface Logging {
  readonly recordedAt: number;
  readonly dryMg: Mg;
}

/** What was logged of a batch, as often as it was edited, oldest first. */
export async function loggingsOf(tx: EntityManager, batchId: string): Promise<Logging[]> {
  const lines = await runSql<{ recordedAt: string | number; mg: string | number }>(
    tx,
    `SELECT "e"."recordedAt", SUM("p"."massMg") AS "mg" FROM "entry" "e"
        JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id" AND "s"."subjectId" = ?
        JOIN "posting" "p" ON "p"."entryId" = "e"."id" AND "p"."commodity" = 'dry-mass'
      WHERE "e"."kind" = 'logged' GROUP BY "e"."id", "e"."recordedAt" ORDER BY "e"."recordedAt", "e"."id"`,
    [batchId],
  );
  return lines.map(({ recordedAt, mg }) => ({ recordedAt: Number(recordedAt), dryMg: toMg(mg) }));
}
