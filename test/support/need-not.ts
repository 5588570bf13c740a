/** Tables in which nothing is said of material: people, their sessions, and what they sent twice. */
export const NO_BOOKS: readonly string[] = [
  ...['user_account', 'credential', 'sign_in_failures', 'idempotency_record', 'agreement_invitation', 'party'],
  // The word of a generator that it bought nothing, of which nothing is worked out but that it was given.
  'no_primary_statement',
  // What was counted beside the books, and how sites weigh: only that one count takes the place of another can be found.
  'wip_count',
  'wip_count_line',
  'balance_settings',
  // Files on their way in, and the jobs that carry them: what they book is found as if a person had entered it.
  ...['job', 'import', 'import_part', 'import_row', 'import_mapping'],
  // What migrations did is told, and nothing is worked out from it.
  'migration_change',
];

const SERVER_TIME = 'when it was recorded stands nowhere else';
const PERSON = 'who entered it stands nowhere else';
const TEXT = 'free text, which stands nowhere else';
const ONCE = 'it stands nowhere else';
const WRITTEN = 'what the laboratory wrote beside what is counted: by it more may come out of a run, never less';
const THERE = 'that it is there is found; what it says is free text';
const COUNTER = 'a counter of changes, for whoever edits';

/** What verify need not find, column by column, with the reason: whatever is not listed here must be found. */
export const NEED_NOT: Readonly<Record<string, string>> = {
  ...of(
    SERVER_TIME,
    `entry.recordedAt assay.createdAt assay_force.createdAt batch_event.createdAt shipment.createdAt run.createdAt
    charge.createdAt grade.createdAt grade_version.createdAt magnet_lot.createdAt process_loss.createdAt agreement.createdAt agreement_version.createdAt site.createdAt agreement_termination.createdAt
    reversal_request.createdAt agreement_signature.signedAt`,
  ),
  ...of(
    PERSON,
    `entry.userId batch.userId assay.userId assay_force.userId shipment.userId run.userId charge.userId
    grade.userId grade_version.userId magnet_lot.userId process_loss.userId
    agreement_signature.userId reversal_request.userId`,
  ),
  ...of(
    TEXT,
    `entry.reason batch.code batch.note batch.reclaimableReason batch.supplierName batch.containerId batch.grade
    assay.laboratory assay.method assay.reportNo assay_force.reason batch_event.reason batch_event.destination
    shipment.code shipment.carrier shipment.documents shipment.reason shipment.seal shipment_line.refusalReason
    shipment_line.note run.code run.overrideReason run_feed.description run_residue.kind run_residue.destination
    charge.heat magnet_lot.heat magnet_lot.returnedFrom process_loss.reason process_loss.document
    reversal_request.reason agreement.reference site.code site.name site.subdivision site.country`,
  ),
  ...of(THERE, 'batch_event.breachReason shipment.breachReason'),
  ...of(
    ONCE,
    `batch.alloy batch.product batch.estimated batch.originCountry batch.separationCountry batch.metalCountry assay.sampledAt assay.expandedUncertainty
    grade_version.windowDays magnet_lot.returnedUse magnet_lot.useEvidence process_loss.basis process_loss.id
    shipment.plannedOn run.custodyModel run.startedAt run.kind`,
  ),
  ...of(WRITTEN, 'assay.given assay.belowLimit grade_version.given run_input.bounds run_feed.belowLimit'),
  ...of('what a reversal sets back stands nowhere else', 'batch_event.piecesBefore batch_event.estimatedBefore'),
  'batch.pieces': 'until it is received or shipped it stands nowhere else',
  ...of(
    'where they do not go together class sums are passed over, and added up again when they are read',
    `plant_month.siteId plant_month.month plant_month.changes plant_sums.siteId plant_sums.month plant_sums.changes
    plant_sums.basis`,
  ),
  ...of(COUNTER, 'batch.version shipment.version agreement.version site.version'),
};

/** Tables of which a row may go unseen, with the reason. */
export const MAY_GO: Readonly<Record<string, string>> = {
  site: 'a site at which nothing has happened is named nowhere else',
  plant_month: 'class sums of other changes are passed over, and added up again when they are read',
  plant_sums: 'class sums that are gone are added up again when they are read',
  reversal_request: 'the word of one side that waits for that of the other stands nowhere else',
};

/** @param columns with white space between them */
function of(reason: string, columns: string): Record<string, string> {
  return Object.fromEntries(columns.split(/\s+/).map((column) => [column, reason]));
}
