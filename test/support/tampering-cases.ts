/** One change of one stored row: of the row that a query finds, by what is found of it. */
interface TamperingCase {
  readonly name: string;
  /** Finds the row, as `id`, and what the finding has to name. */
  readonly row: string;
  readonly change: string;
  readonly code: string;
}

const batch = (code: string): string => `SELECT "id" FROM "batch" WHERE "code" = '${code}'`;
const entryOf = (kind: string, code: string): string =>
  `SELECT "e"."id" FROM "entry" "e" JOIN "entry_subject" "s" ON "s"."entryId" = "e"."id"
    JOIN "batch" "b" ON "b"."id" = "s"."subjectId" WHERE "b"."code" = '${code}' AND "e"."kind" = '${kind}'
      AND NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = "e"."id") ORDER BY "e"."id" DESC`;
const lineOf = (code: string): string =>
  `SELECT "batchId" AS "id" FROM "shipment_line" WHERE "batchId" = (${batch(code)})`;
const shipment = (status: string): string => `SELECT "id" FROM "shipment" WHERE "status" = '${status}'`;

const SAMPLED = entryOf('disposed', 'SAMPLED');
const BREACHED = entryOf('disposed', 'BREACHED');
const CLOSED = `SELECT "id" FROM "run" WHERE "status" = 'closed' AND "kind" = 'recycling'`;
const CHARGE = `SELECT "id" FROM "charge" WHERE "status" = 'booked' ORDER BY "id"`;
const TERMS = `SELECT "agreementId" AS "id" FROM "agreement_signature" WHERE "subject" = 'version:1' ORDER BY "agreementId"`;
const SHARING = `SELECT "p"."batchId" AS "id" FROM "batch_party" "p" JOIN "batch" "b" ON "b"."id" = "p"."batchId"
  WHERE "p"."sees" = 'share' AND "b"."status" <> 'void'`;
const entryBehind = (table: string, found: string): string =>
  `SELECT "entryId" AS "id" FROM (${found}) AS "c" JOIN "${table}" ON "${table}"."id" = "c"."id"`;

const NOBODY = '01890000-0000-7000-8000-0000000000ff';

/** What is set, and the code of what is then found, by name. */
type Changes = Readonly<Record<string, readonly [set: string, code: string]>>;

function change(table: string, where: string, row: string, changes: Changes): TamperingCase[] {
  return Object.entries(changes).map(([name, [set, code]]) => {
    return { name, row, code, change: `UPDATE "${table}" SET ${set} WHERE ${where}` };
  });
}

function remove(table: string, where: string, row: string, codes: Readonly<Record<string, string>>): TamperingCase[] {
  return Object.entries(codes).map(([name, code]) => {
    return { name, row, code, change: `DELETE FROM "${table}" WHERE ${where}` };
  });
}

