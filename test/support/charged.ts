import type { TotalRow } from '../../src/domain/books/totals.js';
import { PPM, scaled } from '../../src/domain/measure/quantities.js';

/** Totals as charges book them: beside what was consumed stands the usable part of it. */
export function withSubstituted(rows: readonly TotalRow[]): TotalRow[] {
  return rows.flatMap((row): TotalRow[] =>
    row.measure === 'consumed'
      ? [row, { ...row, measure: 'substituted', massMg: scaled(row.massMg, row.usabilityPpm, PPM) }]
      : [row],
  );
}
