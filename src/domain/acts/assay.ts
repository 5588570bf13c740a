import { dayLinesOf, lowPointWith, type LowPoint } from '../books/low-points.js';
import type { Catalogue } from '../matter/catalogue.js';
import { DomainError, NotFoundError } from '../measure/errors.js';
import { momentOfLast, type Past } from '../measure/events.js';
import { mgToKg, negative } from '../measure/quantities.js';
import { actOf, added, changed, changeOf, entryOf, type Act, type ActRecord, type Entering, type Side } from './act.js';
import { nextBatchStatus } from './batch-life.js';
import {
  assayInForce,
  familyCorrections,
  memberOf,
  postingsOfFamily,
  requireUnsealed,
  withoutEntry,
  type Family,
} from './family.js';
import type { Assay, ForcedAssay, Batch, Entry } from './records.js';
import type { SetBack } from './reverse.js';
import { correctedRun, followedRun, type Corrections, type KeptRun } from './run-again.js';

/** What a laboratory has found, before it is known of what. */
export type FoundAssay = Pick<
  Assay,
  | 'laboratory'
  | 'method'
  | 'reportNo'
  | 'reportKey'
  | 'sampledAt'
  | 'compositionPpm'
  | 'given'
  | 'belowLimit'
  | 'expandedUncertainty'
>;

/** The assay of a batch, as a side had it made. */
export function assayOf(
  of: Pick<Assay, 'id' | 'batchId' | 'partyId'> & { readonly by: Pick<Entering, 'userId' | 'now'> },
  found: FoundAssay,
): Assay {
  return {
    ...found,
    id: of.id,
    batchId: of.batchId,
    partyId: of.partyId,
    createdAt: of.by.now,
    userId: of.by.userId,
    entryId: null,
    withdrawn: false,
  };
}

/** What the books and the house know of batches whose assays change. */
export interface AssayedBooks {
  /** By root: those that are concerned, or of all outputs of the run that one came out of. */
  readonly families: ReadonlyMap<string, Family>;
  readonly run: KeptRun | null;
  /** What has happened to all of them. */
  readonly past: Past;
  /** Where the assay is booked. */
  readonly timeZone: string;
  readonly by: Entering;
  readonly catalogue: Catalogue;
}

/** What entries of assays stand for: assays, and what was put in force by hand. */
export interface Said {
  readonly assays: readonly Assay[];
  readonly forces: readonly ForcedAssay[];
}

/** The books with the batch that is assayed, and who enters it. */
export interface AssayFacts extends AssayedBooks {
  readonly batchId: string;
  readonly rootId: string;
  /** The party that enters it. */
  readonly partyId: string;
}

/**
 * An assay kept. Where it comes into force, every movement of the batch and its parts is brought, in one entry, to what it
 * would have been with this assay from the start, each on its own day. What that changes of a run's output passes through
 * the run.
 *
 * @throws DomainError `batch-state`, `report-taken`, `batch-sealed`, `matter-created`, `assay-below-drawn`
 */
export function decideAssay(facts: AssayFacts, found: FoundAssay): Act {
  const { batchId, partyId, by } = facts;
  const family = familyIn(facts);
  const batch = memberOf(family, batchId);
  nextBatchStatus('describe', batch.status, batch.resting, batch.code);
  const assay = assayOf({ id: by.newId(), batchId, partyId, by }, found);
  requireNewReport(family, assay);
  return enforced(facts, { ...family, assays: [...family.assays, assay] }, (entryId) =>
    added('assay', { ...assay, entryId }),
  );
}

/**
 * One of a batch's own assays put in force by hand, whatever was sampled later, until a sample later than it is recorded.
 * What that changes is booked as where an assay replaces another.
 *
 * @throws NotFoundError; DomainError `forbidden` where the batch arose on another side, `assay-of-other-side`, `batch-state`,
 * `batch-sealed`, `matter-created`, `assay-below-drawn`
 */
