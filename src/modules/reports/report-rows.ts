import type { EntityManager } from 'typeorm';
import { runSums, type Value } from '../../database/index.js';
import type { Origin } from '../../domain/holding.js';
import type { Measure } from '../../domain/ledger.js';
import { periodParts, type PeriodPart } from '../../domain/period-parts.js';
import type { Day } from '../../domain/time.js';
import type { TotalRow } from '../../domain/totals.js';

interface TotalLine {
  measure: Measure;
  partyId: string;
  agreementKey?: string;
  origin: Origin;
  commodity: string;
  usabilityPpm: number;
}

/** What tells figures of one agreement apart. */
const KEY = '"commodity", "measure", "partyId", "origin", "usabilityPpm"';

interface Wanted {
  /** The agreement, where all is of one: what is the same in every row need not be sorted. */
  readonly agreementId?: string;
  readonly where: string;
  readonly values: readonly Value[];
  readonly from: Day;
  readonly to: Day;
}

/**
 * The totals of a period: whole years, and the months and days at its edges, each day once. Every range is read by itself:
 * from ranges joined by OR, SQLite would read all days of the ten years.
 *
 * @throws DomainError `mass-too-large`
 */
async function sumsOf(manager: EntityManager, { agreementId, where, values, from, to }: Wanted): Promise<TotalRow[]> {
  const key = agreementId === undefined ? `${KEY}, "agreementKey"` : KEY;
  const parts = periodParts(from, to);
  const rowsOf = ({ grain, sign }: PeriodPart): string => `SELECT ${key}, ${sign === 1 ? '' : '-'}"massMg" AS "massMg"
    FROM "measure_total" WHERE ${where} AND "grain" = '${grain}' AND "period" BETWEEN ? AND ?`;
  const lines = await runSums<TotalLine>(
    manager,
    `SELECT ${key}, SUM("massMg") AS "massMg" FROM (${parts.map(rowsOf).join(' UNION ALL ')}) AS "parts"
      GROUP BY ${key} ORDER BY ${key}`,
    parts.flatMap((part) => [...values, part.from, part.to]),
  );
  return lines.map(({ agreementKey, ...line }) => ({ ...line, agreementId: agreementId ?? (agreementKey || null) }));
}

/** What a report over an agreement needs of the running totals: its own rows, and all that its generator charged. */
export async function reportRows(
  manager: EntityManager,
  { agreementId, generatorId }: { agreementId: string; generatorId: string },
  period: { from: Day; to: Day },
): Promise<TotalRow[]> {
  const own = { agreementId, where: '"agreementKey" = ?', values: [agreementId] };
  const charged = {
    where: `"partyId" = ? AND "measure" = 'consumed' AND "agreementKey" <> ?`,
    values: [generatorId, agreementId],
  };
  return [...(await sumsOf(manager, { ...own, ...period })), ...(await sumsOf(manager, { ...charged, ...period }))];
}

/** An agreement's dry mass of every measure from the beginning to a day: what closing stocks follow from. */
export async function cumulativeRows(manager: EntityManager, agreementId: string, to: Day): Promise<TotalRow[]> {
  const where = `"agreementKey" = ? AND "commodity" = 'dry-mass'`;
  return sumsOf(manager, { agreementId, where, values: [agreementId], from: '0001-01-01', to });
}

/**
 * Of the by-product of an agreement that was generated in a period, the dry mass without an assay in force. Parts and
 * refused parts are not generated again, but may have an assay of their own: what of the batch has one is taken off. Most
 * batches have no parts, which one look into an index tells.
 *
 * @throws DomainError `mass-too-large`
 */
export async function withoutAssayMg(
  manager: EntityManager,
  agreementId: string,
  { from, to }: { from: Day; to: Day },
): Promise<number> {
  const [line] = await runSums(
    manager,
    `SELECT SUM(b."dryMg" - CASE WHEN EXISTS (SELECT 1 FROM "batch" c WHERE c."parentId" = b."id") THEN
        COALESCE((SELECT SUM(p."dryMg") FROM "batch" p
          WHERE p."rootId" = b."id" AND p."id" <> b."id" AND p."assayId" IS NOT NULL AND p."status" <> 'void'
            AND EXISTS (SELECT 1 FROM "batch" q WHERE q."id" = p."parentId" AND q."assayId" IS NULL)), 0)
        ELSE 0 END) AS "massMg"
      FROM "batch" b WHERE b."agreementId" = ? AND b."kind" = 'by-product' AND b."assayId" IS NULL
        AND b."parentId" IS NULL AND b."status" <> 'void' AND b."occurredOn" BETWEEN ? AND ?`,
    [agreementId, from, to],
  );
  return line?.massMg ?? 0;
}
