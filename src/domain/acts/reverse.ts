import { turned, type Posting } from '../books/ledger.js';
import { actOf, changed, changeOf, dropped, stepOf, type Act, type Entering, type Step } from './act.js';
import type { Batch, BatchEvent, Entry, KeptWarning, Run } from './records.js';

/** What a reversal sets back beside the books. */
export type SetBack = Partial<Pick<Act, 'steps' | 'records' | 'sight'>>;

/** An entry with its postings. */
export interface BookedEntry {
  readonly entry: Entry;
  readonly postings: readonly Posting[];
}

/**
 * An entry taken back: the same postings the other way, on their own days, linked to the entry that they reverse, at the
 * time and place of that entry. It stands on nothing: what stood beneath the entry is the latest again.
 *
 * @param reason why; null where it is said of another entry
 */
export function decideReversal(
  { entry, postings }: BookedEntry,
  by: Entering & { readonly reason: string | null },
  setBack: SetBack = {},
): Act {
  return actOf({
    ...setBack,
    entry: {
      id: by.newId(),
      kind: 'reversed',
      occurredAt: entry.occurredAt,
      occurredOn: entry.occurredOn,
      localOn: entry.localOn,
      recordedAt: by.now,
      partyId: entry.partyId,
      siteId: entry.siteId,
      userId: by.userId,
      reversesId: entry.id,
      becauseId: null,
      reason: by.reason,
    },
    postings: postings.map(turned),
  });
}

/**
 * Batches set back to how they stood before an entry; one that waits for a shipment by now keeps waiting.
 *
 * @param events what the entry did to them
 * @param holderOf the party whose site it is
 */
export function restored(
  events: readonly BatchEvent[],
  batches: readonly Batch[],
  holderOf: (siteId: string) => string | undefined,
): Step[] {
  return batches.flatMap((batch) => {
    const event = events.find(({ batchId }) => batchId === batch.id);
    if (!event) return [];
    const change = {
      status: batch.status === 'in-shipment' ? batch.status : event.statusBefore,
      resting: event.restingBefore,
      siteId: event.siteBeforeId,
      holderId: holderOf(event.siteBeforeId) ?? batch.holderId,
      pieces: event.piecesBefore ?? batch.pieces,
      estimated: event.estimatedBefore ?? batch.estimated,
    };
    return [changeOf(batch, change)];
  });
}

/**
 * That batches came to be taken back: they are void, and their codes free again.
 *
 * @throws DomainError `batch-state`
 */
export function annulled(batches: readonly Batch[]): Step[] {
  return batches.map((batch) => stepOf(batch, batch.parentId ? 'void-part' : 'void', { liveKey: null }));
}

/**
 * What is set back where a run is reversed: its inputs are given back, its outputs void, and its code is free again.
 *
 * @param inputs set back to how they stood, see {@link restored}
 * @throws DomainError `batch-state` where an output waits for a shipment
 */
export function runSetBack(
  run: Run,
  of: {
    readonly warnings: readonly KeptWarning[];
    readonly inputs: readonly Step[];
    readonly outputs: readonly Batch[];
  },
): SetBack {
  return {
    steps: [...annulled(of.outputs), ...of.inputs],
    records: [
      changed('run', run, { status: 'reversed', liveKey: null }),
      ...of.warnings.map((warning) => dropped('runWarning', warning)),
    ],
  };
}
