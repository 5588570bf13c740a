import { flag, instant, integer, key, mass, nullable, ref, tableOf, text } from '../../database/index.js';
import type { BatchEvent } from '../../domain/acts/records.js';

export type BatchEventRow = BatchEvent;
/** What an entry did to a batch, and how the batch stood before, so that a reversal can set it back. */
export const BatchEventRow = tableOf<BatchEvent>('batch_event', {
  columns: {
    entryId: key(ref('entry')),
    batchId: key(ref('batch')),
    kind: text(20),
    dryMg: nullable(mass),
    carveOut: nullable(text(30)),
    breachReason: nullable(text(500)),
    reason: nullable(text(500)),
    destination: nullable(text(200)),
    statusBefore: text(20),
    restingBefore: text(12),
    siteBeforeId: ref(),
    piecesBefore: nullable(integer),
    estimatedBefore: nullable(flag),
    createdAt: instant,
  },
  indices: [['batchId']],
});
