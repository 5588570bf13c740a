import { day, flag, fraction, instant, key, nullable, ref, tableOf, text } from '../../database/index.js';
import type { MagnetLot } from '../../domain/acts/records.js';

export type MagnetLotRow = MagnetLot;
/** What is kept of a magnet lot beside its batch. */
export const MagnetLotRow = tableOf<MagnetLot>('magnet_lot', {
  columns: {
    id: key(ref('batch')),
    siteId: ref('site'),
    partyId: ref('party'),
    gradeId: ref('grade'),
    gradeFromOn: day,
    coatingPpm: fraction,
    uncoated: flag,
    heat: nullable(text(60)),
    gradeAssayId: nullable(ref('assay')),
    returnedFrom: nullable(text(200)),
    returnedUse: nullable(text(6)),
    useEvidence: nullable(text(500)),
    entryId: ref('entry'),
    createdAt: instant,
    userId: nullable(ref()),
  },
  indices: [['partyId', 'createdAt', 'id'], ['entryId']],
});