export function decideForce(
  facts: AssayFacts,
  { assayId, reason }: { readonly assayId: string; readonly reason: string },
): Act {
  const { batchId, partyId, by } = facts;
  const family = familyIn(facts);
  const batch = memberOf(family, batchId);
  if (batch.partyId !== partyId) {
    throw new DomainError('forbidden', 'Only the side where a batch arose says which of its assays is in force.');
  }
  const assay = family.assays.find((one) => one.id === assayId && one.batchId === batchId);
  if (!assay) throw new NotFoundError('assay');
  if (assay.partyId !== batch.partyId) {
    throw new DomainError('assay-of-other-side', 'Another side had this assay made: it is kept beside your own.');
  }
  nextBatchStatus('describe', batch.status, batch.resting, batch.code);
  requireUnsealed(family, batch);
  const force: ForcedAssay = {
    id: by.newId(),
    batchId,
    assayId,
    reason,
    createdAt: by.now,
    userId: by.userId,
    entryId: null,
    withdrawn: false,
  };
  return enforced(facts, { ...family, forces: [...family.forces, force] }, (entryId) =>
    added('assayForce', { ...force, entryId }),
  );
}

/**
 * What assays say that stood above an entry which is reversed, said anew: they stay in force, and what they make of the rest
 * is booked in one entry, in the name of the party whose assay the newest is. Its consent is not asked, since its figures
 * stand.
 *
 * @param books of what is left, without the entries that are reversed
 * @throws DomainError `matter-created`, `batch-sealed` where a run that is decided again is against it
 */
export function decideAssayAnew(
  books: AssayedBooks,
  lifted: {
    /** The entry of the newest of them. */
    readonly newest: Entry;
    readonly becauseId: string;
    /** What the lifted entries stand for. */
    readonly said: Said;
    /** The batches that they were of. */
    readonly batchIds: readonly string[];
  },
): Act {
  const { newest, becauseId, said, batchIds } = lifted;
  const act = assayed(books, newest, { ofIds: batchIds, corrections: correctionsIn(books, books.families), becauseId });
  const isAnew = ({ batchId }: { readonly batchId: string }): boolean => act.subjects.includes(batchId);
  const anew = { assays: said.assays.filter(isAnew), forces: said.forces.filter(isAnew) };
  return { ...act, records: [...act.records, ...enteredWith(act.entry?.id ?? null, anew)] };
}

/**
 * After the entry of an assay was reversed an older sample, kept beside it until then, may be in force for the first time.
 * What it makes of its batches is booked in its side's name; null where the books hold that already.
 *
 * @param books without the reversed entry
 */
export function decideNextAssay(
  books: AssayedBooks,
  after: { readonly reversed: Entry; readonly becauseId: string; readonly batchIds: readonly string[] },
): Act | null {
  const { reversed, becauseId, batchIds } = after;
  const corrections = correctionsIn(books, books.families);
  if (corrections.postings.length === 0) return null;
  const inForce = [...books.families.values()].flatMap((family) =>
    family.members.flatMap(({ id }) => (batchIds.includes(id) ? (assayInForce(family, id) ?? []) : [])),
  );
  const first = [...new Set(inForce)].filter(({ entryId }) => entryId === null);
  const side = { partyId: first[0]?.partyId ?? reversed.partyId, siteId: reversed.siteId };
  const ofIds = [...batchIds, ...first.map(({ batchId }) => batchId)];
  const act = assayed(books, side, { ofIds, corrections, becauseId });
  const entered = enteredWith(act.entry?.id ?? null, { assays: first, forces: [] });
  return { ...act, records: [...act.records, ...entered] };
}

/** Of batches that never came to be, assays have nothing to say any more. */
export function decideUnsaid(said: Said): Act {
  return actOf({ records: enteredWith(null, said) });
}

function enteredWith(entryId: string | null, { assays, forces }: Said): ActRecord[] {
  return [
    ...assays.map((assay) => changed('assay', assay, { entryId })),
    ...forces.map((force) => changed('assayForce', force, { entryId })),
  ];
}

/**
 * What is set back where the entry of an assay is reversed: it is withdrawn, and each batch works with what the others say.
 *
 * @param kept the assays, and what was put in force by hand, with that entry
 */
