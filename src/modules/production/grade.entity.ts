import {
  day,
  fraction,
  instant,
  integer,
  json,
  key,
  named,
  nullable,
  ref,
  tableOf,
  text,
} from '../../database/index.js';
import type { Alloy } from '../../domain/matter/catalogue.js';
import type { KnownVersion } from '../../domain/acts/magnet-lot.js';

/** A magnet grade of a party. What is said of it stands in its versions. */
export interface GradeRow {
  readonly id: string;
  readonly partyId: string;
  readonly code: string;
  readonly codeKey: string;
  readonly alloy: Alloy;
  readonly createdAt: number;
  readonly userId: string | null;
}

export const GradeRow = tableOf<GradeRow>('grade', {
  columns: {
    id: key(ref()),
    partyId: ref('party'),
    code: text(60),
    codeKey: text(255),
    alloy: text(8),
    createdAt: instant,
    userId: nullable(ref()),
  },
  unique: [['partyId', 'codeKey']],
  indices: [['partyId', 'createdAt', 'id']],
});

/** What is said of a grade from a day on. */
export interface GradeVersionRow extends KnownVersion {
  readonly id: string;
  readonly gradeId: string;
  readonly createdAt: number;
  readonly userId: string | null;
}

export const GradeVersionRow = tableOf<GradeVersionRow>('grade_version', {
  columns: {
    id: key(ref()),
    gradeId: ref('grade'),
    fromOn: day,
    compositionPpm: named('composition', json),
    given: nullable(json),
    belowLimit: nullable(json),
    expandedUncertainty: nullable(json),
    coatingPpm: fraction,
    windowDays: integer,
    createdAt: instant,
    userId: nullable(ref()),
  },
  unique: [['gradeId', 'fromOn']],
});
