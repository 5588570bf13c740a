import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import type { Period } from '../../domain/measure/time.js';
import type { MovedRole } from '../../domain/production/balance.js';
import type { WeighedBatch } from '../../domain/production/measured.js';
import type { MonthTerm } from '../../domain/production/month-adder.js';
import { assaysInForce, type AssayRow } from '../batches/index.js';

/** What moved between work in progress and the rest of the world, of one batch (none of a loss) in one way. */
export type PlantTerm = MonthTerm;

interface Line {
  readonly batchId: string | null;
  readonly role: MovedRole;
  readonly agreementKey: string;
  readonly commodity: string;
}

interface BatchLine {
  readonly id: string;
  readonly kind: BatchKind;
  readonly product: string | null;
  readonly stream: string | null;
  readonly supplierName: string | null;
  readonly assayId: string | null;
  readonly gradeId: string | null;
  readonly rootId: string;
  readonly rootNetMg: string | number;
  readonly rootDryMg: string | number;
  readonly wetPpm: string | number;
}

/** One side of a site's work in progress, which is kept in an index of its own. */
function side(wip: 'from' | 'to', sign: '' | '-'): string {
  const other = wip === 'from' ? 'to' : 'from';
  return `SELECT COALESCE("${other}BatchId", "${wip}BatchId") AS "batchId", "${wip}BatchId" AS "wipBatchId",
      "${other}Account" AS "other", "counts", "agreementKey", "commodity", ${sign}"massMg" AS "outMg"
    FROM "posting" WHERE "${wip}Account" LIKE 'wip:%' AND "${wip}Account" = ? AND "day" BETWEEN ? AND ?`;
}

/**
 * What it was: a reversal, and what an assay corrected, is of the kind that it turns or completes. Magnets come out of production
 * as no batch, and go back to it as what they are.
 */
const ROLE = `CASE WHEN "w"."other" = 'world:process-loss' THEN 'losses'
  WHEN "b"."kind" = 'by-product' THEN CASE WHEN "w"."counts" LIKE 'reused%' THEN 'reused' ELSE 'logged' END
  WHEN "b"."kind" = 'magnet' THEN CASE WHEN "w"."wipBatchId" IS NULL THEN 'magnets' ELSE 'back' END
  ELSE 'charged' END`;
/** Batches that one statement asks for. */
const MOST_ASKED = 5_000;
const ENTERS = ['charged', 'reused', 'back'];

/** What moved at a site in some days, of the commodities that are asked for. @throws DomainError `mass-too-large` */
export async function plantTerms(
  manager: EntityManager,
  siteId: string,
  { from, to }: Period,
): Promise<readonly PlantTerm[]> {
  const account = `wip:${siteId}`;
  const lines = await runSums<Line>(
    manager,
    `SELECT "batchId", "role", "agreementKey", "commodity", SUM("outMg") AS "massMg" FROM (
        SELECT "w"."batchId", ${ROLE} AS "role", "w"."agreementKey", "w"."commodity", "w"."outMg"
        FROM (${side('from', '')} UNION ALL ${side('to', '-')}) AS "w"
        LEFT JOIN "batch" "b" ON "b"."id" = "w"."batchId") AS "moved"
      GROUP BY "batchId", "role", "agreementKey", "commodity" ORDER BY "batchId", "role", "agreementKey", "commodity"`,
    [account, from, to, account, from, to],
  );
  const batches = await batchesOf(manager, [...new Set(lines.flatMap(({ batchId }) => batchId ?? []))]);
  const assays = await assaysOf(manager, [...batches.values()]);
  const terms = new Map<string, PlantTerm & { dryMg: number; readonly elementsMg: Map<string, number> }>();
  for (const { batchId, role, agreementKey, commodity, massMg } of lines) {
    const key = `${batchId ?? ''}|${role}|${agreementKey}`;
    const term = terms.get(key) ?? {
      role,
      agreementKey,
      dryMg: 0,
      elementsMg: new Map<string, number>(),
      batch: weighedBatch(batches.get(batchId ?? '')),
      assay: assays.get(batchId ?? '') ?? null,
    };
    terms.set(key, term);
    const mg = ENTERS.includes(role) ? 0 - massMg : massMg;
    if (commodity === DRY_MASS) term.dryMg = mg;
    else term.elementsMg.set(commodity, mg);
  }
  const isMoved = ({ dryMg, elementsMg }: PlantTerm): boolean => dryMg !== 0 || elementsMg.size > 0;
  return [...terms.values()].filter(isMoved);
}

/**
 * Whether the two sides of a receipt have not agreed on the weight of anything that moved, or of a part of the same batch: found
 * from the few such shipments on.
 */
