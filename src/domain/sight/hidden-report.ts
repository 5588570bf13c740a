import type { ReportField } from '../books/rungs.js';

/** Of every figure whether the recycler sees it: from the others it would learn of what the generator buys elsewhere. */
const SEEN_BY_RECYCLER = {
  generatedKg: true,
  reusedInProcessKg: true,
  sentKg: true,
  confirmedKg: true,
  processedKg: true,
  recoveredKg: true,
  returnedKg: true,
  consumedKg: true,
  substitutedKg: true,
  otherRecycledConsumedKg: false,
  primaryConsumedKg: false,
  measurementDifferenceKg: true,
  unaccountedKg: true,
  originUnknownKg: true,
  intermediateKg: true,
  recoveryPct: true,
  closedLoopReturnPct: true,
  recycledSharePct: false,
  primaryReplacementPct: false,
  ceilingPct: false,
} as const satisfies Readonly<Record<ReportField, boolean>>;
const HIDDEN_FROM_RECYCLER: ReadonlySet<string> = new Set(
  Object.entries(SEEN_BY_RECYCLER).flatMap(([field, isSeen]) => (isSeen ? [] : [field])),
);

/** A row of a report, as far as it has something to hide. */
interface Row extends Readonly<Record<ReportField, number | null>> {
  readonly incomplete: readonly string[];
  readonly afterRecovery: Readonly<Record<string, object>>;
}

interface Report {
  readonly elements: readonly Row[];
  readonly total: Row;
  readonly warnings: readonly { readonly code: string }[];
}

/**
 * The report as the agreement's recycler may see it: what tells of the generator's other purchases is null, and the warning
 * that follows from it is left out. So is the row of an element that the recycler would see only zeros of: that it is
 * there would say that the generator bought the element.
 */
export function hiddenFromRecycler<Whole extends Report>(report: Whole): Whole {
  return {
    ...report,
    elements: report.elements.map(withoutHidden).filter(hasMass),
    total: withoutHidden(report.total),
    warnings: report.warnings.filter(({ code }) => code !== 'stock-drawn-down'),
  };
}

function withoutHidden(row: Row): Row {
  const isHidden = (field: string): boolean => HIDDEN_FROM_RECYCLER.has(field);
  const fields = Object.entries(row).map(([field, value]) => [field, isHidden(field) ? null : (value as unknown)]);
  return { ...(Object.fromEntries(fields) as Row), incomplete: row.incomplete.filter((ratio) => !isHidden(ratio)) };
}

function hasMass(row: Row): boolean {
  const closings = Object.values(row.afterRecovery).flatMap((closing): unknown[] => Object.values(closing));
  const masses = Object.entries(row).filter(([field]) => field.endsWith('Kg'));
  return [...closings, ...masses.map(([, mass]) => mass as unknown)].some((kg) => kg !== null && kg !== 0);
}
