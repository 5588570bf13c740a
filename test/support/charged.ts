import type { Measure } from '../../src/domain/books/ledger.js';
import type { TotalRow } from '../../src/domain/books/totals.js';
import { ofMg, PPM, ppmOf, scaled } from '../../src/domain/measure/quantities.js';

/** Totals as charges book them: beside what was consumed stands the usable part of it. */
export function withSubstituted(rows: readonly TotalRow[]): TotalRow[] {
  return rows.flatMap((row): TotalRow[] =>
    row.measure === 'consumed'
      ? [row, { ...row, measure: 'substituted', massMg: scaled(row.massMg, row.usabilityPpm, PPM) }]
      : [row],
  );
}

export const A = 'agreement-a';
export const GENERATOR = 'generator';

/** A total of agreement A's pre-consumer group in the generator's books, in kilograms, unless more is said. */
export const total = (measure: Measure, commodity: string, kg: number, more: Partial<TotalRow> = {}): TotalRow => ({
  measure,
  commodity,
  massMg: ofMg(Math.round(kg * 1e6)),
  partyId: GENERATOR,
  agreementId: A,
  origin: 'pre-consumer',
  usabilityPpm: ppmOf(1_000_000),
  ...more,
});
export const primary = (element: string, kg: number): TotalRow =>
  total('consumed', element, kg, { agreementId: null, origin: 'primary' });
