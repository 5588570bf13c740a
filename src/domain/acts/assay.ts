import type { Entering } from './act.js';
import type { Assay } from './records.js';

/** What a laboratory has found, before it is known of what. */
export type FoundAssay = Pick<
  Assay,
  | 'laboratory'
  | 'method'
  | 'reportNo'
  | 'reportKey'
  | 'sampledAt'
  | 'composition'
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
