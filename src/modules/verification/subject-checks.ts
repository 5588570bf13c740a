import type { SqlCheck } from '../ledger/index.js';

/** Assays touch the way of a batch beyond the batches that they are about; a stamp stands on the family, not on its shipments. */
const WHOLE = `('logged', 'supplied', 'disposed', 'split', 'dispatched', 'received', 'settled', 'run', 'charged', 'made', 'taken-back')`;

function subjects(side: 'from' | 'to'): string {
  const account = `"p"."${side}Account"`;
  return `SELECT "p"."entryId", "p"."${side}BatchId" AS "subjectId" FROM "posting" "p" WHERE "p"."${side}BatchId" IS NOT NULL
    UNION SELECT "p"."entryId", SUBSTR(${account}, 9) FROM "posting" "p"
      WHERE ${account} LIKE 'transit:%' OR ${account} LIKE 'process:%'`;
}

/** What has the columns `entryId` and `way` of every posting: its accounts, those of the books by their kind. */
const WAYS = `SELECT "p"."entryId", ${kindOf('from')} || ' > ' || ${kindOf('to')} AS "way" FROM "posting" "p"`;

function kindOf(side: 'from' | 'to'): string {
  const account = `"p"."${side}Account"`;
  const kinds = ['stock', 'transit', 'process', 'wip'].map((kind) => `WHEN ${account} LIKE '${kind}:%' THEN '${kind}'`);
  return `CASE ${kinds.join(' ')} ELSE ${account} END`;
}

/** The postings with the work in progress of a site on one side, and what is on the other. */
function wipSide(wip: 'from' | 'to', other: 'from' | 'to'): string {
  return `SELECT "entryId", "ordinal", "${wip}Account" AS "wip", "${other}Account" AS "account" FROM "posting"
    WHERE "${wip}Account" LIKE 'wip:%' AND "${other}Account" LIKE 'stock:%'`;
}

const DIFFERENCE = 'world:measurement-difference';
const both = (a: string, b: string): string[] => [`${a} > ${b}`, `${b} > ${a}`];

