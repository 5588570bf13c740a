import { addedMg, type Figure, type FigureSubject } from './figures.js';
import type { Commodity } from '../matter/holding.js';
import { roundedTogether, type Posting } from '../books/ledger.js';
import { safe, type Mg } from '../measure/quantities.js';
import type { Day, Period } from '../measure/time.js';

/** A mass of a report: which, whose, when, and of what. */
export interface FigureAsked {
  readonly figure: Figure;
  readonly subject: FigureSubject;
  /** The days whose postings count. */
  readonly period: Period;
  readonly commodities: readonly Commodity[];
}

/** What an entry adds to a figure for one batch on one day; milligrams, below zero where it takes off. */
export interface EvidencePart {
  readonly day: Day;
  readonly batchId: string | null;
  readonly massMg: Mg;
}

/**
 * What each of some entries adds to a figure. Over all entries of the books it adds up to the figure, to the milligram.
 *
 * @param entries the postings of each entry
 * @returns the parts of each entry, in the same order; per batch and day, in the order of their first mention
 */
export function evidenceOf(asked: FigureAsked, entries: readonly (readonly Posting[])[]): EvidencePart[][] {
  return entries.map((postings) => {
    const parts = new Map<string, { day: Day; batchId: string | null; massMg: bigint }>();
    for (const posting of roundedTogether(postings)) {
      const added = isAsked(asked, posting) ? addedMg(asked.figure, posting, asked.subject) : null;
      if (added === null) continue;
      const { day } = posting;
      const batchId = posting.fromBatchId ?? posting.toBatchId;
      const key = `${day} ${batchId}`;
      const massMg = (parts.get(key)?.massMg ?? 0n) + BigInt(added);
      parts.set(key, { day, batchId, massMg });
    }
    return [...parts.values()].map((part) => ({ ...part, massMg: safe(part.massMg) }));
  });
}

function isAsked({ period, commodities }: FigureAsked, { day, commodity }: Posting): boolean {
  return day >= period.from && day <= period.to && commodities.includes(commodity);
}
