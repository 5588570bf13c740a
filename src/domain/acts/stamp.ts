import { covers, type AgreementFacts } from '../agreement/agreement.js';
import type { EntryKind } from '../books/entry-kinds.js';
import type { Posting } from '../books/ledger.js';
import type { Moment } from '../measure/events.js';
import { actOf, changeOf, entryOf, shownTo, type Act, type Entering } from './act.js';
import { stampPostings } from './batch-movements.js';
import type { Batch } from './records.js';

/** A by-product with everything that was split from it, and what has happened to all of them. */
export interface StampFacts {
  readonly root: Batch;
  readonly members: readonly Batch[];
  /** The postings of its standing entries that touch the family. */
  readonly postings: readonly Posting[];
  readonly kinds: readonly EntryKind[];
  /** The moment of the last entry on any of them. */
  readonly moment: Moment;
  readonly by: Entering;
}

/** The version under which a by-product comes by a signature; null where it does not. */
export function stampVersion(facts: AgreementFacts, batch: Batch): number | null {
  const place = { siteId: batch.originSiteId, stream: batch.stream ?? '', day: batch.occurredOn };
  return covers(facts, place)?.version ?? null;
}

/**
 * The stamp of a second signature. A batch and its parts are of one agreement, whichever part is still there: the books are
 * brought to what they would be had the agreement been there. What has left the generator's books, or has gone into a run of
 * its own, cannot be brought there any more: it is listed as gone before the signature.
 *
 * @returns null where the family cannot be stamped
 */
export function decideStamp(agreement: AgreementFacts, facts: StampFacts): Act | null {
  const { root, members, postings, kinds, moment, by } = facts;
  const { id: agreementId, generatorId, recyclerId } = agreement;
  const version = stampVersion(agreement, root);
  if (version === null || kinds.includes('run')) return null;
  if (!postings.every(({ partyId }) => partyId === generatorId)) return null;
  return actOf({
    entry: entryOf('stamped', { partyId: root.partyId, siteId: root.siteId }, moment, by),
    subjects: members.map(({ id }) => id),
    postings: stampPostings(postings, agreementId),
    steps: members.map((batch) => changeOf(batch, { agreementId, agreementVersion: version })),
    sight: members.map((batch) => shownTo(batch, [generatorId, recyclerId])),
  });
}
