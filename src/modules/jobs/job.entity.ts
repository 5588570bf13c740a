import { instant, key, nullable, ref, tableOf, text } from '../../database/index.js';

/** Work that goes on after its request is answered, and after a restart. */
export interface JobRow {
  readonly id: string;
  readonly kind: string;
  /** What it works on. */
  readonly subjectId: string;
  readonly state: 'open' | 'done';
  /** The process that works on it, until its lease is over; nobody before that where it has none. */
  readonly runner: string | null;
  readonly leasedUntil: number;
  readonly createdAt: number;
}

export const JobRow = tableOf<JobRow>('job', {
  columns: {
    id: key(ref()),
    kind: text(20),
    subjectId: ref(),
    state: text(10),
    runner: nullable(ref()),
    leasedUntil: instant,
    createdAt: instant,
  },
  indices: [['state', 'createdAt', 'id'], ['subjectId']],
});
