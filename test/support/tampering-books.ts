/** One change of one stored row: of the row that a query finds, by what is found of it. */
export interface TamperingCase {
  readonly name: string;
  /** Finds the row, as `id`, and what the finding has to name. */
  readonly row: string;
  readonly change: string;
  readonly code: string;
}

export const batch = (code: string): string => `SELECT "id" FROM "batch" WHERE "code" = '${code}'`;
export const entryOf = (
  kind: string,
  code: string,
): string => `SELECT "e"."id" FROM "entry" "e" JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id"
  JOIN "batch" "b" ON "b"."id" = "s"."subjectId" WHERE "b"."code" = '${code}' AND "e"."kind" = '${kind}'
    AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id") ORDER BY "e"."id" DESC`;
export const CLOSED = `SELECT "id" FROM "run" WHERE "status" = 'closed' AND "kind" = 'recycling'`;

const NOBODY = '01890000-0000-7000-8000-0000000000ff';

/** Changes of entries, postings, batches and assays. */
export const CHANGED_BOOKS: readonly TamperingCase[] = [
  {
    name: 'a posting without its entry',
    row: entryOf('disposed', 'SAMPLED'),
    change: `DELETE FROM "entry" WHERE "id" = ?`,
    code: 'posting-without-entry',
  },
  {
    name: 'a posting of another mass',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "posting" SET "massMg" = "massMg" + 1 WHERE "entryId" = ? AND "commodity" = 'dry-mass'`,
    code: 'batch-event-wrong',
  },
  {
    name: 'a posting that is gone',
    row: entryOf('disposed', 'SAMPLED'),
    change: `DELETE FROM "posting" WHERE "entryId" = ? AND "ordinal" = 0`,
    code: 'posting-missing',
  },
  {
    name: 'a posting of another day',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "posting" SET "day" = '2027-04-04' WHERE "entryId" = ?`,
    code: 'posting-wrong',
  },
  {
    name: 'a posting that counts to another figure',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "posting" SET "counts" = 'leaked+' WHERE "entryId" = ?`,
    code: 'posting-wrong',
  },
  {
    name: 'a batch in a process account',
    row: `SELECT "entryId" AS "id" FROM (${CLOSED}) AS "c" JOIN "run" ON "run"."id" = "c"."id"`,
    change: `UPDATE "posting" SET "fromBatchId" = '${NOBODY}', "toBatchId" = '${NOBODY}' WHERE "entryId" = ? AND "toAccount" = 'world:residue'`,
    code: 'posting-batch',
  },
  {
    name: 'an entry of another day',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "entry" SET "occurredOn" = '2027-04-04' WHERE "id" = ?`,
    code: 'entry-day',
  },
  {
    name: 'an entry of another time',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "entry" SET "occurredAt" = "occurredAt" + 172800000 WHERE "id" = ?`,
    code: 'entry-day',
  },
  {
    name: 'an entry of another kind',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "entry" SET "kind" = 'charged' WHERE "id" = ?`,
    code: 'entry-kind',
  },
  {
    name: 'an entry that stands on nothing',
    row: entryOf('disposed', 'SAMPLED'),
    change: `DELETE FROM "entry_subject" WHERE "entryId" = ?`,
    code: 'subject-missing',
  },
  {
    name: 'the net mass of a batch',
    row: batch('PLANNED'),
    change: `UPDATE "batch" SET "netMg" = "netMg" + 1 WHERE "id" = ?`,
    code: 'batch-mass',
  },
  {
    name: 'the dry mass of a batch',
    row: batch('PLANNED'),
    change: `UPDATE "batch" SET "dryMg" = "dryMg" + 1 WHERE "id" = ?`,
    code: 'batch-mass',
  },
  {
    name: 'the moisture of a batch',
    row: batch('PLANNED'),
    change: `UPDATE "batch" SET "moisturePpm" = "moisturePpm" + 100 WHERE "id" = ?`,
    code: 'batch-mass',
  },
  {
    name: 'a batch in stock called disposed',
    row: batch('SAMPLED'),
    change: `UPDATE "batch" SET "status" = 'disposed' WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a batch that is gone called on hand',
    row: batch('BREACHED'),
    change: `UPDATE "batch" SET "status" = 'on-hand' WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a batch on its way called received',
    row: batch('ON-ITS-WAY'),
    change: `UPDATE "batch" SET "status" = 'received' WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a planned batch called on hand',
    row: batch('PLANNED'),
    change: `UPDATE "batch" SET "status" = 'on-hand' WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a void batch that came back',
    row: batch('NEVER'),
    change: `UPDATE "batch" SET "status" = 'on-hand' WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a batch at another site',
    row: batch('SAMPLED'),
    change: `UPDATE "batch" SET "siteId" = (SELECT "id" FROM "site" WHERE "code" = 'MP-2') WHERE "id" = ?`,
    code: 'batch-status',
  },
  {
    name: 'a batch without its agreement',
    row: batch('SAMPLED'),
    change: `UPDATE "batch" SET "agreementId" = NULL, "agreementVersion" = NULL WHERE "id" = ?`,
    code: 'batch-agreement',
  },
  {
    name: 'a batch of another origin',
    row: batch('SAMPLED'),
    change: `UPDATE "batch" SET "origin" = 'rework' WHERE "id" = ?`,
    code: 'batch-agreement',
  },
  {
    name: 'the key of a code',
    row: batch('SAMPLED'),
    change: `UPDATE "batch" SET "codeKey" = 'simpled' WHERE "id" = ?`,
    code: 'code-key',
  },
  {
    name: 'an assay of another composition',
    row: batch('SAMPLED'),
    change: `UPDATE "assay" SET "composition" = '{"Nd":260000}' WHERE "batchId" = ?`,
    code: 'elements-wrong',
  },
  {
    name: 'an assay that is gone',
    row: batch('ASSAYED'),
    change: `DELETE FROM "assay" WHERE "id" = (SELECT "assayId" FROM "batch" WHERE "id" = ?)`,
    code: 'assay-in-force',
  },
];
