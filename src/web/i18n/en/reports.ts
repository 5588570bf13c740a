import { closesSentence } from '../../../domain/production/balance-text.js';
import type { Verdict } from '../../../domain/reports/verdicts.js';
import type { ReportMass } from '../../../domain/reports/circularity-report.js';
import type { ReportField } from '../../../domain/books/rungs.js';

const figures: Readonly<Record<ReportField, string>> = {
  generatedKg: 'Generated',
  reusedInProcessKg: 'Reused in process',
  sentKg: 'Sent',
  confirmedKg: 'Confirmed',
  processedKg: 'Processed',
  recoveredKg: 'Recovered',
  returnedKg: 'Returned',
  consumedKg: 'Consumed',
  substitutedKg: 'Substituted',
  otherRecycledConsumedKg: 'Other recycled material consumed',
  primaryConsumedKg: 'Primary material consumed',
  measurementDifferenceKg: 'Measurement difference',
  unaccountedKg: 'Unaccounted for',
  originUnknownKg: 'Of unknown origin',
  intermediateKg: 'Unrecovered intermediates',
  recoveryPct: 'Recovery',
  closedLoopReturnPct: 'Closed-loop return',
  recycledSharePct: 'Recycled share',
  primaryReplacementPct: 'Primary replacement',
  ceilingPct: 'Ceiling',
};

const mass: Readonly<Record<Exclude<keyof ReportMass, 'withoutAssay'>, string>> = {
  generatedDryKg: 'Generated',
  reusedInProcessDryKg: 'Reused in process',
  sentDryKg: 'Sent',
  refusedDryKg: 'Refused',
  confirmedDryKg: 'Confirmed',
  leakedDryKg: 'Left another way',
  carvedOutDryKg: '… of it with a carve-out',
  breachDryKg: '… of it as a breach',
  recycledSoldElsewhereDryKg: 'Recycled material sold elsewhere',
  openingOnHandDryKg: 'On hand at the beginning',
  countedDownDryKg: 'Counted away',
  countedUpDryKg: 'Counted in addition',
  ownDifferenceDryKg: 'Lost on own ways',
  onHandDryKg: 'On hand at the end',
  recyclerCountedDownDryKg: 'Counted away at the recycler',
  recyclerCountedUpDryKg: 'Counted in addition at the recycler',
  withoutAssayDryKg: 'Without assay',
  coveragePct: 'Coverage',
  coverageWithCarveOutsPct: 'Coverage, carve-outs counted as leaks',
  completenessPct: 'Logged of what production must have left',
  coverageOfExpectedPct: 'Coverage of what was made',
  unexplainedKg: 'Unexplained, rare-earth metal',
  unexplainedUncertaintyKg: '… give or take',
  completeness: 'Does the plant close?',
};

/** What the figures of a report are called, and where they lead. */
export const reports = {
  figures,
  mass,
  verdicts: {
    'not-known': 'not known',
    'too-coarse': 'the figures are too coarse to tell',
    gap: 'no: something is missing',
    surplus: 'no: more was logged than can have been left',
    closed: 'yes',
  } satisfies Record<Verdict, string>,
  /** The same in a word, for a list. */
  verdictWords: {
    'not-known': 'Not known',
    'too-coarse': 'Too coarse',
    gap: 'Gap',
    surplus: 'Surplus',
    closed: 'Closes',
  } satisfies Record<Verdict, string>,
  /** What a verdict means, in the words of the headline; nothing where nothing can be said. */
  closes: closesSentence,
  period: 'Period',
  periodKinds: { year: 'Year', quarter: 'Quarter', month: 'Month' },
  earlier: 'Earlier period',
  later: 'Later period',
  csv: 'Download CSV',
  csvFailed: 'The CSV could not be downloaded.',
  /** Coverage where what is unexplained counts as not sent. */
  ofMade: (pct: string) => `Counted with what is unexplained, ${pct} of the rare earths went to the recycler.`,
  batchesWithoutAssay: 'Batches without assay:',
  entriesOf: (figure: string) => `Entries of ${figure}:`,
};
