import type { EntityManager } from 'typeorm';
import { listOf, runSql, toMg, toSafeInteger } from '../../database/index.js';
import { minus, type Mg } from '../../domain/measure/quantities.js';

/** How a batch stood when its receipt was settled, or received while that is open. */
export interface PastStanding {
  readonly siteId: string;
  /** Under which it went there. */
  readonly agreementId: string | null;
  readonly dryMg: Mg;
  readonly pieces: number;
  /** The entry that said so last: nothing recorded later is part of it. Identifiers are made in the order of time. */
  readonly untilId: string;
}

/** A batch, and whose last sending of it counts; of whoever sent it last where that is null. */
export interface StandingAsked {
  readonly batchId: string;
  readonly senderId: string | null;
}

interface Line {
  readonly batchId: string;
  readonly fromPartyId: string;
  readonly toSiteId: string;
  readonly agreementId: string | null;
  readonly dryMg: unknown;
  readonly refusedDryMg: unknown;
  readonly pieces: unknown;
  readonly refusedPieces: unknown;
  readonly untilId: string | null;
}

/** How batches stood at the end of their last way; one that nobody has accepted has none. */
export async function standingsOf(
  manager: EntityManager,
  asked: readonly StandingAsked[],
): Promise<ReadonlyMap<string, PastStanding>> {
  if (asked.length === 0) return new Map();
  const ids = asked.map(({ batchId }) => batchId);
  const senders = new Map(asked.map(({ batchId, senderId }) => [batchId, senderId]));
  const lines = await runSql<Line>(
    manager,
    `SELECT "l"."batchId", "h"."fromPartyId", "h"."toSiteId", "h"."agreementId", "l"."refusedDryMg", "l"."refusedPieces",
        COALESCE("l"."settledDryMg", "l"."receivedDryMg") AS "dryMg", COALESCE("l"."pieces", "l"."announcedPieces") AS "pieces",
        (SELECT MAX("e"."id") FROM "entry_subject" "u" JOIN "entry" "e" ON "e"."id" = "u"."entryId"
          JOIN "entry_subject" "v" ON "v"."entryId" = "e"."id" AND "v"."subjectId" = "l"."batchId"
          WHERE "u"."subjectId" = "h"."id" AND "e"."kind" IN ('received', 'settled')
            AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id")) AS "untilId"
      FROM "shipment_line" "l" JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      WHERE "l"."batchId" IN ${listOf(ids)} AND "h"."receivedOn" IS NOT NULL
        AND ("l"."refusedBatchId" IS NULL OR "l"."refusedBatchId" <> "l"."batchId")
      ORDER BY "h"."dispatchedAt", "h"."id"`,
    ids,
  );
  const counted = lines.filter(({ batchId, fromPartyId }) => {
    const senderId = senders.get(batchId) ?? null;
    return senderId === null || senderId === fromPartyId;
  });
  return new Map(counted.map((line) => [line.batchId, standingOf(line)]));
}

function standingOf({
  toSiteId,
  agreementId,
  dryMg,
  refusedDryMg,
  pieces,
  refusedPieces,
  untilId,
}: Line): PastStanding {
  return {
    siteId: toSiteId,
    agreementId,
    dryMg: minus(toMg(dryMg), toMg(refusedDryMg)),
    pieces: Math.max(1, toSafeInteger(pieces) - toSafeInteger(refusedPieces)),
    untilId: untilId ?? '',
  };
}
