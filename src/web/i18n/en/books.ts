import type { Origin } from '../../../domain/matter/holding.js';
import type { EntryKind } from '../../../domain/books/entry-kinds.js';
import type { CarveOut } from '../../../domain/agreement/agreement.js';

/** The kind of an entry; of a disposition what became of the batch. */
type EntryWord = EntryKind | 'reused' | 'sold' | 'delivered' | 'restored' | 'counted';

/** Words of the books that several screens use. */
export const books = {
  origins: {
    primary: 'primary',
    rework: 'rework',
    'pre-consumer': 'pre-consumer',
    'post-consumer': 'post-consumer',
    unknown: 'unknown',
  } satisfies Record<Origin, string>,
  entryKinds: {
    logged: 'Logged',
    supplied: 'Supplied',
    assayed: 'Assay brought in',
    stamped: 'Brought under an agreement',
    disposed: 'Disposed of',
    reused: 'Reused in the process',
    sold: 'Sold elsewhere',
    counted: 'Stock difference',
    split: 'Split',
    dispatched: 'Dispatched',
    received: 'Received',
    settled: 'Settled',
    run: 'Run',
    charged: 'Charged into production',
    made: 'Magnets made',
    'taken-back': 'Magnets taken back',
    lost: 'Process loss',
    delivered: 'Delivered',
    restored: 'Back to production',
    reversed: 'Reversal',
  } satisfies Record<EntryWord, string>,
  carveOuts: {
    'recycler-refused': 'refused by the recycler',
    'force-majeure': 'force majeure',
    'off-spec': 'off specification',
    'research-sample': 'research sample',
  } satisfies Record<CarveOut, string>,
  share: 'share of a recycled batch',
  and: (n: number) => `and ${n} more`,
  more: (n: number) => `+${n}`,
  otherBatch: 'another batch',
};
