import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import type { Period } from '../../domain/measure/time.js';
import type { MovedRole } from '../../domain/production/balance.js';
import type { BookedTerm, WeighedBatch } from '../../domain/production/measured.js';
import { assaysInForce, type AssayRow } from '../batches/index.js';

/** What moved between work in progress and the rest of the world, of one batch (none of a loss) in one way. */
export interface PlantTerm extends BookedTerm {
  readonly role: MovedRole;
  readonly agreementKey: string;
}

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
  readonly disputed: number | string;
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
/** The batches of which the two sides of a receipt have not agreed on the weight, or of which these are parts: from the few such shipments on. */
const DISPUTED = `SELECT "d"."rootId" FROM "shipment" "s" JOIN "shipment_line" "l" ON "l"."shipmentId" = "s"."id"
  JOIN "batch" "d" ON "d"."id" = "l"."batchId"
  WHERE "s"."status" = 'in-dispute' AND "l"."receivedDryMg" IS NOT NULL AND NOT "l"."settled"`;
/** Batches that one statement asks for. */
const MOST_ASKED = 5_000;
const ENTERS = ['charged', 'reused', 'back'];

/** What moved at a site in some days, of the commodities that are asked for. @throws DomainError `mass-too-large` */
export async function plantTerms(
  manager: EntityManager,
  siteId: string,
  { from, to }: Period,
): Promise<{ readonly terms: readonly PlantTerm[]; readonly isDisputed: boolean }> {
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
  const isDisputed = [...batches.values()].some(({ disputed }) => Number(disputed) === 1);
  return { terms: [...terms.values()].filter(isMoved), isDisputed };
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
          "root"."moisturePpm" + "root"."oilPpm" AS "wetPpm",
          CASE WHEN "b"."rootId" IN (${DISPUTED}) THEN 1 ELSE 0 END AS "disputed"
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
