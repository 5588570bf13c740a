import type { EntityManager } from 'typeorm';
import { runSums, type Value } from '../../database/index.js';
import type { Origin } from '../../domain/holding.js';
import type { Measure } from '../../domain/ledger.js';
import { periodParts, type Day } from '../../domain/time.js';
import type { TotalRow } from '../../domain/totals.js';

interface TotalLine {
  measure: Measure;
  partyId: string;
  agreementKey: string;
  origin: Origin;
  commodity: string;
  usabilityPpm: number;
}

const KEY = '"measure", "partyId", "agreementKey", "origin", "commodity", "usabilityPpm"';

/** The condition on grain and period that picks whole months and the single days at the edges, each day once. */
function within(from: Day, to: Day): { sql: string; values: Value[] } {
  const { months, days } = periodParts(from, to);
  const parts = [{ grain: 'month', ...months }, ...days.map((range) => ({ grain: 'day', ...range }))].filter(
    (range) => range.from <= range.to,
  );
  return {
    sql: `(${parts.map(() => '("grain" = ? AND "period" BETWEEN ? AND ?)').join(' OR ')})`,
    values: parts.flatMap((range) => [range.grain, range.from, range.to]),
  };
}

/** @throws DomainError `mass-too-large` */
async function sumsWhere(manager: EntityManager, condition: string, values: readonly Value[]): Promise<TotalRow[]> {
  const lines = await runSums<TotalLine>(
    manager,
    `SELECT ${KEY}, SUM("massMg") AS "massMg" FROM "measure_total" WHERE ${condition} GROUP BY ${KEY} ORDER BY ${KEY}`,
    values,
  );
  return lines.map(({ agreementKey, ...line }) => ({ ...line, agreementId: agreementKey || null }));
}

/** What a report over an agreement needs of the running totals: its own rows, and all that its generator charged. */
export async function reportRows(
  manager: EntityManager,
  { agreementId, generatorId }: { agreementId: string; generatorId: string },
  { from, to }: { from: Day; to: Day },
): Promise<TotalRow[]> {
  const range = within(from, to);
  const own = await sumsWhere(manager, `"agreementKey" = ? AND ${range.sql}`, [agreementId, ...range.values]);
  const charged = await sumsWhere(
    manager,
    `"partyId" = ? AND "measure" = 'consumed' AND "agreementKey" <> ? AND ${range.sql}`,
    [generatorId, agreementId, ...range.values],
  );
  return [...own, ...charged];
}

/** An agreement's dry mass of every measure from the beginning to a day: what closing stocks follow from. */
export async function cumulativeRows(manager: EntityManager, agreementId: string, to: Day): Promise<TotalRow[]> {
  const range = within('0001-01-01', to);
  return sumsWhere(manager, `"agreementKey" = ? AND "commodity" = 'dry-mass' AND ${range.sql}`, [
    agreementId,
    ...range.values,
  ]);
}

/**
 * Of the by-product of an agreement that was generated in a period, the dry mass without an assay in force. Parts and
 * refused parts are not generated again, but may have an assay of their own: what of the batch has one is taken off.
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
    `SELECT SUM(b."dryMg" - COALESCE((SELECT SUM(p."dryMg") FROM "batch" p
        WHERE p."rootId" = b."id" AND p."id" <> b."id" AND p."assayId" IS NOT NULL AND p."status" <> 'void'
          AND EXISTS (SELECT 1 FROM "batch" q WHERE q."id" = p."parentId" AND q."assayId" IS NULL)), 0)) AS "massMg"
      FROM "batch" b WHERE b."agreementId" = ? AND b."kind" = 'by-product' AND b."assayId" IS NULL
        AND b."parentId" IS NULL AND b."status" <> 'void' AND b."occurredOn" BETWEEN ? AND ?`,
    [agreementId, from, to],
  );
  return line?.massMg ?? 0;
}
