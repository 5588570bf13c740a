import { csvOf, type CsvLocale, type CsvValue } from '../measure/csv.js';
import { ERROR_KINDS } from './uncertainty.js';

/** Balances as the API answers them. */
export interface BalanceTable {
  readonly siteId: string;
  readonly from: string;
  readonly to: string;
  readonly countedFrom: string | null;
  readonly countedTo: string | null;
  readonly elements: readonly BalanceTableRow[];
  readonly total: BalanceTableRow;
}

const FIGURES = [
  'openingKg',
  'chargedKg',
  'reusedInProcessKg',
  'backToProductionKg',
  'magnetsKg',
  'processLossesKg',
  'closingKg',
  'loggedKg',
  'expectedKg',
  'unexplainedKg',
  'uncertaintyKg',
  'completenessPct',
] as const;

export interface BalanceTableRow extends Readonly<Record<(typeof FIGURES)[number], number | null>> {
  readonly element: string;
  readonly verdict: string;
  readonly partsKg: Readonly<Record<string, number>>;
}

/** Balances as CSV: a record for each period and element, the total last. */
export function balanceCsv(tables: readonly BalanceTable[], locale: CsvLocale): string {
  const head = [
    ...['siteId', 'from', 'to', 'countedFrom', 'countedTo', 'element'],
    ...FIGURES,
    'verdict',
    ...ERROR_KINDS.map((kind) => `${kind}Kg`),
  ];
  const records = tables.flatMap(({ siteId, from, to, countedFrom, countedTo, elements, total }) =>
    [...elements, total].map((row): CsvValue[] => [
      ...[siteId, from, to, countedFrom, countedTo, row.element],
      ...FIGURES.map((figure) => row[figure]),
      row.verdict,
      ...ERROR_KINDS.map((kind) => row.partsKg[kind] ?? null),
    ]),
  );
  return csvOf([head, ...records], locale);
}
