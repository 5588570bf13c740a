import {
  day,
  flag,
  fraction,
  instant,
  integer,
  json,
  key,
  mass,
  named,
  nullable,
  ref,
  tableOf,
  text,
} from '../../database/index.js';
import type { WipCount, WipCountLine } from '../../domain/acts/records.js';

export type WipCountRow = WipCount;
/** A physical count of a site's work in progress. */
export const WipCountRow = tableOf<WipCountRow>('wip_count', {
  columns: {
    id: key(ref()),
    siteId: ref('site'),
    partyId: ref('party'),
    countedOn: day,
    inForce: flag,
    replacesId: nullable(ref()),
    reason: nullable(text(500)),
    note: nullable(text(2000)),
    createdAt: instant,
    userId: nullable(ref()),
  },
  indices: [
    ['siteId', 'createdAt', 'id'],
    {
      name: 'UX_wip_count_siteId_countedOn',
      columns: ['siteId', 'countedOn'],
      unique: true,
      where: '"inForce"',
    },
  ],
});

export type WipCountLineRow = WipCountLine;
/** What was counted of one stage. */
export const WipCountLineRow = tableOf<WipCountLineRow>('wip_count_line', {
  columns: {
    countId: key(ref('wip_count')),
    ordinal: key(integer),
    stage: text(16),
    dryMg: mass,
    estimated: flag,
    relativePpm: fraction,
    laboratory: nullable(text(200)),
    method: nullable(text(60)),
    compositionPpm: nullable(named('composition', json)),
    given: nullable(json),
    belowLimit: nullable(json),
    expandedUncertainty: nullable(json),
  },
});
