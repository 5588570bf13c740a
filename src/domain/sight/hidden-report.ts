/** The figures from which a recycler would learn of what the generator buys elsewhere. */
const HIDDEN_FROM_RECYCLER = [
  'otherRecycledConsumedKg',
  'primaryConsumedKg',
  'recycledSharePct',
  'primaryReplacementPct',
  'ceilingPct',
] as const;

/** A row of a report, as far as it has something to hide. */
interface Row extends Readonly<Record<(typeof HIDDEN_FROM_RECYCLER)[number], number | null>> {
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
  const isHidden = (field: string): boolean => HIDDEN_FROM_RECYCLER.some((hidden) => hidden === field);
  const fields = Object.entries(row).map(([field, value]) => [field, isHidden(field) ? null : (value as unknown)]);
  return { ...(Object.fromEntries(fields) as Row), incomplete: row.incomplete.filter((ratio) => !isHidden(ratio)) };
}

function hasMass(row: Row): boolean {
  const closings = Object.values(row.afterRecovery).flatMap((closing) => Object.values(closing));
  const masses = Object.entries(row).filter(([field]) => field.endsWith('Kg'));
  return [...closings, ...masses.map(([, mass]) => mass as unknown)].some((kg) => kg !== null && kg !== 0);
}