/** Changes of entries, postings, batches and assays. */
const CHANGED_BOOKS: readonly TamperingCase[] = [
  ...change('posting', `"entryId" = ? AND "commodity" = 'dry-mass'`, SAMPLED, {
    'a posting of another mass': [`"massMg" = "massMg" + 1`, 'batch-event-wrong'],
  }),
  ...change('posting', `"entryId" = ?`, SAMPLED, {
    'a posting of another day': [`"day" = '2027-04-04'`, 'posting-wrong'],
    'a posting that counts to another figure': [`"counts" = 'leaked+'`, 'posting-wrong'],
  }),
  ...remove('posting', `"entryId" = ? AND "ordinal" = 0`, SAMPLED, { 'a posting that is gone': 'posting-missing' }),
  ...change('posting', `"entryId" = ? AND "toAccount" = 'world:residue'`, entryBehind('run', CLOSED), {
    'a batch in a process account': [`"fromBatchId" = '${NOBODY}', "toBatchId" = '${NOBODY}'`, 'posting-batch'],
  }),
  ...remove('entry', `"id" = ?`, SAMPLED, { 'a posting without its entry': 'posting-without-entry' }),
  ...change('entry', `"id" = ?`, SAMPLED, {
    'an entry of another day': [`"occurredOn" = '2027-04-04'`, 'entry-day'],
    'an entry of another time': [`"occurredAt" = "occurredAt" + 172800000`, 'entry-day'],
    'an entry of another kind': [`"kind" = 'charged'`, 'entry-kind'],
  }),
  ...remove('entry_subject', `"entryId" = ?`, SAMPLED, { 'an entry that stands on nothing': 'subject-missing' }),
  ...change('batch', `"id" = ?`, batch('PLANNED'), {
    'the net mass of a batch': [`"netMg" = "netMg" + 1`, 'batch-mass'],
    'the dry mass of a batch': [`"dryMg" = "dryMg" + 1`, 'batch-mass'],
    'the moisture of a batch': [`"moisturePpm" = "moisturePpm" + 100`, 'batch-mass'],
    'a planned batch called on hand': [`"status" = 'on-hand'`, 'batch-status'],
  }),
  ...change('batch', `"id" = ?`, batch('BREACHED'), {
    'a batch that is gone called on hand': [`"status" = 'on-hand'`, 'batch-status'],
  }),
  ...change('batch', `"id" = ?`, batch('ON-ITS-WAY'), {
    'a batch on its way called received': [`"status" = 'received'`, 'batch-status'],
  }),
  ...change('batch', `"id" = ?`, batch('NEVER'), {
    'a void batch that came back': [`"status" = 'on-hand'`, 'batch-status'],
  }),
  ...change('batch', `"id" = ?`, batch('SAMPLED'), {
    'a batch in stock called disposed': [`"status" = 'disposed'`, 'batch-status'],
    'a batch at another site': [`"siteId" = (SELECT "id" FROM "site" WHERE "code" = 'MP-2')`, 'batch-status'],
    'a batch without its agreement': [`"agreementId" = NULL, "agreementVersion" = NULL`, 'batch-agreement'],
    'a batch of another origin': [`"origin" = 'rework'`, 'batch-agreement'],
    'the key of a code': [`"codeKey" = 'simpled'`, 'code-key'],
  }),
  ...change('assay', `"batchId" = ?`, batch('SAMPLED'), {
    'an assay of another composition': [`"composition" = '{"Nd":260000}'`, 'elements-wrong'],
  }),
  ...remove('assay', `"id" = (SELECT "assayId" FROM "batch" WHERE "id" = ?)`, batch('ASSAYED'), {
    'an assay that is gone': 'assay-in-force',
  }),
];

