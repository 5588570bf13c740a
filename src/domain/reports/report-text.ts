import { aligned, printable } from './text-table.js';
import type { CircularityReport, ReportFigures, ReportRow } from './circularity-report.js';
import type { ReportField } from '../books/rungs.js';
import { decimalsOfPct, roundedPct } from '../measure/quantities.js';
import { nextDay, type Period } from '../measure/time.js';

/** What a headline is made from: a row of the report, of an element or of the total. */
export type HeadlineRow = Pick<
  ReportFigures,
  'processedKg' | 'substitutedKg' | 'primaryConsumedKg' | 'primaryReplacementPct' | 'ceilingPct'
>;

export interface HeadlineWords {
  /** How a mass is written; in kilograms and tonnes where nothing is said. */
  readonly mass?: ((kg: number) => string) | undefined;
  /** Whether the plant has charged no primary material in its books, and not stated that there was none. */
  readonly lacksPrimary?: boolean;
}

/** Columns of figures side by side, so that a table fits on a page or a wide terminal. */
const COLUMNS = 6;
const DASH = '–';
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Printed on every report: what its last rung does not say. */
export const NO_MARKET_DISPLACEMENT =
  'Market displacement is not computed: how much mining a substituted kilogram avoids is decided by markets, and one to one is a special case (Zink, Geyer and Startz 2016).';

const LABELS: Readonly<Record<ReportField, string>> = {
  generatedKg: 'G  generated',
  reusedInProcessKg: '   reused in process',
  sentKg: 'R0 sent',
  confirmedKg: 'R1 confirmed',
  processedKg: '   processed',
  recoveredKg: 'R2 recovered',
  returnedKg: 'R3 returned',
  consumedKg: 'R4 consumed',
  substitutedKg: 'R5 substituted',
  otherRecycledConsumedKg: '   other recycled consumed',
  primaryConsumedKg: '   primary consumed',
  measurementDifferenceKg: '   measurement difference',
  unaccountedKg: '   unaccounted',
  originUnknownKg: '   of unknown origin',
  intermediateKg: '   unrecovered intermediates',
  recoveryPct: 'recovery %',
  closedLoopReturnPct: 'closed-loop return %',
  recycledSharePct: 'recycled share %',
  primaryReplacementPct: 'primary replacement %',
  ceilingPct: 'ceiling %',
};
const FIELDS = Object.keys(LABELS) as ReportField[];

/**
 * The sentence before every chart and table: "In 2026 the loop made up for 178.5 kg of fresh-mined neodymium: 21.4 % of
 * what the plant used. Recycling every by-product would reach at most 24.1 %."
 *
 * Where a figure is null, the sentence says why instead: hidden from the recycler (who sees no primary consumption
 * either), nothing charged, or nothing processed. Without a row the books hold nothing of the element.
 */
export function headline(
  row: HeadlineRow | undefined,
  elementName: string,
  period: Period,
  { mass = shownMass, lacksPrimary = false }: HeadlineWords = {},
): string {
  const when = periodText(period);
  if (!row) return `${when} the books of the loop hold no ${elementName}.`;
  const amount = row.substitutedKg ? `${mass(row.substitutedKg)} of fresh-mined` : 'no fresh-mined';
  const start = `${when} the loop made up for ${amount} ${elementName}`;
  if (row.primaryConsumedKg === null) return `${start}. Which share of the plant's use that is, the generator sees.`;
  if (row.primaryReplacementPct === null) return `${start}: the plant charged none.`;
  if (lacksPrimary) return `${start}. Which share of the plant's use that is, is open: no primary material is booked.`;
  const share = `${start}: ${shownPct(row.primaryReplacementPct)} of what the plant used.`;
  if (row.ceilingPct === null) {
    const why = row.processedKg
      ? 'what was recovered does not belong to what the period processed'
      : 'none was processed';
    return `${share} How far recycling could reach is open: ${why}.`;
  }
  const rest = row.primaryReplacementPct > row.ceilingPct ? '; the rest came out of stock' : '';
  return `${share} Recycling every by-product would reach at most ${shownPct(row.ceilingPct)}${rest}.`;
}

