import {
  day,
  flag,
  fraction,
  instant,
  integer,
  key,
  mass,
  nullable,
  ref,
  tableOf,
  text,
} from '../../database/index.js';
import type { Entry } from '../../domain/acts/records.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

export type EntryRow = Entry;
/** One act in the books. Never changed once it is stored. */
export const EntryRow = tableOf<Entry>('entry', {
  columns: {
    id: key(ref()),
    kind: text(16),
    occurredAt: instant,
    occurredOn: day,
    localOn: nullable(day),
    recordedAt: instant,
    partyId: ref('party'),
    siteId: ref('site'),
    userId: nullable(ref()),
    reversesId: nullable(ref('entry')),
    becauseId: nullable(ref()),
    reason: nullable(text(500)),
  },
  unique: [['reversesId']],
  indices: [['recordedAt', 'id'], ['partyId', 'recordedAt', 'id'], ['siteId']],
});

/** One side of the books giving to another: the unit of which everything else is a sum. */
export interface PostingRow {
  readonly entryId: string;
  readonly ordinal: number;
  readonly day: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly partyId: string;
  readonly commodity: string;
  /** The agreement of the group, or the empty text: part of keys, which cannot hold a null. */
  readonly agreementKey: string;
  readonly origin: string;
  /** The country of the group, or the empty text. */
  readonly countryKey: string;
  readonly massMg: Mg;
  /** The figures that it counts to, as `sent-` or `confirmed+`, separated by spaces. */
  readonly counts: string;
  readonly usabilityPpm: Ppm;
}

export const PostingRow = tableOf<PostingRow>('posting', {
  columns: {
    entryId: key(ref('entry')),
    ordinal: key(integer),
    day,
    fromAccount: text(50),
    toAccount: text(50),
    fromBatchId: nullable(ref()),
    toBatchId: nullable(ref()),
    partyId: ref(),
    commodity: text(12),
    agreementKey: text(36),
    origin: text(16),
    countryKey: text(2),
    massMg: mass,
    counts: text(60),
    usabilityPpm: fraction,
  },
  indices: [
    ['fromBatchId'],
    ['toBatchId'],
    ['agreementKey', 'day'],
    {
      name: 'IX_posting_dry',
      columns: ['fromBatchId', 'day', 'counts', 'massMg', 'agreementKey', 'commodity'],
      where: `"commodity" = 'dry-mass'`,
    },
    { name: 'IX_posting_wip_from', columns: ['fromAccount', 'day'], where: `"fromAccount" LIKE 'wip:%'` },
    { name: 'IX_posting_wip_to', columns: ['toAccount', 'day'], where: `"toAccount" LIKE 'wip:%'` },
  ],
  checks: {
    CK_posting_positive: '"massMg" > 0',
    CK_posting_moves: `"fromAccount" <> "toAccount" OR COALESCE("fromBatchId", '') <> COALESCE("toBatchId", '')`,
  },
});

/** Which batches, shipment or run an entry stands on, and what stood there before: the chain that a reversal follows. */
export interface EntrySubjectRow {
  readonly entryId: string;
  readonly subjectId: string;
  readonly previousEntryId: string | null;
  /** Whether nothing later stands on the subject. */
  readonly latest: boolean;
}

export const EntrySubjectRow = tableOf<EntrySubjectRow>('entry_subject', {
  columns: {
    entryId: key(ref('entry')),
    subjectId: key(ref()),
    previousEntryId: nullable(ref('entry')),
    latest: flag,
  },
  indices: [
    ['subjectId', 'latest'],
    { name: 'UX_entry_subject_subjectId', columns: ['subjectId'], unique: true, where: '"latest"' },
  ],
});
