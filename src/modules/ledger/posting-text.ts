import type { Origin } from '../../domain/matter/holding.js';
import type { Count, Measure, Posting } from '../../domain/books/ledger.js';
import type { PostingRow } from './entry.entity.js';

/** `sent-1` and the like, as one short text. */
export function writeCounts(counts: readonly Count[]): string {
  return counts.map(({ measure, sign }) => `${measure}${sign === 1 ? '+' : '-'}`).join(' ');
}

export function readCounts(text: string): Count[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((word) => ({ measure: word.slice(0, -1) as Measure, sign: word.endsWith('+') ? 1 : -1 }));
}

export function postingOf(row: PostingRow): Posting {
  const { day, fromBatchId, toBatchId, partyId, commodity, massMg, usabilityPpm } = row;
  return {
    day,
    from: row.fromAccount,
    to: row.toAccount,
    fromBatchId,
    toBatchId,
    partyId,
    commodity,
    agreementId: row.agreementKey || null,
    origin: row.origin as Origin,
    country: row.countryKey || null,
    massMg,
    counts: readCounts(row.counts),
    usabilityPpm,
  };
}
