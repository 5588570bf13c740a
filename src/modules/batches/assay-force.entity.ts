import { flag, instant, key, nullable, ref, tableOf, text } from '../../database/index.js';
import type { ForcedAssay } from '../../domain/acts/records.js';

export type AssayForceRow = ForcedAssay;
/** That the side where a batch arose has put one of its assays in force by hand. */
export const AssayForceRow = tableOf<ForcedAssay>('assay_force', {
  columns: {
    id: key(ref()),
    batchId: ref('batch'),
    assayId: ref('assay'),
    reason: text(500),
    createdAt: instant,
    userId: nullable(ref()),
    entryId: nullable(ref('entry')),
    withdrawn: flag,
  },
  indices: [['batchId'], ['entryId']],
});
