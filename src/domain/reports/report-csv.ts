import { PROCESSORS_CLOSING, RECYCLER_CLOSING, type AfterRecovery } from './after-recovery.js';
import {
  FIRST_FIELDS,
  LATER_FIELDS,
  type CircularityReport,
  type ReportMass,
  type ReportRow,
  type ReportWarning,
} from './circularity-report.js';
import { csvNumber, csvOf, type CsvLocale, type CsvValue } from '../measure/csv.js';

/**
 * The report as CSV (RFC 4180): one record an element and one for the total, each with what it rests on, so that a row
 * that is cut out still says its agreement, period, boundary, basis, method and data state, the dry masses with what of them
 * has no assay, the coverage and every warning. Null is an empty cell. A locale changes separators, never names.
 */
export function reportCsv(report: CircularityReport, locale: CsvLocale = 'en'): string {
  const { agreement, period, boundary, basis, method, dataState } = report;
  const head: CsvValue[] = [agreement.reference, period.from, period.to, boundary, basis, method, dataState];
  const mass = massCells(report.mass);
  const warnings = report.warnings.map(warningText(locale)).join(' | ');
  const record = (name: string, row: ReportRow): CsvValue[] => [
    ...head,
    name,
    ...FIRST_FIELDS.map((field) => row[field]),
    ...mass.map(([, value]) => value),
    row.incomplete.join(' | '),
    warnings,
    ...LATER_FIELDS.map((field) => row[field]),
    ...closingCells(row).map(([, value]) => value),
  ];
  const names = [...mass.map(([name]) => name), 'incomplete', 'warnings', ...LATER_FIELDS];
  return csvOf(
    [
      ['agreement', 'from', 'to', 'boundary', 'basis', 'method', 'dataState', 'element', ...FIRST_FIELDS].concat(
        names,
        closingCells(report.total).map(([name]) => name),
      ),
      ...report.elements.map((row) => record(row.element, row)),
      record(report.total.elements, report.total),
    ],
    locale,
  );
}

type Cell = readonly [name: string, value: CsvValue];

/** The masses by name, those without assay as `withoutAssay.sentDryKg`. */
function massCells(mass: ReportMass): Cell[] {
  return Object.entries(mass).flatMap(([name, value]: [string, CsvValue | ReportMass['withoutAssay']]): Cell[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([part, kg]) => [`${name}.${part}`, kg] as const)
      : [[name, value]],
  );
}

function closingCells({ afterRecovery }: ReportRow): Cell[] {
  const cells = (side: keyof AfterRecovery<number>, names: readonly string[]): Cell[] =>
    names.map((name) => [
      `afterRecovery.${side}.${name}Kg`,
      (afterRecovery[side] as Readonly<Record<string, number>>)[`${name}Kg`] ?? null,
    ]);
  return [...cells('recycler', RECYCLER_CLOSING), ...cells('processors', PROCESSORS_CLOSING)];
}

/** A warning in a cell: its code, the element and the kilograms that it is about. */
function warningText(locale: CsvLocale) {
  return ({ code, element, dryKg }: ReportWarning): string =>
    [code, element, dryKg === undefined ? undefined : `${csvNumber(dryKg, locale)} kg`]
      .filter((part) => part !== undefined)
      .join(' ');
}
