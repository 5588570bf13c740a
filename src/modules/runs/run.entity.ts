import {
  day,
  flag,
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
import type {
  DrawnInput,
  EnteredOutput,
  KeptWarning,
  Run,
  RunFeed,
  RunResidue,
  RunShare,
} from '../../domain/acts/records.js';

export type RunRow = Run;
/** A transformation at a site. It is entered when it is over: a run is closed, or reversed. */
export const RunRow = tableOf<Run>('run', {
  columns: {
    id: key(ref()),
    kind: text(12),
    code: text(60),
    codeKey: text(255),
    liveKey: nullable(text(255)),
    status: text(10),
    partyId: ref('party'),
    siteId: ref('site'),
    custodyModel: text(20),
    startedAt: instant,
    occurredAt: instant,
    occurredOn: day,
    localOn: nullable(day),
    overrideReason: nullable(text(500)),
    entryId: ref('entry'),
    createdAt: instant,
    userId: nullable(ref()),
  },
  unique: [['siteId', 'liveKey']],
  indices: [['partyId', 'createdAt', 'id'], ['entryId']],
});

export type RunInputRow = DrawnInput;
/** What a run drew of a batch. A drawn batch is sealed, so that this never changes. */
export const RunInputRow = tableOf<DrawnInput>('run_input', {
  columns: {
    runId: key(ref('run')),
    batchId: key(ref('batch')),
    ordinal: integer,
    kind: text(16),
    dryMg: mass,
    contents: json,
    named: json,
    bounds: nullable(json),
  },
  indices: [['batchId']],
});

export type RunFeedRow = RunFeed;
/** Feed that is in nobody's books here. */
export const RunFeedRow = tableOf<RunFeed>('run_feed', {
  columns: {
    runId: key(ref('run')),
    ordinal: key(integer),
    origin: text(16),
    originCountry: nullable(text(2)),
    description: text(200),
    dryMg: mass,
    compositionPpm: named('composition', json),
    belowLimit: nullable(json),
  },
});

export type RunResidueRow = RunResidue;
/** What a run left over beside its outputs. */
export const RunResidueRow = tableOf<RunResidue>('run_residue', {
  columns: {
    runId: key(ref('run')),
    ordinal: key(integer),
    kind: text(60),
    destination: text(200),
    dryMg: mass,
    compositionPpm: nullable(named('composition', json)),
  },
});

export type RunOutputRow = EnteredOutput;
/** The batches that a run made, in the order in which they were entered. */
export const RunOutputRow = tableOf<EnteredOutput>('run_output', {
  columns: {
    runId: key(ref('run')),
    batchId: key(ref('batch')),
    ordinal: integer,
    dryMg: mass,
  },
  indices: [['batchId']],
});

export type RunShareRow = RunShare;
/** That material of an agreement went into a run: its sides may see their own part of it. */
export const RunShareRow = tableOf<RunShare>('run_share', {
  columns: {
    runId: key(ref('run')),
    agreementId: key(ref('agreement')),
    recovered: flag,
  },
  indices: [['agreementId', 'runId']],
});

export type RunWarningRow = KeptWarning;
/**
 * What does not close in a run: once for the whole run, under an empty agreement, and once for each agreement in it with
 * that one's part of the mass, so that a report finds its own by one look into an index.
 */
export const RunWarningRow = tableOf<KeptWarning>('run_warning', {
  columns: {
    runId: key(ref('run')),
    agreementKey: key(text(36)),
    code: key(text(30)),
    element: key(text(12)),
    occurredOn: day,
    massMg: mass,
    partyId: text(36),
  },
  indices: [
    {
      name: 'IX_run_warning_by_party',
      columns: ['agreementKey', 'code', 'partyId', 'element', 'occurredOn', 'massMg'],
    },
  ],
});
