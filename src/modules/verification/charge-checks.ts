import type { SqlCheck } from '../ledger/index.js';

const DRY = `(SELECT COALESCE(SUM("p"."massMg"), 0) FROM "posting" "p" WHERE "p"."entryId" = "e"."id" AND "p"."commodity" = 'dry-mass'
  AND "p"."fromBatchId" = "c"."batchId" AND "p"."toAccount" = 'wip:' || "c"."siteId" AND "p"."fromAccount" = 'stock:' || "c"."siteId")`;

const STATUS = `CASE WHEN EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id") THEN 'reversed' ELSE 'booked' END`;

/** A text of what tells one charge from another; days and times that differ are found with the rest. */
function text(parts: readonly string[]): string {
  return parts.map((part) => `CAST(${part} AS varchar)`).join(` || ' ' || `);
}

/** Charges against the entries that booked them. */
export const chargeChecks: readonly SqlCheck[] = [
  {
    code: 'charge-missing',
    check: 'what was charged has its row',
    table: 'charge',
    key: ['entryId'],
    sql: `SELECT "e"."id" AS "entryId", 1 AS "expected", COUNT("c"."id") AS "found" FROM "entry" "e"
      LEFT JOIN "charge" "c" ON "c"."entryId" = "e"."id" WHERE "e"."kind" = 'charged'
      GROUP BY "e"."id" HAVING COUNT("c"."id") <> 1`,
  },
  {
    code: 'charge-wrong',
    check: 'a charge is what its entry says: kind, party, site, time, day, milligrams and status',
    table: 'charge',
    key: ['id', 'batchId', 'entryId'],
    sql: `SELECT * FROM (SELECT "c"."id", "c"."batchId", "c"."entryId",
        ${text([`'charged'`, '"e"."partyId"', '"e"."siteId"', '"e"."occurredAt"', '"e"."occurredOn"', `COALESCE("e"."localOn", '')`, DRY, STATUS])} AS "expected",
        ${text(['"e"."kind"', ...['partyId', 'siteId', 'occurredAt', 'occurredOn'].map((name) => `"c"."${name}"`), `COALESCE("c"."localOn", '')`, '"c"."dryMg"', '"c"."status"'])}
          AS "found"
      FROM "charge" "c" JOIN "entry" "e" ON "e"."id" = "c"."entryId") AS "charges" WHERE "expected" <> "found"`,
  },
];