export function assaySetBack(
  { families, run, catalogue }: Pick<AssayedBooks, 'families' | 'run' | 'catalogue'>,
  entryId: string,
  kept: Said,
): Required<Pick<SetBack, 'steps' | 'records'>> {
  const left = new Map([...families].map(([rootId, family]) => [rootId, withoutEntry(family, entryId)]));
  const steps = [...left.values()].flatMap((family) =>
    family.members.flatMap((batch) => {
      const assayId = assayInForce(family, batch.id)?.id ?? null;
      return batch.assayId === assayId ? [] : [changeOf(batch, { assayId })];
    }),
  );
  return {
    steps,
    records: [
      ...kept.assays.map((assay) => changed('assay', assay, { withdrawn: true })),
      ...kept.forces.map((force) => changed('assayForce', force, { withdrawn: true })),
      ...(run ? followedRun(run, left, catalogue) : []),
    ],
  };
}

/**
 * Books what a change of what is in force changes; where nothing in force changes, no entry comes of it.
 *
 * @param after the family with the change
 * @param record what is kept of it, with the entry
 */
function enforced(facts: AssayFacts, after: Family, record: (entryId: string | null) => ActRecord): Act {
  const family = familyIn(facts);
  const moved = family.members.filter(({ id }) => assayInForce(family, id)?.id !== assayInForce(after, id)?.id);
  if (moved.length === 0) return actOf({ records: [record(null)] });
  const batch = memberOf(family, facts.batchId);
  requireUnsealed(family, batch);
  const corrections = correctionsIn(facts, new Map([...facts.families, [facts.rootId, after]]));
  const low = lowPointWith(corrections.postings, dayLinesOf([...facts.families.values()].flatMap(postingsOfFamily)));
  if (low) throw belowDrawn(low);
  const side = { partyId: facts.partyId, siteId: batch.siteId };
  const act = assayed(facts, side, { ofIds: moved.map(({ id }) => id), corrections, becauseId: null });
  const steps = moved.map((one: Batch) => changeOf(one, { assayId: assayInForce(after, one.id)?.id ?? null }));
  return { ...act, steps, records: [...act.records, record(act.entry?.id ?? null)] };
}

function correctionsIn({ run, catalogue }: AssayedBooks, families: ReadonlyMap<string, Family>): Corrections {
  if (run) return correctedRun(run, families, catalogue);
  const postings = [...families.values()].flatMap((family) => familyCorrections(family, catalogue));
  return { postings, subjectIds: [], records: [] };
}

/**
 * The entry of assays, with what they book. It happens when the last did that happened to what it is about, so that nothing
 * comes out of order by it.
 */
function assayed(
  { past, timeZone, by }: AssayedBooks,
  { partyId, siteId }: Side,
  given: {
    readonly ofIds: readonly string[];
    readonly corrections: Corrections;
    readonly becauseId: string | null;
  },
): Act {
  const { postings, subjectIds, records } = given.corrections;
  const subjects = [...new Set([...given.ofIds, ...subjectIds])];
  const moment = momentOfLast(past, subjects, timeZone);
  const entry = { ...entryOf('assayed', { partyId, siteId }, moment, by), becauseId: given.becauseId };
  return actOf({ entry, subjects, postings, records });
}

function familyIn({ families, rootId }: Pick<AssayFacts, 'families' | 'rootId'>): Family {
  const family = families.get(rootId);
  if (!family) throw new Error('The family of a batch was not loaded.');
  return family;
}

/** @throws DomainError `report-taken` where the batch has an assay with this number of this laboratory */
function requireNewReport({ assays }: Family, { batchId, reportKey, reportNo, laboratory }: Assay): void {
  if (reportKey === null) return;
  const there = assays.find((one) => one.batchId === batchId && one.reportKey === reportKey);
  if (!there) return;
  throw new DomainError('report-taken', `The report ${reportNo} of ${laboratory} stands on this batch already.`, {
    assayId: there.id,
  });
}

function belowDrawn({ day, commodity, massMg }: LowPoint): DomainError {
  return new DomainError(
    'assay-below-drawn',
    `With this assay more ${commodity} would have been drawn by ${day} than was there.`,
    { day, element: commodity, missingKg: mgToKg(negative(massMg)) },
  );
}
