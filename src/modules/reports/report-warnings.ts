import type { EntityManager } from 'typeorm';
import { isMemberSql } from '../agreements/index.js';
import { listOf, runSql, toSafeInteger, type Value } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement.js';
import type { ReportWarning } from '../../domain/circularity-report.js';
import { DRY_MASS } from '../../domain/holding.js';
import { kgToMg, mgToKg } from '../../domain/quantities.js';
import type { Period } from '../../domain/time.js';

type Sides = Pick<AgreementFacts, 'id' | 'generatorId' | 'recyclerId' | 'versions'>;

/** What a reader must know beside the figures: open weights, and what does not close in the runs of the period. */
export async function reportWarnings(manager: EntityManager, sides: Sides, period: Period): Promise<ReportWarning[]> {
  return [
    ...(await estimates(manager, sides, period)),
    ...(await disputes(manager, sides, period)),
    ...(await unclosed(manager, sides, period)),
    ...(await vouchedFor(manager, sides, period)),
  ];
}

/** Warnings after which figures may still change by themselves. */
export function leavesWeightsOpen(warnings: readonly ReportWarning[]): boolean {
  return warnings.some(({ code }) => code === 'estimated' || code === 'in-dispute');
}

interface Line {
  readonly n: unknown;
  readonly massMg: unknown;
}

async function sumOf(
  manager: EntityManager,
  sql: string,
  values: readonly Value[],
): Promise<{ n: number; dryKg: number }> {
  const [line] = await runSql<Line>(manager, sql, values);
  return { n: toSafeInteger(line?.n), dryKg: mgToKg(toSafeInteger(line?.massMg)) };
}

/** By-products announced as an estimate that no receiver has weighed yet. */
async function estimates(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const { n, dryKg } = await sumOf(
    manager,
    `SELECT COUNT(*) AS "n", SUM(b."dryMg") AS "massMg" FROM "batch" b WHERE b."agreementId" = ? AND b."estimated"
      AND b."status" NOT IN ('received', 'processed', 'split', 'void') AND b."occurredOn" BETWEEN ? AND ?
      AND NOT EXISTS (SELECT 1 FROM "shipment_line" l WHERE l."batchId" = b."id" AND l."receivedDryMg" IS NOT NULL)`,
    [id, from, to],
  );
  const message = `${counted(n, 'by-product batch')} of the period ${n === 1 ? 'has' : 'have'} an estimated weight until the receiver weighs.`;
  return n === 0 ? [] : [{ code: 'estimated', message, dryKg }];
}

/**
 * Weights received in the period on which the two sides have not agreed yet, on the way out or back; also of batches that
 * travelled beside others, in a shipment that is under no agreement.
 */
async function disputes(manager: EntityManager, sides: Sides, period: Period): Promise<ReportWarning[]> {
  const [own, processed] = [await ownDisputes(manager, sides, period), await processorDisputes(manager, sides, period)];
  const n = own.n + processed.n;
  const dryKg = mgToKg(kgToMg(own.dryKg) + kgToMg(processed.dryKg));
  const message = `The weight of ${counted(n, 'batch')} is in dispute: the received figure counts until both sides agree.`;
  return n === 0 ? [] : [{ code: 'in-dispute', message, dryKg }];
}

/** Of what travelled under the agreement, back to its generator, or is its by-product. */
function ownDisputes(
  manager: EntityManager,
  { id, generatorId, recyclerId }: Sides,
  { from, to }: Period,
): Promise<{ n: number; dryKg: number }> {
  return sumOf(
    manager,
    `SELECT COUNT(*) AS "n", SUM(l."receivedDryMg") AS "massMg"
      FROM "shipment" s JOIN "shipment_line" l ON l."shipmentId" = s."id" AND NOT l."settled"
      WHERE s."status" = 'in-dispute' AND s."receivedOn" BETWEEN ? AND ?
        AND (s."agreementId" = ? OR (s."fromPartyId" = ? AND s."toPartyId" = ?)
          OR EXISTS (SELECT 1 FROM "batch" b WHERE b."id" = l."batchId" AND b."agreementId" = ?))`,
    [from, to, id, recyclerId, generatorId, id],
  );
}

/**
 * Of what went to a processor that the agreement names, or came from one, in a shipment that is not under it: it counts as
 * returned as far as it is the agreement's. Others may have their share in such a batch, so that only its own part is told.
 */
