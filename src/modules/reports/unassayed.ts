import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums } from '../../database/index.js';
import type { Measure } from '../../domain/books/ledger.js';
import { BEGINNING, type Day } from '../../domain/measure/time.js';
import type { UnassayedDay } from '../../domain/reports/without-assay.js';
import { readCounts } from '../ledger/index.js';
import { negative, signed, type Mg } from '../../domain/measure/quantities.js';

/**
 * What by-product of an agreement without an assay in force now has counted to, by the day of the posting. Parts that have an
 * assay of their own are taken off what they are parts of, all the way that they came.
 *
 * @param from where one period is asked for, its first day: stands for all of its days, as the beginning does for those before
 * @throws DomainError `mass-too-large`
 */
export async function unassayedDays(
  manager: EntityManager,
  agreementId: string,
  to: Day,
  from?: Day,
): Promise<UnassayedDay[]> {
  const day = from === undefined ? 'p."day"' : `CASE WHEN p."day" < ? THEN '${BEGINNING}' ELSE ? END`;
  const lines = await runSums<{ day: Day; counts: string; massMg: Mg }>(
    manager,
    // From the few batches to their postings: CROSS JOIN keeps SQLite from going through all postings of the agreement.
    `SELECT ${day} AS "day", p."counts", SUM(p."massMg") AS "massMg" FROM "batch" b CROSS JOIN "posting" p
      WHERE p."fromBatchId" = b."id" AND p."commodity" = 'dry-mass' AND p."counts" <> '' AND p."agreementKey" = ?
        AND b."agreementId" = ? AND b."kind" = 'by-product' AND b."assayId" IS NULL AND p."day" <= ?
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [...(from === undefined ? [] : [from, from]), agreementId, agreementId, to],
  );
  const days = lines.flatMap(({ counts, massMg, ...line }) =>
    readCounts(counts).map(({ measure, sign }) => ({ day: line.day, measure, massMg: signed(sign, massMg) })),
  );
  return days.length === 0 ? days : [...days, ...(await assayedParts(manager, agreementId, to))];
}

/** A part with an assay of a batch without one. */
interface Part {
  readonly rootId: string;
  readonly parentId: string;
  readonly massMg: Mg;
  /** Whether another party than the generator split it off, after it was sent and confirmed. */
  readonly isLater: unknown;
}

/**
 * The parts with an assay of batches without one: each takes its mass off what its family has generated, and where the recycler
 * split it off, off what was sent and confirmed before.
 */
async function assayedParts(manager: EntityManager, agreementId: string, to: Day): Promise<UnassayedDay[]> {
  const parts = await runSums<Part>(
    manager,
    `SELECT b."rootId", b."parentId", p."massMg",
        CASE WHEN b."parentRelation" = 'split' AND p."partyId" <> b."partyId" THEN 1 ELSE 0 END AS "isLater"
      FROM "batch" parent CROSS JOIN "batch" b CROSS JOIN "posting" p
      WHERE parent."agreementId" = ? AND parent."kind" = 'by-product' AND parent."assayId" IS NULL
        AND b."parentId" = parent."id" AND b."assayId" IS NOT NULL AND b."status" <> 'void'
        AND p."toBatchId" = b."id" AND p."fromBatchId" = parent."id" AND p."commodity" = 'dry-mass'`,
    [agreementId],
  );
  if (parts.length === 0) return [];
  const ways = await waysOf(manager, agreementId, [
    ...new Set(parts.flatMap(({ rootId, parentId }) => [rootId, parentId])),
  ]);
  return parts.flatMap(({ rootId, parentId, massMg, isLater }) =>
    ways
      .filter(({ batchId, measure }) =>
        measure === 'generated' ? batchId === rootId : batchId === parentId && Number(isLater) === 1,
      )
      .filter(({ day }) => day <= to)
      .map(({ day, measure }) => ({ day, measure, massMg: negative(massMg) })),
  );
}

interface Way {
  readonly batchId: string;
  readonly day: Day;
  readonly measure: Measure;
}

/** On which day batches were generated, sent and confirmed. */
async function waysOf(manager: EntityManager, agreementId: string, batchIds: readonly string[]): Promise<Way[]> {
  const lines = await runSql<{ batchId: string; day: Day; counts: string }>(
    manager,
    `SELECT p."fromBatchId" AS "batchId", p."day", p."counts" FROM "posting" p JOIN "entry" e ON e."id" = p."entryId"
      WHERE p."fromBatchId" IN ${listOf(batchIds)} AND p."commodity" = 'dry-mass' AND p."agreementKey" = ?
        AND e."kind" IN ('logged', 'stamped', 'dispatched', 'received') AND p."toBatchId" = p."fromBatchId"
        AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = e."id")`,
    [...batchIds, agreementId],
  );
  return lines.flatMap(({ batchId, day, counts }) =>
    readCounts(counts).flatMap(({ measure, sign }) =>
      sign === 1 && WAY.has(measure) ? [{ batchId, day, measure }] : [],
    ),
  );
}

const WAY: ReadonlySet<Measure> = new Set(['generated', 'sent', 'confirmed']);
