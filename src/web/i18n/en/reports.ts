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
};

/** What the figures of a report are called, and where they lead. */
export const reports = {
  figures,
  mass,
  batchesWithoutAssay: 'Batches without assay:',
  entriesOf: (figure: string) => `Entries of ${figure}:`,
};
