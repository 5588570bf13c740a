import type { SqlCheck } from './finding.js';

const STANDS_ON_NOTHING = `"e"."kind" IN ('reversed', 'lost')`;

/** Magnets come out of production, or back from a customer, of no batch; nothing that is counted does. */
function bornOfNothing(source: 'from' | 'to', target: 'from' | 'to'): string {
  return `"${source}BatchId" IS NULL AND "${target}Account" LIKE 'stock:%' AND "counts" = ''
    AND ("${source}Account" LIKE 'wip:%' OR "${source}Account" = 'world:delivered')`;
}

/** What every entry and its postings must be in themselves, whatever they are about. */
export const entryChecks: readonly SqlCheck[] = [
  {
    code: 'posting-without-entry',
    check: 'a posting belongs to an entry',
    table: 'posting',
    key: ['entryId'],
    sql: `SELECT DISTINCT "p"."entryId", 'an entry' AS "expected", 'none' AS "found" FROM "posting" "p"
      LEFT JOIN "entry" "e" ON "e"."id" = "p"."entryId" WHERE "e"."id" IS NULL`,
  },
  {
    code: 'posting-missing',
    check: 'the postings of an entry are numbered without a gap',
    table: 'posting',
    key: ['entryId'],
    sql: `SELECT "entryId", COUNT(*) - 1 AS "expected", MAX("ordinal") AS "found" FROM "posting"
      GROUP BY "entryId" HAVING MAX("ordinal") <> COUNT(*) - 1 OR MIN("ordinal") <> 0`,
  },
  {
    code: 'posting-batch',
    check:
      'a batch is named on both sides where one is named, but for other feed, residues, what closes a process, and magnets that come to be',
    table: 'posting',
    key: ['entryId', 'ordinal'],
    sql: `SELECT "entryId", "ordinal", 'the same batch, or none' AS "expected",
        COALESCE("fromBatchId", 'none') || ' and ' || COALESCE("toBatchId", 'none') AS "found"
      FROM "posting" WHERE COALESCE("fromBatchId", '') <> COALESCE("toBatchId", '')
        AND (("fromAccount" NOT LIKE 'stock:%' AND "fromAccount" NOT LIKE 'transit:%')
          OR ("toAccount" NOT LIKE 'stock:%' AND "toAccount" NOT LIKE 'transit:%')
          OR "fromBatchId" IS NULL OR "toBatchId" IS NULL)
        AND NOT (${bornOfNothing('from', 'to')}) AND NOT (${bornOfNothing('to', 'from')})`,
  },
  {
    code: 'posting-batch',
    check: 'a process and the world beyond it know of no batch',
    table: 'posting',
    key: ['entryId', 'ordinal'],
    sql: `SELECT "entryId", "ordinal", 'no batch' AS "expected", "fromBatchId" AS "found" FROM "posting"
      WHERE "fromBatchId" IS NOT NULL AND "fromAccount" NOT LIKE 'stock:%' AND "fromAccount" NOT LIKE 'transit:%'
        AND "toAccount" NOT LIKE 'stock:%' AND "toAccount" NOT LIKE 'transit:%'`,
  },
  {
    code: 'subject-missing',
    check: 'an entry stands on something, but for a reversal and a loss, which stand on nothing',
    table: 'entry',
    key: ['id', 'kind'],
    sql: `SELECT "e"."id", "e"."kind", CASE WHEN ${STANDS_ON_NOTHING} THEN 'no subject' ELSE 'a subject' END AS "expected",
        CASE WHEN ${STANDS_ON_NOTHING} THEN 'a subject' ELSE 'no subject' END AS "found"
      FROM "entry" "e" WHERE (${STANDS_ON_NOTHING}) = EXISTS (SELECT 1 FROM "entry_subject" "s" WHERE "s"."entryId" = "e"."id")`,
  },
  {
    code: 'subject-without-entry',
    check: 'a link of a chain belongs to an entry',
    table: 'entry_subject',
    key: ['entryId', 'subjectId'],
    sql: `SELECT "s"."entryId", "s"."subjectId", 'an entry' AS "expected", 'none' AS "found" FROM "entry_subject" "s"
      LEFT JOIN "entry" "e" ON "e"."id" = "s"."entryId" WHERE "e"."id" IS NULL`,
  },
  {
    code: 'reversal-differs',
    check: 'a reversal is of the same party, site and time as what it reverses',
    table: 'entry',
    key: ['id'],
    sql: `SELECT "r"."id", "e"."partyId" || ' ' || "e"."siteId" || ' ' || "e"."occurredAt" || ' ' || "e"."occurredOn" || COALESCE(' ' || "e"."localOn", '') AS "expected",
        "r"."partyId" || ' ' || "r"."siteId" || ' ' || "r"."occurredAt" || ' ' || "r"."occurredOn" || COALESCE(' ' || "r"."localOn", '') AS "found"
      FROM "entry" "r" JOIN "entry" "e" ON "e"."id" = "r"."reversesId"
      WHERE "r"."partyId" <> "e"."partyId" OR "r"."siteId" <> "e"."siteId" OR "r"."occurredAt" <> "e"."occurredAt"
        OR "r"."occurredOn" <> "e"."occurredOn" OR COALESCE("r"."localOn", '') <> COALESCE("e"."localOn", '')`,
  },
  {
    code: 'reversal-of-nothing',
    check: 'what is reversed is an entry, and no reversal',
    table: 'entry',
    key: ['id'],
    sql: `SELECT "r"."id", 'an entry that is no reversal' AS "expected", COALESCE("e"."kind", 'none') AS "found" FROM "entry" "r"
      LEFT JOIN "entry" "e" ON "e"."id" = "r"."reversesId"
      WHERE "r"."reversesId" IS NOT NULL AND ("e"."id" IS NULL OR "e"."kind" = 'reversed')`,
  },
];
