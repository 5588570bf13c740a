import { amountKey, inBookOrder, type Amount, type Holding } from '../../src/domain/matter/holding.js';
import { assertPostings, balanceDeltas, totalDeltas, type Posting } from '../../src/domain/books/ledger.js';
import type { PastEntry } from '../../src/domain/acts/replay.js';
import type { EntryKind } from '../../src/domain/books/entry-kinds.js';

interface Entry extends PastEntry {
  readonly reverses: string | null;
}

/** Entries, balances and totals in memory. */
export class SimulatedLedger {
  readonly entries: Entry[] = [];
  /** By account and batch, then by commodity and group. */
  private readonly balances = new Map<string, Map<string, Amount>>();

  holding(account: string, batchId: string | null): Holding {
    return inBookOrder([...(this.balances.get(`${account}|${batchId ?? ''}`)?.values() ?? [])]);
  }

  /** What stands in each balance, without those of zero. */
  allBalances(): Record<string, number> {
    const lines = [...this.balances].flatMap(([place, amounts]) =>
      [...amounts].map(([key, { massMg }]) => [`${place}|${key}`, massMg] as const),
    );
    return Object.fromEntries(lines);
  }

  /** What every running total comes to, without those of zero. */
  allTotals(): Record<string, number> {
    const totals = new Map<string, number>();
    for (const { deltaMg, ...delta } of totalDeltas(this.entries.flatMap(({ postings }) => postings))) {
      totals.set(JSON.stringify(delta), deltaMg);
    }
    return Object.fromEntries(totals);
  }

  /** The entries that were not reversed, without the reversals. */
  standing(): Entry[] {
    const reversed = new Set(this.entries.map(({ reverses }) => reverses));
    return this.entries.filter(({ id, kind }) => kind !== 'reversed' && !reversed.has(id));
  }

  /** Stores an entry and what it changes in the balances; refuses what would leave less than nothing. */
  protected book(kind: EntryKind, postings: readonly Posting[], reverses: string | null = null): Entry {
    assertPostings(postings);
    for (const { account, batchId, deltaMg, ...of } of balanceDeltas(postings)) {
      const place = `${account}|${batchId ?? ''}`;
      const amounts = this.balances.get(place) ?? new Map<string, Amount>();
      const key = amountKey(of);
      const massMg = (amounts.get(key)?.massMg ?? 0) + deltaMg;
      if (massMg < 0) throw new Error(`${kind} leaves ${massMg} mg in ${place}|${key}.`);
      if (massMg === 0) amounts.delete(key);
      else amounts.set(key, { ...of, massMg });
      this.balances.set(place, amounts);
    }
    const entry = { id: `e${this.entries.length}`, kind, postings, reverses };
    this.entries.push(entry);
    return entry;
  }
}
