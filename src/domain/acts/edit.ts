import { postingsOf } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import type { Sees } from '../sight/seers.js';
import { actOf, after, changed, changeOf, entryOf, sightChange, type Act, type Entering } from './act.js';
import type { Covering } from './born.js';
import { birthMovement } from './log.js';
import type { Assay, ForcedAssay, Batch } from './records.js';

export interface RelogFacts {
  readonly batch: Batch;
  /** Those that were not withdrawn, and which of them were put in force by hand. */
  readonly assays: readonly Assay[];
  readonly forces: readonly ForcedAssay[];
  /** The version that it comes under now. */
  readonly covering: Covering | null;
  /** Who sees it until now. */
  readonly seers: ReadonlyMap<string, Sees>;
  readonly by: Entering;
  readonly catalogue: Catalogue;
}

/** A batch of which nothing changes that the books depend on. */
export function decideEdit(batch: Batch, change: Partial<Batch>): Act {
  return actOf({ steps: [changeOf(batch, change)] });
}

/**
 * A by-product logged anew, once its old entries were taken back. The new entry holds the assay from the start: its own entry
 * is no longer what booked it. Nothing has happened to the batch: those who saw it did so by the agreement that it was logged
 * under, and give way to the sides of the one that it comes under now.
 */
export function decideRelog(facts: RelogFacts, change: Partial<Batch>): Act {
  const { batch, assays, forces, covering, seers, by, catalogue } = facts;
  const step = changeOf(batch, change);
  const now = after(step);
  const moment = { at: now.occurredAt, on: now.occurredOn, localOn: now.occurredOn };
  const seenBy = [now.partyId, ...(covering ? [covering.generatorId, covering.recyclerId] : [])];
  const sight = sightChange(now, seers, new Map(seenBy.map((partyId) => [partyId, 'all'])));
  const assay = assays.find(({ id }) => id === now.assayId) ?? null;
  return actOf({
    entry: entryOf('logged', { partyId: now.partyId, siteId: now.siteId }, moment, by),
    subjects: [now.id],
    postings: postingsOf([birthMovement(now, assay, catalogue)]),
    steps: [step],
    sight: sight ? [sight] : [],
    records: [
      ...assays.map((one) => changed('assay', one, { entryId: null })),
      ...forces.map((one) => changed('assayForce', one, { entryId: null })),
    ],
  });
}
