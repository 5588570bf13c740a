import type { EntityManager } from 'typeorm';
import { listOf, runSql, toMg, toSafeInteger } from '../../database/index.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** A leg that a batch has begun. */
export interface BegunLeg {
  readonly batchId: string;
  readonly shipmentId: string;
  readonly fromPartyId: string;
  readonly toPartyId: string;
  readonly agreementId: string | null;
  /** Null while it is on its way. */
  readonly receivedAt: number | null;
  /** What was refused of it: itself, where that was all. */
  readonly refusedBatchId: string | null;
  /** Dry mass that the receiver kept, as settled, or received while that is open; null before. */
  readonly acceptedMg: Mg | null;
}

type LegLine = Omit<BegunLeg, 'receivedAt' | 'acceptedMg'> & {
  readonly receivedAt: unknown;
  readonly acceptedMg: unknown;
};

/** The legs that batches have begun, in the order of time: who sees a batch follows from where it has been. */
export async function legsOf(manager: EntityManager, batchIds: readonly string[]): Promise<BegunLeg[]> {
  const lines = await runSql<LegLine>(
    manager,
    `SELECT "l"."batchId", "l"."refusedBatchId", "h"."id" AS "shipmentId", "h"."fromPartyId", "h"."toPartyId",
        "h"."agreementId", "h"."receivedAt",
        COALESCE("l"."settledDryMg", "l"."receivedDryMg") - COALESCE("l"."refusedDryMg", 0) AS "acceptedMg"
      FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      WHERE "l"."batchId" IN ${listOf(batchIds)} AND "h"."dispatchedOn" IS NOT NULL
      ORDER BY "h"."dispatchedAt", "h"."id"`,
    [...batchIds],
  );
  return lines.map(({ receivedAt, acceptedMg, ...line }) => {
    return {
      ...line,
      receivedAt: receivedAt === null ? null : toSafeInteger(receivedAt),
      acceptedMg: acceptedMg === null ? null : toMg(acceptedMg),
    };
  });
}

/**
 * Whether an identifier is that of a shipment or a run. Stands here because nothing left of those modules may ask them, and
 * this one reads every table.
 */
export async function isOfShipmentOrRun(tx: EntityManager, id: string): Promise<boolean> {
  const found = await runSql<{ id: string }>(
    tx,
    `SELECT "id" FROM "shipment" WHERE "id" = ? UNION ALL SELECT "id" FROM "run" WHERE "id" = ?`,
    [id, id],
  );
  return found.length > 0;
}