async function processorDisputes(
  manager: EntityManager,
  { id, recyclerId, versions }: Sides,
  { from, to }: Period,
): Promise<{ n: number; dryKg: number }> {
  const processorIds = [...new Set(versions.flatMap(({ terms }) => terms.processorIds))];
  if (processorIds.length === 0) return { n: 0, dryKg: 0 };
  const among = listOf(processorIds);
  return sumOf(
    manager,
    `SELECT COUNT(*) AS "n", SUM((SELECT SUM(p."massMg") FROM "posting" p JOIN "entry" e ON e."id" = p."entryId"
        WHERE p."toBatchId" IN (l."batchId", l."refusedBatchId") AND p."fromAccount" = 'transit:' || s."id"
          AND p."toAccount" LIKE 'stock:%' AND p."commodity" = ? AND p."agreementKey" = ? AND e."kind" = 'received'
          AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = e."id"))) AS "massMg"
      FROM "shipment" s JOIN "shipment_line" l ON l."shipmentId" = s."id" AND NOT l."settled"
        JOIN "batch" b ON b."id" = l."batchId" AND b."kind" <> 'by-product'
      WHERE s."status" = 'in-dispute' AND s."receivedOn" BETWEEN ? AND ? AND COALESCE(s."agreementId", '') <> ?
        AND ((s."fromPartyId" = ? AND s."toPartyId" IN ${among}) OR (s."toPartyId" = ? AND s."fromPartyId" IN ${among}))
        AND EXISTS (SELECT 1 FROM "posting" p WHERE p."toBatchId" = l."batchId" AND p."agreementKey" = ?)`,
    [DRY_MASS, id, from, to, id, recyclerId, ...processorIds, recyclerId, ...processorIds, id],
  );
}

const UNCLOSED: Readonly<Record<string, (runs: string, kg: number, element: string) => string>> = {
  'open-balance': (runs, kg, element) =>
    `In ${runs} ${kg} kg of the agreement's ${element} are missing: neither in an output nor in an assayed residue.`,
  'element-not-assayed': (runs, _, element) =>
    `In ${runs} more ${element} came out than the assays of the inputs name: it is attributed to nobody.`,
};

/** What does not close in the runs of those who work under the agreement: what a customer makes of it is not told. */
const MEMBERS_WARNINGS = `"run_warning" w JOIN "run" r ON r."id" = w."runId"
  JOIN "agreement" a ON a."id" = w."agreementKey" AND ${isMemberSql('a', 'r."partyId"')}`;

/** What the runs of the period leave open, as far as it is this agreement's. */
async function unclosed(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const lines = await runSql<Line & { code: string; element: string }>(
    manager,
    `SELECT w."code", w."element", COUNT(*) AS "n", SUM(w."massMg") AS "massMg" FROM ${MEMBERS_WARNINGS}
      WHERE w."agreementKey" = ? AND w."occurredOn" BETWEEN ? AND ? AND w."code" <> 'matter-created'
      GROUP BY w."code", w."element" ORDER BY w."code", w."element"`,
    [id, from, to],
  );
  return lines.flatMap(({ code, element, n, massMg }) => {
    const message = UNCLOSED[code]?.(counted(toSafeInteger(n), 'run'), mgToKg(toSafeInteger(massMg)), element);
    return message === undefined ? [] : [{ code, element, message }];
  });
}

/** Runs out of which more came than went in, each with the reason that somebody vouched with. */
async function vouchedFor(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const lines = await runSql<{ runId: string; occurredOn: string; element: string; reason: string }>(
    manager,
    `SELECT w."runId", w."occurredOn", w."element", r."overrideReason" AS "reason"
      FROM ${MEMBERS_WARNINGS}
      WHERE w."agreementKey" = ? AND w."occurredOn" BETWEEN ? AND ? AND w."code" = 'matter-created'
      ORDER BY w."occurredOn", w."runId", w."element"`,
    [id, from, to],
  );
  return [...new Set(lines.map(({ runId }) => runId))].map((runId) => {
    const own = lines.filter((line) => line.runId === runId);
    // Where none of what was created is the agreement's, its element is not told: it would be of another's material.
    const elements = own.flatMap(({ element }) => (element ? [element] : [])).join(', ') || 'material';
    const [{ occurredOn, reason } = { occurredOn: '', reason: '' }] = own;
    return {
      code: 'matter-created',
      message: `More ${elements} came out of a run on ${occurredOn} than went in. Somebody vouched for it: "${reason}"`,
    };
  });
}

function counted(n: number, noun: string): string {
  const plural = noun.endsWith('ch') ? `${noun}es` : `${noun}s`;
  return `${n} ${n === 1 ? noun : plural}`;
}
