import { instant, key, ref, tableOf, text } from '../../database/index.js';

/** One side's word that what both sides settled is to be reversed: nothing changes until the other side says so too. */
export interface ReversalRequestRow {
  readonly entryId: string;
  readonly partyId: string;
  readonly userId: string;
  readonly reason: string;
  readonly createdAt: number;
}

export const ReversalRequestRow = tableOf<ReversalRequestRow>('reversal_request', {
  columns: {
    entryId: key(ref('entry')),
    partyId: key(ref('party')),
    userId: ref(),
    reason: text(500),
    createdAt: instant,
  },
});
