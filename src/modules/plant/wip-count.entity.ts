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
import type { GivenAssay } from '../../domain/acts/records.js';
import type { BelowLimit, CompositionPpm } from '../../domain/matter/composition.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';
import type { Stage } from '../../domain/production/measured.js';

/** A physical count of a site's work in progress. It stands at the end of its day, and books nothing. */
export interface WipCountRow {
  readonly id: string;
  readonly siteId: string;
  readonly partyId: string;
  readonly countedOn: string;
  /** Whether no later count of the day has taken its place. */
  readonly inForce: boolean;
  readonly replacesId: string | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly createdAt: number;
  readonly userId: string | null;
}

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

/** What was counted of one stage. */
export interface WipCountLineRow {
  readonly countId: string;
  readonly ordinal: number;
  readonly stage: Stage;
  readonly dryMg: Mg;
  readonly estimated: boolean;
  /** Relative standard uncertainty of the mass. */
  readonly relativePpm: Ppm;
  /** Null, like all below, where nobody analysed it. */
  readonly laboratory: string | null;
  readonly method: string | null;
  readonly compositionPpm: CompositionPpm | null;
  readonly given: GivenAssay | null;
  readonly belowLimit: BelowLimit | null;
  readonly expandedUncertainty: Readonly<Record<string, Ppm>> | null;
}

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