/** Whether a period is a whole calendar year, a whole calendar month, one day, or none of these. */
export function periodShape({ from, to }: Period): 'year' | 'month' | 'day' | 'days' {
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return 'year';
  const isMonth = from.endsWith('-01') && from.slice(0, 7) === to.slice(0, 7) && nextDay(to).endsWith('-01');
  if (isMonth) return 'month';
  return from === to ? 'day' : 'days';
}

/** `In 2026`, `In March 2026`, `On 2026-03-05`, `From 2026-03-05 to 2026-06-30`. */
/** A period at the beginning of a sentence: `In 2026`. */
export function periodText(period: Period): string {
  const { from, to } = period;
  const year = from.slice(0, 4);
  const shape = periodShape(period);
  if (shape === 'year') return `In ${year}`;
  if (shape === 'month') return `In ${MONTHS[Number(from.slice(5, 7)) - 1]} ${year}`;
  return shape === 'day' ? `On ${from}` : `From ${from} to ${to}`;
}

/** A mass for a sentence: tonnes from 10,000 kg on, more decimals where a small figure would look like none. */
export function shownMass(kg: number): string {
  const size = Math.abs(kg);
  if (size >= 10_000) return `${rounded(kg / 1000, 1)} t`;
  return `${rounded(kg, size >= 10 ? 1 : size >= 0.01 ? 3 : 6)} kg`;
}

/** A percentage for a sentence. */
export function shownPct(pct: number): string {
  const decimals = decimalsOfPct(pct);
  return `${roundedPct(pct, decimals).toFixed(decimals)} %`;
}

/** Half up. The figure is brought to whole millionths first: the digits that it was written with decide, not its binary form. */
function rounded(value: number, decimals: number): string {
  const unit = 10 ** (6 - decimals);
  const units = Math.floor((Math.round(value * 1e6) + unit / 2) / unit);
  return (units / 10 ** decimals).toFixed(decimals);
}

/**
 * The report as text for the command line: headline, coverage, the ladder with one column an element, and what the figures
 * rest on. Null is a dash.
 *
 * @param subject the element of the headline and its name; null for the rare earths together
 */