/** The ways of each kind of entry; assays, stamps and reversals go every way that what they complete has gone. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  logged: ['wip > stock'],
  supplied: ['world:primary-supply > stock'],
  disposed: [
    ...['stock > wip', 'stock > world:disposed', 'stock > world:sold', 'stock > world:delivered'],
    ...both('stock', DIFFERENCE),
  ],
  split: ['stock > stock'],
  dispatched: ['stock > transit'],
  received: ['transit > stock', ...both('transit', DIFFERENCE)],
  settled: [...both('transit', 'stock'), ...both('transit', DIFFERENCE)],
  run: [
    ...['stock > process', 'world:other-feed > process', 'process > stock', 'process > world:residue'],
    ...[...both('process', 'world:unaccounted'), ...both('process', 'world:mass-change')],
  ],
  charged: ['stock > wip'],
  made: ['wip > stock'],
  'taken-back': ['world:delivered > stock'],
  lost: ['wip > world:process-loss'],
};

const ways = Object.entries(ALLOWED).flatMap(([kind, allowed]) => allowed.map((way) => `'${kind}: ${way}'`));

/** Whether entries stand on all that their postings touch, and go the ways of their kind. */
export const subjectChecks: readonly SqlCheck[] = [
  {
    code: 'subject-missing',
    check: 'an entry stands on every batch, shipment and run that its postings touch',
    table: 'entry_subject',
    key: ['entryId', 'subjectId'],
    sql: `SELECT "t"."entryId", "t"."subjectId", 'a link' AS "expected", 'none' AS "found"
      FROM (${subjects('from')} UNION ${subjects('to')}) AS "t" JOIN "entry" "e" ON "e"."id" = "t"."entryId"
        LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "t"."entryId" AND "s"."subjectId" = "t"."subjectId"
      WHERE "e"."kind" IN ${WHOLE} AND "s"."entryId" IS NULL`,
  },
  {
    code: 'entry-party',
    check: 'an entry is of the party of its site, but for assays, which are of who had them made',
    table: 'entry',
    key: ['id', 'kind'],
    sql: `SELECT "e"."id", "e"."kind", "s"."partyId" AS "expected", "e"."partyId" AS "found" FROM "entry" "e"
      JOIN "site" "s" ON "s"."id" = "e"."siteId"
      WHERE "s"."partyId" <> "e"."partyId" AND "e"."kind" NOT IN ('assayed', 'reversed')`,
  },
  {
    code: 'wip-elsewhere',
    check: 'what goes into production or comes out of it does so at one site',
    table: 'posting',
    key: ['entryId', 'ordinal'],
    sql: `SELECT "p"."entryId", "p"."ordinal", 'wip:' || SUBSTR("s"."account", 7) AS "expected", "s"."wip" AS "found"
      FROM (${wipSide('from', 'to')} UNION ALL ${wipSide('to', 'from')}) AS "s"
        JOIN "posting" "p" ON "p"."entryId" = "s"."entryId" AND "p"."ordinal" = "s"."ordinal"
      WHERE "s"."wip" <> 'wip:' || SUBSTR("s"."account", 7)`,
  },
  {
    code: 'assay-entry',
    check: 'the entry of an assay is one of its party that stands on its batch',
    table: 'assay',
    key: ['id', 'batchId', 'entryId'],
    sql: `SELECT "a"."id", "a"."batchId", "a"."entryId", 'assayed ' || "a"."partyId" AS "expected",
        COALESCE("e"."kind" || ' ' || "e"."partyId", 'none') AS "found" FROM "assay" "a"
      LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "a"."entryId" AND "s"."subjectId" = "a"."batchId"
      LEFT JOIN "entry" "e" ON "e"."id" = "s"."entryId"
      WHERE "a"."entryId" IS NOT NULL AND ("e"."id" IS NULL OR "e"."kind" <> 'assayed' OR "e"."partyId" <> "a"."partyId")`,
  },
  {
    code: 'assay-withdrawn',
    check: 'an assay is withdrawn where its entry was reversed',
    table: 'assay',
    key: ['id', 'batchId'],
    sql: `SELECT "a"."id", "a"."batchId", CASE WHEN "r"."id" IS NULL THEN 'in force or not' ELSE 'withdrawn' END AS "expected",
        CASE WHEN "a"."withdrawn" THEN 'withdrawn' ELSE 'in force or not' END AS "found" FROM "assay" "a"
      LEFT JOIN "entry" "r" ON "r"."reversesId" = "a"."entryId"
      WHERE ("r"."id" IS NOT NULL) <> "a"."withdrawn"`,
  },
  {
    code: 'assay-force-wrong',
    check: 'what was put in force by hand is an assay of the batch, by an entry on it',
    table: 'assay_force',
    key: ['id', 'batchId', 'assayId'],
    sql: `SELECT "f"."id", "f"."batchId", "f"."assayId", 'an assay of the batch, with its entry' AS "expected",
        COALESCE("a"."batchId", 'none') || ' ' || COALESCE("e"."kind", 'no entry') AS "found" FROM "assay_force" "f"
      LEFT JOIN "assay" "a" ON "a"."id" = "f"."assayId"
      LEFT JOIN "entry_subject" "s" ON "s"."entryId" = "f"."entryId" AND "s"."subjectId" = "f"."batchId"
      LEFT JOIN "entry" "e" ON "e"."id" = "s"."entryId"
      LEFT JOIN "entry" "r" ON "r"."reversesId" = "f"."entryId"
      WHERE "a"."id" IS NULL OR "a"."batchId" <> "f"."batchId" OR ("r"."id" IS NOT NULL) <> "f"."withdrawn"
        OR ("f"."entryId" IS NOT NULL AND ("e"."id" IS NULL OR "e"."kind" <> 'assayed'))`,
  },
  {
    code: 'assay-party',
    check: 'what a batch was logged or made with was found by its own side',
    table: 'assay',
    key: ['id', 'batchId'],
    sql: `SELECT "a"."id", "a"."batchId", "b"."partyId" AS "expected", "a"."partyId" AS "found" FROM "batch" "b"
      JOIN "assay" "a" ON "a"."id" = "b"."assayId" AND "a"."batchId" = "b"."id"
      WHERE "a"."entryId" IS NULL AND "a"."partyId" <> "b"."partyId" AND NOT EXISTS (SELECT 1 FROM "entry_subject" "s"
        JOIN "entry" "r" ON "r"."reversesId" = "s"."entryId" WHERE "s"."subjectId" = "b"."id")`,
  },
  {
    code: 'entry-kind',
    check: 'the postings of an entry go the ways of its kind',
    table: 'entry',
    key: ['id'],
    sql: `SELECT DISTINCT "e"."id", "e"."kind" AS "expected", "w"."way" AS "found" FROM (${WAYS}) AS "w"
      JOIN "entry" "e" ON "e"."id" = "w"."entryId"
      WHERE "e"."kind" NOT IN ('assayed', 'stamped', 'reversed') AND "e"."kind" || ': ' || "w"."way" NOT IN (${ways.join(', ')})`,
  },
];
