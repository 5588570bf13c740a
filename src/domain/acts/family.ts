import type { Posting } from '../books/ledger.js';
import { assayInForceAmong } from '../matter/assay-in-force.js';
import type { Catalogue } from '../matter/catalogue.js';
import type { Holding } from '../matter/holding.js';
import { DomainError } from '../measure/errors.js';
import type { Assay, ForcedAssay, Batch, Entry } from './records.js';
import { correctionsTo, replayedElements, type PastEntry } from './replay.js';

/** A batch with everything it was split from and into, and what has happened to all of them. */
export interface Family {
  readonly members: readonly Batch[];
  /** None of them withdrawn. */
  readonly assays: readonly Assay[];
  /** Which of them were put in force by hand. */
  readonly forces: readonly ForcedAssay[];
  readonly entries: readonly Entry[];
  readonly history: readonly PastEntry[];
}

/** A family, as far as it decides which assay is in force. */
type AssayedFamily = Pick<Family, 'members' | 'assays' | 'forces'>;

/**
 * The assay of its own that counts for a batch: of the side where it arose; another side's only where it has none and is no
 * part of a batch that has one.
 */
export function ownAssay(family: AssayedFamily, batchId: string): Assay | null {
  const batch = family.members.find(({ id }) => id === batchId);
  if (!batch) return null;
  const given = family.assays.filter((assay) => assay.batchId === batchId);
  const ownSide = given.filter(({ partyId }) => partyId === batch.partyId);
  if (ownSide.length > 0) return assayInForceAmong(ownSide, family.forces)?.assay ?? null;
  const inherited = batch.parentId ? assayInForce(family, batch.parentId) : null;
  return inherited ? null : (assayInForceAmong(given, family.forces)?.assay ?? null);
}

/** The assay in force for a batch: its own, or that of what it is a part of. */
export function assayInForce(family: AssayedFamily, batchId: string): Assay | null {
  const own = ownAssay(family, batchId);
  if (own) return own;
  const parentId = family.members.find(({ id }) => id === batchId)?.parentId;
  return parentId ? assayInForce(family, parentId) : null;
}

/** @throws Error where the family has no such batch */
export function memberOf({ members }: Pick<Family, 'members'>, id: string): Batch {
  const batch = members.find((row) => row.id === id);
  if (!batch) throw new Error('A batch is a member of its own family.');
  return batch;
}

/** A family as if an entry had never been booked, nor the assays that it stands for been kept. */
export function withoutEntry(family: Family, entryId: string): Family {
  return {
    members: family.members,
    assays: family.assays.filter((assay) => assay.entryId !== entryId),
    forces: family.forces.filter((force) => force.entryId !== entryId),
    entries: family.entries.filter(({ id }) => id !== entryId),
    history: family.history.filter(({ id }) => id !== entryId),
  };
}

/** All that was booked of a family, and stands. */
export function postingsOfFamily({ history }: Pick<Family, 'history'>): Posting[] {
  return history.flatMap(({ postings }) => postings);
}

/**
 * What must be booked so that the books hold what the family's assays now say.
 *
 * @param bornInRun what its root is born with, where that came out of a run
 */
export function familyCorrections(family: Family, catalogue: Catalogue, bornInRun: Holding | null = null): Posting[] {
  const ownAssayOf = (batchId: string): Assay['compositionPpm'] | null =>
    ownAssay(family, batchId)?.compositionPpm ?? null;
  const desired = replayedElements({ entries: family.history, ownAssayOf, bornInRun, catalogue });
  return correctionsTo(desired, postingsOfFamily(family));
}

/**
 * Once a run or a charge has drawn on a batch or a part of it, its assay is what was worked with. A run's output is
 * assayed before it is dispatched.
 *
 * @throws DomainError `batch-sealed`
 */
export function requireUnsealed(family: Family, batch: Batch): void {
  const parts = new Set(partsOf(family.members, batch.id));
  const isOutput = family.members.some(({ id, rootId, runId }) => id === rootId && runId !== null);
  const sealing = isOutput ? ['run', 'charged', 'dispatched'] : ['run', 'charged'];
  const seal = family.history.find(
    ({ kind, postings }) => sealing.includes(kind) && postings.some((posting) => drawsOn(posting, parts)),
  );
  if (!seal) return;
  const why = seal.kind === 'dispatched' ? 'has been dispatched' : 'was drawn on by a run or a charge';
  throw new DomainError('batch-sealed', `Batch ${batch.code} ${why}: its assay can no longer change.`, {
    batch: batch.code,
  });
}

function drawsOn({ from, fromBatchId }: Posting, parts: ReadonlySet<string>): boolean {
  return from.startsWith('stock:') && parts.has(fromBatchId ?? '');
}

/** A batch and everything that was split from it or refused of it. */
function partsOf(members: readonly Batch[], id: string): string[] {
  const children = members.filter(({ parentId }) => parentId === id);
  return [id, ...children.flatMap((child) => partsOf(members, child.id))];
}