export function reportText(report: CircularityReport, subject: { element: string; name: string } | null): string {
  const row = subject ? report.elements.find(({ element }) => element === subject.element) : report.total;
  const { agreement, period } = report;
  const lines = [
    headline(row, subject?.name ?? report.total.elements, period, {
      lacksPrimary: report.warnings.some(({ code }) => code === 'no-primary-booked'),
    }),
    '',
    `Agreement ${agreement.reference}: ${agreement.generator} and ${agreement.recycler}`,
    `Period ${period.from} to ${period.to}; boundary: ${report.boundary}; basis: ${report.basis}; method: ${report.method}; data: ${report.dataState}`,
    '',
    ...massLines(report),
    '',
    ...ladderLines(report),
    ...incompleteLines(report),
    ...report.warnings.map(({ code, message, dryKg }) => {
      return `Warning ${code}: ${message}${dryKg === undefined ? '' : ` (${kgText(dryKg)} kg dry)`}`;
    }),
    NO_MARKET_DISPLACEMENT,
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** What lacks an assay is the same for every element, so that the total's says it. */
function incompleteLines({ total }: CircularityReport): string[] {
  if (total.incomplete.length === 0) return [];
  const names = total.incomplete.map((field) => LABELS[field].replace(' %', ''));
  return [`Incomplete, since more than 1 % of the dry mass behind it has no assay: ${names.join(', ')}`];
}

function massLines({ mass }: CircularityReport): string[] {
  return aligned([
    ['By-product, dry', 'kg'],
    ['generated', kgText(mass.generatedDryKg)],
    ['reused in process', kgText(mass.reusedInProcessDryKg)],
    ['sent', kgText(mass.sentDryKg)],
    ['refused', kgText(mass.refusedDryKg)],
    ['confirmed', kgText(mass.confirmedDryKg)],
    ['leaked', kgText(mass.leakedDryKg)],
    ['  with a carve-out', kgText(mass.carvedOutDryKg)],
    ['  as a breach', kgText(mass.breachDryKg)],
    ['on hand at the beginning', kgText(mass.openingOnHandDryKg)],
    ['counted down', kgText(mass.countedDownDryKg)],
    ['counted up', kgText(mass.countedUpDryKg)],
    ['own difference', kgText(mass.ownDifferenceDryKg)],
    ['on hand at the end', kgText(mass.onHandDryKg)],
    ['recycler counted down', kgText(mass.recyclerCountedDownDryKg)],
    ['recycler counted up', kgText(mass.recyclerCountedUpDryKg)],
    ['without assay', kgText(mass.withoutAssayDryKg)],
    ['  generated', kgText(mass.withoutAssay.generatedDryKg)],
    ['  reused in process', kgText(mass.withoutAssay.reusedDryKg)],
    ['  sent', kgText(mass.withoutAssay.sentDryKg)],
    ['  confirmed', kgText(mass.withoutAssay.confirmedDryKg)],
    ['  leaked', kgText(mass.withoutAssay.leakedDryKg)],
    ['  on hand at the end', kgText(mass.withoutAssay.onHandDryKg)],
    ['recycled, sold elsewhere', kgText(mass.recycledSoldElsewhereDryKg)],
    ['coverage %', pctText(mass.coveragePct)],
    ['coverage with carve-outs %', pctText(mass.coverageWithCarveOutsPct)],
  ]);
}

/** Tables of at most {@link COLUMNS} columns each, an empty line after every one. */
function ladderLines({ elements, total }: CircularityReport): string[] {
  const columns: { name: string; row: ReportRow }[] = [
    ...elements.map((row) => ({ name: row.element, row })),
    { name: total.elements, row: total },
  ];
  const tables = Array.from({ length: Math.ceil(columns.length / COLUMNS) }, (_, index) =>
    columns.slice(index * COLUMNS, (index + 1) * COLUMNS),
  );
  return tables.flatMap((table) => [
    ...aligned([
      ['kg of element', ...table.map(({ name }) => name)],
      ...FIELDS.map((field) => [LABELS[field], ...table.map(({ row }) => fieldText(field, row[field]))]),
      ...closingLines('recycler', table),
      ...closingLines('processors', table),
    ]),
    '',
  ]);
}

const CLOSINGS = {
  recycler: 'After recovery, at the recycler',
  processors: 'After recovery, at processors',
} as const;

const CLOSING_LABELS: Readonly<Record<string, string>> = {
  madeKg: 'made',
  returnedKg: 'returned',
  toOthersKg: 'to others',
  soldOrDisposedKg: 'sold or disposed of',
  stockDifferenceKg: 'stock differences',
  wayDifferenceKg: 'differences on the way',
  lostLaterKg: 'lost in later stages',
  straightKg: 'straight to the generator',
  sentOnKg: 'sent on to the generator',
  lostKg: 'lost in other runs',
  differenceKg: 'differences',
  stockIncreaseKg: 'increase of stock',
};

/** A closing as lines of a table, none where all of it is zero. */
function closingLines(
  side: keyof typeof CLOSINGS,
  table: readonly { readonly row: ReportRow }[],
): (readonly string[])[] {
  const closings = table.map(({ row }) => row.afterRecovery[side] as unknown as Readonly<Record<string, number>>);
  if (closings.every((closing) => Object.values(closing).every((kg) => kg === 0))) return [];
  const names = Object.keys(closings[0] ?? {});
  return [
    [CLOSINGS[side], ...table.map(() => '')],
    ...names.map((name) => [
      `   ${CLOSING_LABELS[name] ?? name}`,
      ...closings.map((closing) => kgText(closing[name] ?? 0)),
    ]),
  ];
}

function fieldText(field: ReportField, value: number | null): string {
  return field.endsWith('Pct') ? pctText(value) : kgText(value);
}

function kgText(kg: number | null): string {
  return kg === null ? DASH : kg.toFixed(6);
}

function pctText(pct: number | null): string {
  return pct === null ? DASH : pct.toFixed(4);
}
