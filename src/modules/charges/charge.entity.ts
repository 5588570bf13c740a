import { day, instant, key, mass, nullable, ref, tableOf, text } from '../../database/index.js';
import type { Charge } from '../../domain/acts/records.js';

export type ChargeRow = Charge;
/** Material consumed in magnet production. */
export const ChargeRow = tableOf<Charge>('charge', {
  columns: {
    id: key(ref()),
    siteId: ref('site'),
    partyId: ref('party'),
    batchId: ref('batch'),
    entryId: ref('entry'),
    occurredAt: instant,
    occurredOn: day,
    localOn: nullable(day),
    dryMg: mass,
    heat: nullable(text(60)),
    status: text(10),
    createdAt: instant,
    userId: nullable(ref()),
  },
  indices: [['partyId', 'createdAt', 'id'], ['batchId'], ['entryId'], ['siteId', 'occurredOn']],
});
