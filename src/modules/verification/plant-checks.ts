import type { SqlCheck } from '../ledger/index.js';

/** Counts of work in progress: they stand beside the books, so only among themselves can they be wrong. */
export const plantChecks: readonly SqlCheck[] = [
  {
    code: 'wip-count-party',
    check: 'a count of work in progress is of the party whose site it is',
    table: 'wip_count',
    key: ['id'],
    sql: `SELECT "c"."id", "s"."partyId" AS "expected", "c"."partyId" AS "found"
      FROM "wip_count" "c" JOIN "site" "s" ON "s"."id" = "c"."siteId" WHERE "c"."partyId" <> "s"."partyId"`,
  },
  {
    code: 'wip-count-force',
    check: 'a count of work in progress is in force until another of its day takes its place, once',
    table: 'wip_count',
    key: ['id'],
    sql: `SELECT "c"."id", CASE WHEN "c"."inForce" THEN 0 ELSE 1 END AS "expected", COUNT("n"."id") AS "found"
      FROM "wip_count" "c" LEFT JOIN "wip_count" "n" ON "n"."replacesId" = "c"."id"
        AND "n"."siteId" = "c"."siteId" AND "n"."countedOn" = "c"."countedOn"
      GROUP BY "c"."id", "c"."inForce" HAVING COUNT("n"."id") <> CASE WHEN "c"."inForce" THEN 0 ELSE 1 END`,
  },
  {
    code: 'wip-count-replaced',
    check: 'what a count of work in progress took the place of is of its site and day, and it says why',
    table: 'wip_count',
    key: ['id'],
    sql: `SELECT "c"."id", "c"."siteId" || ' ' || "c"."countedOn" AS "expected",
        COALESCE("o"."siteId" || ' ' || "o"."countedOn", '') AS "found"
      FROM "wip_count" "c" LEFT JOIN "wip_count" "o" ON "o"."id" = "c"."replacesId"
      WHERE "c"."replacesId" IS NOT NULL
        AND ("o"."id" IS NULL OR "o"."siteId" <> "c"."siteId" OR "o"."countedOn" <> "c"."countedOn" OR "c"."reason" IS NULL)`,
  },
];
