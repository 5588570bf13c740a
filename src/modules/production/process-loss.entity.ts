import { day, instant, json, key, named, nullable, ref, tableOf, text } from '../../database/index.js';
import type { ProcessLoss } from '../../domain/acts/records.js';

export type ProcessLossRow = ProcessLoss;
/** What left production otherwise. */
export const ProcessLossRow = tableOf<ProcessLoss>('process_loss', {
  columns: {
    id: key(ref()),
    siteId: ref('site'),
    partyId: ref('party'),
    entryId: ref('entry'),
    occurredAt: instant,
    occurredOn: day,
    localOn: nullable(day),
    elementsMg: named('elements', json),
    basis: text(9),
    reason: text(500),
    document: text(200),
    status: text(10),
    createdAt: instant,
    userId: nullable(ref()),
  },
  indices: [['partyId', 'createdAt', 'id'], ['siteId', 'occurredOn'], ['entryId']],
});
