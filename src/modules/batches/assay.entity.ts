import { flag, instant, json, key, named, nullable, ref, tableOf, text } from '../../database/index.js';
import type { Assay } from '../../domain/acts/records.js';

export type AssayRow = Assay;
/** The composition of a batch, as one laboratory found it. */
export const AssayRow = tableOf<Assay>('assay', {
  columns: {
    id: key(ref()),
    batchId: ref('batch'),
    partyId: ref('party'),
    laboratory: text(200),
    method: text(60),
    reportNo: nullable(text(100)),
    reportKey: nullable(text(410)),
    sampledAt: instant,
    compositionPpm: named('composition', json),
    given: nullable(json),
    belowLimit: nullable(json),
    expandedUncertainty: nullable(json),
    createdAt: instant,
    userId: nullable(ref()),
    entryId: nullable(ref('entry')),
    withdrawn: flag,
  },
  indices: [['batchId'], ['entryId'], ['partyId', 'reportKey']],
});
