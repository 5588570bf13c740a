import type { EntityManager } from 'typeorm';
import { runSql, toMg, toSafeInteger } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import type { ReportWarning } from '../../domain/reports/circularity-report.js';
import { addedUp, mgToKg } from '../../domain/measure/quantities.js';
import type { Period } from '../../domain/measure/time.js';

type Sides = Pick<AgreementFacts, 'id' | 'generatorId'>;

/** Weights that may still change: estimates that nobody has weighed, and those on which two sides have not agreed yet. */
export async function openWeights(manager: EntityManager, sides: Sides, period: Period): Promise<ReportWarning[]> {
  return [...(await estimates(manager, sides, period)), ...(await disputes(manager, sides, period))];
}

/**
 * By-products announced as an estimate that no receiver has weighed yet, whenever they arose: those with a movement in the
 * period, and those in stock at its end.
 */
async function estimates(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const held = (side: 'from' | 'to', sign: string): string => `SELECT ${sign}p."massMg" AS "massMg" FROM "posting" p
    WHERE p."${side}BatchId" = b."id" AND p."${side}Account" LIKE 'stock:%' AND p."commodity" = 'dry-mass' AND p."day" <= ?`;
  const moved = (when: string): string =>
    `EXISTS (SELECT 1 FROM "posting" p WHERE p."fromBatchId" = b."id" AND p."commodity" = 'dry-mass' AND ${when})`;
  const [line] = await runSql<{ n: unknown; massMg: unknown }>(
    manager,
    // What stands in an index is asked for first: whether it moved in the period, and else whether anything of it is left to move.
    `SELECT COUNT(*) AS "n", SUM(b."dryMg") AS "massMg" FROM "batch" b WHERE b."agreementId" = ? AND b."estimated"
      AND b."status" NOT IN ('received', 'processed', 'split', 'void') AND b."occurredOn" <= ?
      AND NOT EXISTS (SELECT 1 FROM "shipment_line" l WHERE l."batchId" = b."id" AND l."receivedDryMg" IS NOT NULL)
      AND (${moved('p."day" BETWEEN ? AND ?')}
        OR ((b."status" IN ('on-hand', 'in-shipment', 'in-transit') OR ${moved('p."day" > ?')})
          AND (SELECT SUM("massMg") FROM (${held('to', '')} UNION ALL ${held('from', '-')}) AS "held") > 0))`,
    [id, to, from, to, to, to, to],
  );
  const n = toSafeInteger(line?.n);
  const message = `${counted(n, 'by-product batch')} in the figures ${n === 1 ? 'has' : 'have'} an estimated weight until the receiver weighs.`;
  return n === 0 ? [] : [{ code: 'estimated', message, dryKg: mgToKg(toMg(line?.massMg)) }];
}

/** A posting of a receipt of which the two sides have not agreed on the weight. */
interface DisputedLine {
  readonly shipmentId: string;
  readonly batchId: string;
  readonly isByProduct: unknown;
  readonly day: string;
  readonly counts: string;
  readonly massMg: unknown;
  /** Whether it came into a stock, and whether that is the generator's. */
  readonly isStock: unknown;
  readonly isAtGenerator: unknown;
  /** Whether it is a refused part, which no settlement changes. */
  readonly isRefusedPart: unknown;
}

/**
 * Weights in dispute that touch a figure of the period: what was received in it, what was refused whole of what was dispatched in
 * it, and what is on hand at the generator at a disputed weight. Others may have their share in such a batch, so that only the
 * agreement's own part is told.
 */
async function disputes(manager: EntityManager, { id, generatorId }: Sides, period: Period): Promise<ReportWarning[]> {
  const lines = await runSql<DisputedLine>(
    manager,
    // From the few shipments in dispute on: CROSS JOIN keeps SQLite from going through all postings of the agreement.
    `SELECT l."shipmentId", l."batchId", CASE WHEN b."kind" = 'by-product' THEN 1 ELSE 0 END AS "isByProduct",
        p."day", p."counts", p."massMg", CASE WHEN p."toAccount" LIKE 'stock:%' THEN 1 ELSE 0 END AS "isStock",
        CASE WHEN EXISTS (SELECT 1 FROM "site" WHERE "site"."partyId" = ? AND p."toAccount" = 'stock:' || "site"."id")
          THEN 1 ELSE 0 END AS "isAtGenerator",
        CASE WHEN p."toBatchId" <> p."fromBatchId" THEN 1 ELSE 0 END AS "isRefusedPart"
      FROM "shipment" s CROSS JOIN "shipment_line" l CROSS JOIN "batch" b CROSS JOIN "posting" p
        JOIN "entry" e ON e."id" = p."entryId" AND e."kind" = 'received'
          AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = e."id")
      WHERE s."status" = 'in-dispute' AND l."shipmentId" = s."id" AND NOT l."settled" AND b."id" = l."batchId"
        AND p."fromBatchId" = l."batchId" AND p."fromAccount" = 'transit:' || s."id" AND p."commodity" = 'dry-mass'
        AND p."agreementKey" = ? AND p."day" <= ?`,
    [generatorId, id, period.to],
  );
  const touching = new Set(lines.filter((line) => touches(line, period)).map(lineKey));
  const arrived = lines.filter((line) => touching.has(lineKey(line)) && Number(line.isStock) === 1);
  const n = touching.size;
  const dryKg = mgToKg(addedUp(arrived.map(({ massMg }) => toMg(massMg))));
  const message = `The weight of ${counted(n, 'batch')} is in dispute: the received figure counts until both sides agree.`;
  return n === 0 ? [] : [{ code: 'in-dispute', message, dryKg }];
}

function lineKey({ shipmentId, batchId }: DisputedLine): string {
  return `${shipmentId} ${batchId}`;
}

function touches(line: DisputedLine, { from }: Period): boolean {
  if (Number(line.isRefusedPart) === 1) return false;
  const isByProduct = Number(line.isByProduct) === 1;
  if (line.day >= from) return isByProduct || line.counts !== '';
  return isByProduct && Number(line.isAtGenerator) === 1;
}

function counted(n: number, noun: string): string {
  const plural = noun.endsWith('ch') ? `${noun}es` : `${noun}s`;
  return `${n} ${n === 1 ? noun : plural}`;
}
