import { instant, key, ref, tableOf, text } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Sees } from '../../domain/sight/seers.js';

/** That a party may see a batch, and what of it. Also the index of a party's lists. */
export interface BatchPartyRow {
  readonly partyId: string;
  readonly batchId: string;
  readonly sees: Sees;
  readonly kind: BatchKind;
  readonly createdAt: number;
}

export const BatchPartyRow = tableOf<BatchPartyRow>('batch_party', {
  columns: {
    partyId: key(ref('party')),
    batchId: key(ref('batch')),
    sees: text(5),
    kind: text(16),
    createdAt: instant,
  },
  indices: [['batchId'], ['partyId', 'createdAt', 'batchId']],
});
