import {
  balanceDeltas,
  isWorld,
  MEASURES,
  postingsOf,
  totalDeltas,
  type Movement,
  type Posting,
} from '../../src/domain/books/ledger.js';
import type { TotalRow } from '../../src/domain/books/totals.js';

/** Balances and totals of a year in memory. */
export class DemoLedger {
  private readonly totals = new Map<string, TotalRow>();
  private readonly balances = new Map<string, number>();

  /** @throws Error where a balance other than the outside world's falls below zero */
  book(movements: readonly Movement[]): Posting[] {
    const postings = postingsOf(movements);
    this.post(postings);
    return postings;
  }

  post(postings: readonly Posting[]): void {
    for (const { account, batchId, commodity, agreementId, origin, deltaMg } of balanceDeltas(postings)) {
      const key = [account, batchId, commodity, agreementId, origin].join('|');
      const balance = (this.balances.get(key) ?? 0) + deltaMg;
      if (balance < 0 && !isWorld(account)) throw new Error(`${key} falls to ${balance} mg.`);
      this.balances.set(key, balance);
    }
    for (const { subject, partyId, agreementId, origin, commodity, usabilityPpm, deltaMg } of totalDeltas(postings)) {
      const measure = MEASURES.find((candidate) => candidate === subject);
      if (measure) this.count({ measure, partyId, agreementId, origin, commodity, usabilityPpm, massMg: deltaMg });
    }
  }

  /** The totals of the whole year. */
  rows(): TotalRow[] {
    return [...this.totals.values()].filter(({ massMg }) => massMg !== 0);
  }

  private count(row: TotalRow): void {
    const { measure, partyId, agreementId, origin, commodity, usabilityPpm } = row;
    const key = [measure, partyId, agreementId, origin, commodity, usabilityPpm].join('|');
    this.totals.set(key, { ...row, massMg: (this.totals.get(key)?.massMg ?? 0) + row.massMg });
  }
}