export async function isDisputed(manager: EntityManager, siteId: string, { from, to }: Period): Promise<boolean> {
  const account = `wip:${siteId}`;
  const parts = (side: 'from' | 'to'): string => `SELECT 1 AS "found" FROM "shipment" "s"
      JOIN "shipment_line" "l" ON "l"."shipmentId" = "s"."id" JOIN "batch" "d" ON "d"."id" = "l"."batchId"
      JOIN "batch" "b" ON "b"."rootId" = "d"."rootId" JOIN "posting" "p" ON "p"."${side}BatchId" = "b"."id"
    WHERE "s"."status" = 'in-dispute' AND "l"."receivedDryMg" IS NOT NULL AND NOT "l"."settled"
      AND (${MOVES_AT}) AND "p"."day" BETWEEN ? AND ?`;
  const values = [account, account, from, to];
  const sql = `${parts('from')} UNION ALL ${parts('to')} LIMIT 1`;
  return (await runSql(manager, sql, [...values, ...values])).length > 0;
}

/** Of a posting with a batch: it moves between work in progress and the rest of the world. */
const MOVES_AT = `"p"."fromAccount" = ? OR "p"."toAccount" = ?`;

/** Of batches that were weighed those of which something moved outside of some days and a site too. */
export async function movedElsewhere(
  manager: EntityManager,
  rootIds: readonly string[],
  { siteId, from, to }: Period & { readonly siteId: string },
): Promise<ReadonlySet<string>> {
  const account = `wip:${siteId}`;
  const elsewhere = (side: 'from' | 'to', some: readonly string[]): string => `SELECT "b"."rootId" AS "id"
    FROM "batch" "b" JOIN "posting" "p" ON "p"."${side}BatchId" = "b"."id"
    WHERE "b"."rootId" IN ${listOf(some)}
      AND ("p"."fromAccount" LIKE 'wip:%' OR "p"."toAccount" LIKE 'wip:%')
      AND NOT ((${MOVES_AT}) AND "p"."day" BETWEEN ? AND ?)`;
  return idsOf(manager, rootIds, (some) => {
    const values = [...some, account, account, from, to];
    return { sql: `${elsewhere('from', some)} UNION ${elsewhere('to', some)}`, values: [...values, ...values] };
  });
}

/**
 * Of batches that were weighed those that have parts of which something is left: parts are not held for each other, so one may be
 * moving just now without anybody who moves another one knowing.
 */
export async function leftInParts(manager: EntityManager, rootIds: readonly string[]): Promise<ReadonlySet<string>> {
  return idsOf(manager, rootIds, (some) => ({
    sql: `SELECT DISTINCT "b"."rootId" AS "id" FROM "batch" "o" JOIN "batch" "b" ON "b"."rootId" = "o"."rootId"
        JOIN "balance" "h" ON "h"."batchKey" = "b"."id"
        WHERE "o"."rootId" IN ${listOf(some)} AND "o"."id" <> "o"."rootId" AND "h"."massMg" > 0`,
    values: some,
  }));
}

async function idsOf(
  manager: EntityManager,
  rootIds: readonly string[],
  asking: (some: readonly string[]) => { readonly sql: string; readonly values: readonly string[] },
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let start = 0; start < rootIds.length; start += MOST_ASKED) {
    const { sql, values } = asking(rootIds.slice(start, start + MOST_ASKED));
    for (const { id } of await runSql<{ id: string }>(manager, sql, values)) found.add(id);
  }
  return found;
}

async function batchesOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, BatchLine>> {
  const found = new Map<string, BatchLine>();
  for (let start = 0; start < ids.length; start += MOST_ASKED) {
    const some = ids.slice(start, start + MOST_ASKED);
    const rows = await runSql<BatchLine>(
      manager,
      `SELECT "b"."id", "b"."kind", "b"."product", "b"."stream", "b"."supplierName", "b"."assayId", "b"."rootId",
          CASE WHEN "l"."gradeAssayId" = "b"."assayId" THEN "l"."gradeId" END AS "gradeId",
          "root"."netMg" AS "rootNetMg", "root"."dryMg" AS "rootDryMg",
          "root"."moisturePpm" + "root"."oilPpm" AS "wetPpm"
        FROM "batch" "b" JOIN "batch" "root" ON "root"."id" = "b"."rootId"
        LEFT JOIN "magnet_lot" "l" ON "l"."id" = "b"."rootId" WHERE "b"."id" IN ${listOf(some)}`,
      some,
    );
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

async function assaysOf(manager: EntityManager, batches: readonly BatchLine[]): Promise<ReadonlyMap<string, AssayRow>> {
  const found = new Map<string, AssayRow>();
  for (let start = 0; start < batches.length; start += MOST_ASKED) {
    const some = await assaysInForce(manager, batches.slice(start, start + MOST_ASKED));
    for (const [id, assay] of some) found.set(id, assay);
  }
  return found;
}

/** What was lost was never on a scale. */
function weighedBatch(line: BatchLine | undefined): WeighedBatch | null {
  if (!line) return null;
  const { kind, product, stream, supplierName, rootId, rootNetMg, rootDryMg, wetPpm, gradeId } = line;
  return {
    kind,
    product,
    stream,
    supplierName,
    rootId,
    rootNetMg: Number(rootNetMg),
    rootDryMg: Number(rootDryMg),
    isMoist: Number(wetPpm) > 0,
    gradeId,
  };
}
