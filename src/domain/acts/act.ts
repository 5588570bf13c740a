import type { EntryKind } from '../books/entry-kinds.js';
import type { Posting } from '../books/ledger.js';
import type { MadeUpName } from '../matter/code.js';
import { daysOf, type Moment } from '../measure/events.js';
import { seersOf, type Sees, type WentBatch } from '../sight/seers.js';
import { nextBatchStatus, type BatchStepName } from './batch-life.js';
import type {
  Assay,
  ForcedAssay,
  Batch,
  BatchEvent,
  Charge,
  DrawnInput,
  EnteredOutput,
  Entry,
  KeptWarning,
  MagnetLot,
  ProcessLoss,
  Run,
  RunFeed,
  RunResidue,
  RunShare,
  Shipment,
  ShipmentLine,
  WipCount,
  WipCountLine,
} from './records.js';

/**
 * A whole act, decided: everything that it writes, and nothing that is not written. Each act has one function that decides
 * it from facts; the ledger applies it to the tables, benchmarks and simulations apply it to arrays. Nothing else writes
 * books, steps, events or sight.
 */
export interface Act {
  /** Null where nothing is booked: a plan, or a figure that one side names. */
  readonly entry: Entry | null;
  /** The batches, shipment and run that the entry stands on. */
  readonly subjects: readonly string[];
  readonly postings: readonly Posting[];
  readonly steps: readonly Step[];
  readonly events: readonly BatchEvent[];
  /** The batches that come to be. */
  readonly parts: readonly Part[];
  readonly sight: readonly SightChange[];
  readonly records: readonly ActRecord[];
}

/** What changes of a batch. */
export interface Step {
  readonly before: Batch;
  readonly change: Partial<Batch>;
}

/** A batch that comes to be. Where nobody typed its code it gets the first free one of a row of names. */
export interface Part {
  readonly row: Batch;
  readonly name: MadeUpName | null;
}

/** Who sees more, less or nothing any more of a batch. */
export interface SightChange {
  readonly batch: Pick<Batch, 'id' | 'kind' | 'createdAt'>;
  readonly sees: ReadonlyMap<string, Sees>;
  /** Those that see nothing of it any more. */
  readonly hidden: readonly string[];
}

/** What an act keeps beside the books, by its kind. */
interface Kept {
  readonly shipment: Shipment;
  readonly shipmentLine: ShipmentLine;
  readonly assay: Assay;
  readonly assayForce: ForcedAssay;
  readonly run: Run;
  readonly runInput: DrawnInput;
  readonly runFeed: RunFeed;
  readonly runResidue: RunResidue;
  readonly runOutput: EnteredOutput;
  readonly runShare: RunShare;
  readonly runWarning: KeptWarning;
  readonly charge: Charge;
  readonly magnetLot: MagnetLot;
  readonly processLoss: ProcessLoss;
  readonly wipCount: WipCount;
  readonly wipCountLine: WipCountLine;
}
export type RecordKind = keyof Kept;

/** In the order in which they are written: what another names comes before it. */
export const RECORD_KINDS = [
  'shipment',
  'shipmentLine',
  'assay',
  'assayForce',
  'run',
  'runInput',
  'runFeed',
  'runResidue',
  'runOutput',
  'runShare',
  'runWarning',
  'charge',
  'magnetLot',
  'processLoss',
  'wipCount',
  'wipCountLine',
] as const satisfies readonly RecordKind[];

type RecordOf<Kind extends RecordKind> =
  | { readonly kind: Kind; readonly does: 'add'; readonly row: Kept[Kind]; readonly name: MadeUpName | null }
  | { readonly kind: Kind; readonly does: 'change'; readonly before: Kept[Kind]; readonly change: Partial<Kept[Kind]> }
  | { readonly kind: Kind; readonly does: 'drop'; readonly row: Kept[Kind] };
export type ActRecord = { [Kind in RecordKind]: RecordOf<Kind> }[RecordKind];

/** A new record; where nobody typed its code it gets the first free one of a row of names. */
export function added<Kind extends RecordKind>(kind: Kind, row: Kept[Kind], name: MadeUpName | null = null): ActRecord {
  return { kind, does: 'add', row, name } as ActRecord;
}

/** New records of one kind. */
export function allAdded<Kind extends RecordKind>(kind: Kind, rows: readonly Kept[Kind][]): ActRecord[] {
  return rows.map((row) => added(kind, row));
}

/** The rows of one kind that an act adds. */
export function rowsAdded<Kind extends RecordKind>({ records }: Act, kind: Kind): Kept[Kind][] {
  return records.flatMap((record) => (record.kind === kind && record.does === 'add' ? [record.row as Kept[Kind]] : []));
}

