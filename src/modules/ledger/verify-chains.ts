import type { SqlCheck } from './finding.js';

/** The links of entries on each batch, shipment and run, without those that were reversed. */
const STANDING = `SELECT "link".* FROM "entry_subject" AS "link"
  WHERE NOT EXISTS (SELECT 1 FROM "entry" AS "reversal" WHERE "reversal"."reversesId" = "link"."entryId")`;

/** What a reversal relies on: every subject's standing entries are one chain, from the first to the one latest. */
export const chainChecks: readonly SqlCheck[] = [
  {
    code: 'chain-latest',
    check: 'one entry is the latest on a subject',
    table: 'entry_subject',
    key: ['subjectId'],
    sql: `SELECT "subjectId", 1 AS "expected", SUM(CASE WHEN "latest" THEN 1 ELSE 0 END) AS "found"
      FROM (${STANDING}) AS "standing" GROUP BY "subjectId" HAVING SUM(CASE WHEN "latest" THEN 1 ELSE 0 END) <> 1`,
  },
  {
    code: 'chain-reversed',
    check: 'a reversed entry is not the latest',
    table: 'entry_subject',
    key: ['entryId', 'subjectId'],
    sql: `SELECT "link"."entryId", "link"."subjectId", 'not the latest' AS "expected", 'the latest' AS "found"
      FROM "entry_subject" AS "link" JOIN "entry" AS "reversal" ON "reversal"."reversesId" = "link"."entryId"
      WHERE "link"."latest"`,
  },
  {
    code: 'chain-broken',
    check: 'what an entry follows stands on the same subject',
    table: 'entry_subject',
    key: ['entryId', 'subjectId'],
    sql: `SELECT "link"."entryId", "link"."subjectId", "link"."previousEntryId" AS "expected", 'no such link' AS "found"
      FROM (${STANDING}) AS "link" LEFT JOIN (${STANDING}) AS "before"
        ON "before"."entryId" = "link"."previousEntryId" AND "before"."subjectId" = "link"."subjectId"
      WHERE "link"."previousEntryId" IS NOT NULL AND "before"."entryId" IS NULL`,
  },
  {
    code: 'chain-broken',
    check: 'the entries on a subject are one chain',
    table: 'entry_subject',
    key: ['subjectId'],
    sql: `SELECT "subjectId", COUNT(*) - 1 AS "expected", COUNT(DISTINCT "previousEntryId") AS "found"
      FROM (${STANDING}) AS "standing" GROUP BY "subjectId"
      HAVING COUNT(DISTINCT "previousEntryId") <> COUNT(*) - 1 OR COUNT("previousEntryId") <> COUNT(*) - 1`,
  },
  {
    code: 'chain-latest',
    check: 'the latest entry is followed by none',
    table: 'entry_subject',
    key: ['subjectId', 'entryId'],
    sql: `SELECT "link"."subjectId", "link"."entryId", 'none' AS "expected", "next"."entryId" AS "found"
      FROM (${STANDING}) AS "link" JOIN (${STANDING}) AS "next"
        ON "next"."previousEntryId" = "link"."entryId" AND "next"."subjectId" = "link"."subjectId" WHERE "link"."latest"`,
  },
];