/** Changes of what was done: shipments, runs, charges, dispositions; of sight and of agreements. */
const CHANGED_ACTS: readonly TamperingCase[] = [
  ...change('shipment_line', `"batchId" = ?`, lineOf('REFUSED'), {
    'what was announced': [`"announcedDryMg" = "announcedDryMg" + 1`, 'shipment-line-wrong'],
    'what was refused': [`"refusedDryMg" = "refusedDryMg" - 1`, 'shipment-line-wrong'],
  }),
  ...change('shipment_line', `"batchId" = ?`, lineOf('OPEN'), {
    'what was received': [`"receivedDryMg" = "receivedDryMg" + 1`, 'shipment-line-wrong'],
    'a line that is settled though it is in dispute': [
      `"settled" = TRUE, "settledDryMg" = "receivedDryMg"`,
      'shipment-line-wrong',
    ],
  }),
  ...change('shipment_line', `"batchId" = ?`, lineOf('MOVED'), {
    'what was settled': [`"settledDryMg" = "settledDryMg" + 1`, 'shipment-line-wrong'],
    'a flag': [`"flag" = 'out-of-tolerance'`, 'shipment-line-wrong'],
  }),
  ...change('shipment_line', `"batchId" = ?`, lineOf('ON-ITS-WAY'), {
    'a leak': [`"leak" = 'leaked'`, 'shipment-line-wrong'],
  }),
  ...remove(
    'entry',
    `"kind" = 'settled' AND "id" IN (SELECT "entryId" FROM "entry_subject" WHERE "subjectId" = ?)`,
    lineOf('AGREED'),
    { 'a settled line without its entry': 'shipment-line-wrong' },
  ),
  ...change('shipment', `"id" = ?`, shipment('in-dispute'), {
    'a shipment in dispute called settled': [`"status" = 'settled'`, 'shipment-wrong'],
  }),
  ...change('shipment', `"id" = ?`, shipment('planned'), {
    'a planned shipment called cancelled': [`"status" = 'cancelled'`, 'shipment-wrong'],
  }),
  ...remove('batch', `"id" = ?`, `SELECT "id" FROM "batch" WHERE "parentRelation" = 'refused'`, {
    'a refused part that is gone': 'reference-broken',
  }),
  ...change('run_input', `"runId" = ? AND "ordinal" = 0`, CLOSED, {
    'the mass of an input': [`"dryMg" = "dryMg" + 1`, 'run-input-wrong'],
    'what an input held': [`"contents" = '[]'`, 'run-input-wrong'],
  }),
  ...remove('run_input', `"runId" = ? AND "ordinal" = 1`, CLOSED, { 'an input that is gone': 'run-input-wrong' }),
  ...remove('run_share', `"runId" = ?`, CLOSED, { 'a share in a run that is gone': 'run-share-wrong' }),
  ...change('run_feed', `"runId" = ?`, CLOSED, { 'other feed': [`"dryMg" = "dryMg" + 1`, 'run-feed-wrong'] }),
  ...change('run_residue', `"runId" = ?`, CLOSED, {
    'a residue': [`"dryMg" = "dryMg" + 1`, 'run-residue-wrong'],
    'what a residue held': [`"composition" = '{"Nd":60000}'`, 'run-postings-wrong'],
  }),
  ...change('run_output', `"runId" = ?`, CLOSED, { 'an output': [`"dryMg" = "dryMg" + 1`, 'run-output-wrong'] }),
  ...remove('run_warning', `"runId" = ?`, CLOSED, { 'a warning that is gone': 'run-warning-wrong' }),
  ...change('run', `"id" = ?`, CLOSED, { 'a closed run called reversed': [`"status" = 'reversed'`, 'run-wrong'] }),
  ...change('charge', `"id" = ?`, CHARGE, {
    'a charge': [`"dryMg" = "dryMg" + 1`, 'charge-wrong'],
    'a charge called reversed': [`"status" = 'reversed'`, 'charge-wrong'],
  }),
  ...remove('charge', `"entryId" = ?`, entryBehind('charge', CHARGE), { 'a charge that is gone': 'charge-missing' }),
  ...remove('batch_event', `"entryId" = ?`, SAMPLED, { 'what was done to a batch, gone': 'batch-event-missing' }),
  ...change('batch_event', `"entryId" = ?`, entryOf('disposed', 'REUSED'), {
    'the mass of a disposition': [`"dryMg" = "dryMg" + 1`, 'batch-event-wrong'],
  }),
  ...change('batch_event', `"entryId" = ?`, SAMPLED, {
    'a carve-out that is gone': [`"carveOut" = NULL`, 'batch-event-wrong'],
    'how a batch stood before': [`"statusBefore" = 'received'`, 'batch-event-wrong'],
  }),
  ...change('batch_event', `"entryId" = ?`, BREACHED, {
    'a breach made a carve-out': [`"carveOut" = 'research-sample', "breachReason" = NULL`, 'batch-event-wrong'],
    'a breach that is gone': [`"breachReason" = NULL`, 'batch-event-wrong'],
  }),
  {
    name: 'sight that no rule gives',
    row: batch('SAMPLED'),
    change: `INSERT INTO "batch_party" SELECT (SELECT "id" FROM "party" WHERE "name" = 'Other magnet plant'), "batchId", "sees", "kind", "createdAt" FROM "batch_party" WHERE "batchId" = ? AND "partyId" = (SELECT "partyId" FROM "batch" WHERE "id" = "batch_party"."batchId")`,
    code: 'sight-wrong',
  },
  ...change('batch_party', `"batchId" = ? AND "sees" = 'share'`, SHARING, {
    'a share that sees all': [`"sees" = 'all'`, 'sight-wrong'],
  }),
  ...change('agreement_version', `"agreementId" = ? AND "number" = 1`, TERMS, {
    'terms that were signed otherwise': [`"coverageTargetPpm" = 900000`, 'agreement-signature-wrong'],
  }),
  ...change('agreement_signature', `"agreementId" = ? AND "subject" = 'version:1'`, TERMS, {
    'a signature that says another hash': [`"documentHash" = 'x'`, 'agreement-signature-wrong'],
  }),
  ...remove('agreement_signature', `"agreementId" = ? AND "subject" = 'version:1'`, TERMS, {
    'a signature that is gone': 'agreement-reach-wrong',
  }),
  ...change('agreement_reach', `"agreementId" = ?`, TERMS, {
    'what an agreement covers': [`"toOn" = '2027-06-30'`, 'agreement-reach-wrong'],
  }),
  ...change('entry_subject', `"subjectId" = ?`, batch('SAMPLED'), {
    'a chain that lost its latest entry': [`"latest" = FALSE`, 'chain-latest'],
  }),
];

export const TAMPERING_CASES: readonly TamperingCase[] = [...CHANGED_BOOKS, ...CHANGED_ACTS];