/** A record whose columns change. */
export function changed<Kind extends RecordKind>(
  kind: Kind,
  before: Kept[Kind],
  change: Partial<Kept[Kind]>,
): ActRecord {
  return { kind, does: 'change', before, change } as ActRecord;
}

/** A record that is no longer kept. */
export function dropped<Kind extends RecordKind>(kind: Kind, row: Kept[Kind]): ActRecord {
  return { kind, does: 'drop', row } as ActRecord;
}

/** Who enters an act, when, and where its identifiers come from. */
export interface Entering {
  readonly userId: string | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly newId: () => string;
}

/** In whose books, and where. */
export interface Side {
  readonly partyId: string;
  readonly siteId: string;
}

/** The entry of an act that happened at a moment in the books of a side. */
export function entryOf(
  kind: EntryKind,
  { partyId, siteId }: Side,
  moment: Moment,
  { userId, now, newId }: Entering,
): Entry {
  return {
    id: newId(),
    kind,
    occurredAt: moment.at,
    ...daysOf(moment),
    recordedAt: now,
    partyId,
    siteId,
    userId,
    reversesId: null,
    becauseId: null,
    reason: null,
  };
}

/** An act of which only some parts are said: of the others there is nothing. */
export function actOf(parts: Partial<Act>): Act {
  return { ...NOTHING, ...parts };
}

const NOTHING: Act = {
  entry: null,
  subjects: [],
  postings: [],
  steps: [],
  events: [],
  parts: [],
  sight: [],
  records: [],
};

/**
 * A batch taken one step on, as the table of steps allows.
 *
 * @throws DomainError `batch-state`
 */
export function stepOf(before: Batch, step: BatchStepName, more: Partial<Batch> = {}): Step {
  const status = nextBatchStatus(step, before.status, before.resting, before.code);
  return changeOf(before, { ...more, status });
}

/** A batch of which something changes that is no step. */
export function changeOf(before: Batch, change: Partial<Batch>): Step {
  return { before, change: { ...change, version: before.version + 1 } };
}

/** The batch after its step. */
export function after({ before, change }: Step): Batch {
  return { ...before, ...change };
}

/** What an entry does to a batch, with how the batch stood before. */
export function eventOf(
  entry: Entry,
  batch: Batch,
  details: Pick<BatchEvent, 'kind' | 'dryMg'> &
    Partial<Pick<BatchEvent, 'carveOut' | 'breachReason' | 'reason' | 'destination'>>,
): BatchEvent {
  return {
    entryId: entry.id,
    batchId: batch.id,
    kind: details.kind,
    dryMg: details.dryMg,
    carveOut: details.carveOut ?? null,
    breachReason: details.breachReason ?? null,
    reason: details.reason ?? null,
    destination: details.destination ?? null,
    statusBefore: batch.status,
    restingBefore: batch.resting,
    siteBeforeId: batch.siteId,
    piecesBefore: batch.pieces,
    estimatedBefore: batch.estimated,
    createdAt: entry.recordedAt,
  };
}

/** That parties see all of a batch. */
export function shownTo(batch: SightChange['batch'], partyIds: readonly string[]): SightChange {
  return { batch, sees: new Map(partyIds.map((partyId) => [partyId, 'all'])), hidden: [] };
}

/** What changes from what parties see of a batch to what they are to see; null where nothing does. */
export function sightChange(
  batch: SightChange['batch'],
  before: ReadonlyMap<string, Sees>,
  now: ReadonlyMap<string, Sees>,
): SightChange | null {
  const sees = new Map([...now].filter(([partyId, sees]) => before.get(partyId) !== sees));
  const hidden = [...before.keys()].filter((partyId) => !now.has(partyId));
  return sees.size === 0 && hidden.length === 0 ? null : { batch, sees, hidden };
}

/** What decides who sees what of batches as they stand before an act, and who is stored to see what, by batch. */
export interface Sight {
  readonly went: ReadonlyMap<string, WentBatch>;
  readonly seers: ReadonlyMap<string, ReadonlyMap<string, Sees>>;
}

/** What changes of who sees a batch by what it has become of its way; nothing where nothing does. */
export function sightAfter(
  batch: SightChange['batch'],
  { seers }: Pick<Sight, 'seers'>,
  went: WentBatch,
): SightChange[] {
  const change = sightChange(batch, seers.get(batch.id) ?? new Map(), seersOf(went));
  return change ? [change] : [];
}
