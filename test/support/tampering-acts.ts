import { batch, CLOSED, entryOf, type TamperingCase } from './tampering-books.js';

const lineOf = (code: string): string =>
  `SELECT "batchId" AS "id" FROM "shipment_line" WHERE "batchId" = (${batch(code)})`;
const CHARGE = `SELECT "id" FROM "charge" WHERE "status" = 'booked' ORDER BY "id"`;
const TERMS = `SELECT "agreementId" AS "id" FROM "agreement_signature" WHERE "subject" = 'version:1' ORDER BY "agreementId"`;

/** Changes of what was done: shipments, runs, charges, dispositions; of sight and of agreements. */
export const CHANGED_ACTS: readonly TamperingCase[] = [
  {
    name: 'what was announced',
    row: lineOf('REFUSED'),
    change: `UPDATE "shipment_line" SET "announcedDryMg" = "announcedDryMg" + 1 WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'what was received',
    row: lineOf('OPEN'),
    change: `UPDATE "shipment_line" SET "receivedDryMg" = "receivedDryMg" + 1 WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'what was refused',
    row: lineOf('REFUSED'),
    change: `UPDATE "shipment_line" SET "refusedDryMg" = "refusedDryMg" - 1 WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'what was settled',
    row: lineOf('MOVED'),
    change: `UPDATE "shipment_line" SET "settledDryMg" = "settledDryMg" + 1 WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'a line that is settled though it is in dispute',
    row: lineOf('OPEN'),
    change: `UPDATE "shipment_line" SET "settled" = TRUE, "settledDryMg" = "receivedDryMg" WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'a settled line without its entry',
    row: lineOf('AGREED'),
    change: `DELETE FROM "entry" WHERE "kind" = 'settled' AND "id" IN (SELECT "entryId" FROM "entry_subject" WHERE "subjectId" = ?)`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'a flag',
    row: lineOf('MOVED'),
    change: `UPDATE "shipment_line" SET "flag" = 'out-of-tolerance' WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'a leak',
    row: lineOf('ON-ITS-WAY'),
    change: `UPDATE "shipment_line" SET "leak" = 'leaked' WHERE "batchId" = ?`,
    code: 'shipment-line-wrong',
  },
  {
    name: 'a shipment in dispute called settled',
    row: `SELECT "id" FROM "shipment" WHERE "status" = 'in-dispute'`,
    change: `UPDATE "shipment" SET "status" = 'settled' WHERE "id" = ?`,
    code: 'shipment-wrong',
  },
  {
    name: 'a planned shipment called cancelled',
    row: `SELECT "id" FROM "shipment" WHERE "status" = 'planned'`,
    change: `UPDATE "shipment" SET "status" = 'cancelled' WHERE "id" = ?`,
    code: 'shipment-wrong',
  },
  {
    name: 'a refused part that is gone',
    row: `SELECT "id" FROM "batch" WHERE "parentRelation" = 'refused'`,
    change: `DELETE FROM "batch" WHERE "id" = ?`,
    code: 'reference-broken',
  },
  {
    name: 'the mass of an input',
    row: CLOSED,
    change: `UPDATE "run_input" SET "dryMg" = "dryMg" + 1 WHERE "runId" = ? AND "ordinal" = 0`,
    code: 'run-input-wrong',
  },
  {
    name: 'what an input held',
    row: CLOSED,
    change: `UPDATE "run_input" SET "contents" = '[]' WHERE "runId" = ? AND "ordinal" = 0`,
    code: 'run-input-wrong',
  },
  {
    name: 'an input that is gone',
    row: CLOSED,
    change: `DELETE FROM "run_input" WHERE "runId" = ? AND "ordinal" = 1`,
    code: 'run-input-wrong',
  },
  {
    name: 'a share in a run that is gone',
    row: CLOSED,
    change: `DELETE FROM "run_share" WHERE "runId" = ?`,
    code: 'run-share-wrong',
  },
  {
    name: 'other feed',
    row: CLOSED,
    change: `UPDATE "run_feed" SET "dryMg" = "dryMg" + 1 WHERE "runId" = ?`,
    code: 'run-feed-wrong',
  },
  {
    name: 'a residue',
    row: CLOSED,
    change: `UPDATE "run_residue" SET "dryMg" = "dryMg" + 1 WHERE "runId" = ?`,
    code: 'run-residue-wrong',
  },
  {
    name: 'what a residue held',
    row: CLOSED,
    change: `UPDATE "run_residue" SET "composition" = '{"Nd":60000}' WHERE "runId" = ?`,
    code: 'run-postings-wrong',
  },
  {
    name: 'an output',
    row: CLOSED,
    change: `UPDATE "run_output" SET "dryMg" = "dryMg" + 1 WHERE "runId" = ?`,
    code: 'run-output-wrong',
  },
  {
    name: 'a warning that is gone',
    row: CLOSED,
    change: `DELETE FROM "run_warning" WHERE "runId" = ?`,
    code: 'run-warning-wrong',
  },
  {
    name: 'a closed run called reversed',
    row: CLOSED,
    change: `UPDATE "run" SET "status" = 'reversed' WHERE "id" = ?`,
    code: 'run-wrong',
  },
  {
    name: 'a charge',
    row: CHARGE,
    change: `UPDATE "charge" SET "dryMg" = "dryMg" + 1 WHERE "id" = ?`,
    code: 'charge-wrong',
  },
  {
    name: 'a charge that is gone',
    row: `SELECT "entryId" AS "id" FROM (${CHARGE}) AS "c" JOIN "charge" ON "charge"."id" = "c"."id"`,
    change: `DELETE FROM "charge" WHERE "entryId" = ?`,
    code: 'charge-missing',
  },
  {
    name: 'a charge called reversed',
    row: CHARGE,
    change: `UPDATE "charge" SET "status" = 'reversed' WHERE "id" = ?`,
    code: 'charge-wrong',
  },
  {
    name: 'what was done to a batch, gone',
    row: entryOf('disposed', 'SAMPLED'),
    change: `DELETE FROM "batch_event" WHERE "entryId" = ?`,
    code: 'batch-event-missing',
  },
  {
    name: 'the mass of a disposition',
    row: entryOf('disposed', 'REUSED'),
    change: `UPDATE "batch_event" SET "dryMg" = "dryMg" + 1 WHERE "entryId" = ?`,
    code: 'batch-event-wrong',
  },
  {
    name: 'a carve-out that is gone',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "batch_event" SET "carveOut" = NULL WHERE "entryId" = ?`,
    code: 'batch-event-wrong',
  },
  {
    name: 'a breach made a carve-out',
    row: entryOf('disposed', 'BREACHED'),
    change: `UPDATE "batch_event" SET "carveOut" = 'research-sample', "breachReason" = NULL WHERE "entryId" = ?`,
    code: 'batch-event-wrong',
  },
  {
    name: 'a breach that is gone',
    row: entryOf('disposed', 'BREACHED'),
    change: `UPDATE "batch_event" SET "breachReason" = NULL WHERE "entryId" = ?`,
    code: 'batch-event-wrong',
  },
  {
    name: 'how a batch stood before',
    row: entryOf('disposed', 'SAMPLED'),
    change: `UPDATE "batch_event" SET "statusBefore" = 'received' WHERE "entryId" = ?`,
    code: 'batch-event-wrong',
  },
  {
    name: 'sight that no rule gives',
    row: batch('SAMPLED'),
    change: `INSERT INTO "batch_party" SELECT (SELECT "id" FROM "party" WHERE "name" = 'Other magnet plant'), "batchId", "sees", "kind", "createdAt" FROM "batch_party" WHERE "batchId" = ? AND "partyId" = (SELECT "partyId" FROM "batch" WHERE "id" = "batch_party"."batchId")`,
    code: 'sight-wrong',
  },
  {
    name: 'a share that sees all',
    row: `SELECT "p"."batchId" AS "id" FROM "batch_party" "p" JOIN "batch" "b" ON "b"."id" = "p"."batchId"
      WHERE "p"."sees" = 'share' AND "b"."status" <> 'void'`,
    change: `UPDATE "batch_party" SET "sees" = 'all' WHERE "batchId" = ? AND "sees" = 'share'`,
    code: 'sight-wrong',
  },
  {
    name: 'terms that were signed otherwise',
    row: TERMS,
    change: `UPDATE "agreement_version" SET "coverageTargetPpm" = 900000 WHERE "agreementId" = ? AND "number" = 1`,
    code: 'agreement-signature-wrong',
  },
  {
    name: 'a signature that says another hash',
    row: TERMS,
    change: `UPDATE "agreement_signature" SET "documentHash" = 'x' WHERE "agreementId" = ? AND "subject" = 'version:1'`,
    code: 'agreement-signature-wrong',
  },
  {
    name: 'a signature that is gone',
    row: TERMS,
    change: `DELETE FROM "agreement_signature" WHERE "agreementId" = ? AND "subject" = 'version:1'`,
    code: 'agreement-reach-wrong',
  },
  {
    name: 'what an agreement covers',
    row: TERMS,
    change: `UPDATE "agreement_reach" SET "toOn" = '2027-06-30' WHERE "agreementId" = ?`,
    code: 'agreement-reach-wrong',
  },
  {
    name: 'a chain that lost its latest entry',
    row: batch('SAMPLED'),
    change: `UPDATE "entry_subject" SET "latest" = FALSE WHERE "subjectId" = ?`,
    code: 'chain-latest',
  },
];
