import type { Amount, Group, Holding } from '../matter/holding.js';
import { addedUp, plus, type Mg } from '../measure/quantities.js';

/** How much some of many holdings have of one commodity and group: which ones, in their order, and how much each. */
export interface Column extends Group {
  readonly commodity: string;
  readonly indices: number[];
  readonly massesMg: Mg[];
}

/**
 * Many holdings, by commodity and group: what a run drew of its inputs. A trace shares each commodity over all of them, and
 * finds its column without a text for each of tens of thousands of amounts. Countries are left out: a trace shares by
 * agreement and origin, and tells no country of anything.
 *
 * Shapes: milligrams. The columns stand in the order in which their commodities and groups first appear.
 */
export class Drawn {
  private readonly columns: Column[] = [];
  private readonly byCommodity = new Map<string, Column[]>();
  private sums: Holding | null = null;

  /** @param size how many holdings there are, empty ones included */
  private constructor(readonly size: number) {}

  static of(holdings: readonly Holding[]): Drawn {
    const drawn = new Drawn(holdings.length);
    holdings.forEach((holding, index) => {
      for (const amount of holding) {
        const column = drawn.find(amount) ?? drawn.open(amount);
        if (column.indices.at(-1) === index) {
          // Another country of the same agreement and origin.
          column.massesMg.push(plus(column.massesMg.pop() ?? 0, amount.massMg));
          continue;
        }
        column.indices.push(index);
        column.massesMg.push(amount.massMg);
      }
    });
    return drawn;
  }

  find({ commodity, agreementId, origin }: Omit<Amount, 'massMg'>): Column | undefined {
    const groups = this.byCommodity.get(commodity);
    if (groups) for (const one of groups) if (one.origin === origin && one.agreementId === agreementId) return one;
    return undefined;
  }

  /** All holdings together. */
  sum(): Holding {
    this.sums ??= this.columns.flatMap(({ commodity, agreementId, origin, massesMg }) => {
      const massMg = addedUp(massesMg);
      return massMg === 0 ? [] : [{ commodity, agreementId, origin, country: null, massMg }];
    });
    return this.sums;
  }

  /** How many amounts there are in all. */
  get amounts(): number {
    return this.columns.reduce((sum, { indices }) => sum + indices.length, 0);
  }

  private open({ commodity, agreementId, origin }: Amount): Column {
    const column: Column = { commodity, agreementId, origin, country: null, indices: [], massesMg: [] };
    this.columns.push(column);
    const groups = this.byCommodity.get(commodity);
    if (groups) groups.push(column);
    else this.byCommodity.set(commodity, [column]);
    return column;
  }
}

/** What of an amount goes to which of some holdings. */
export interface Shares {
  readonly amount: Omit<Amount, 'massMg'>;
  readonly indices: readonly number[];
  readonly massesMg: readonly Mg[];
}

/** What goes to each of so many holdings, zero masses left out; each list is made as long as it will be. */
export function partsOf(size: number, shares: readonly Shares[]): Amount[][] {
  const counts = new Array<number>(size).fill(0);
  for (const { indices, massesMg } of shares) {
    indices.forEach((index, position) => {
      if (massesMg[position] !== 0) counts[index] = (counts[index] ?? 0) + 1;
    });
  }
  const parts = counts.map((count) => new Array<Amount>(count));
  counts.fill(0);
  for (const { amount, indices, massesMg } of shares) {
    const { commodity, agreementId, origin } = amount;
    indices.forEach((index, position) => {
      const massMg = massesMg[position] ?? 0;
      const part = parts[index];
      if (massMg === 0 || !part) return;
      const filled = counts[index] ?? 0;
      part[filled] = { commodity, agreementId, origin, country: null, massMg };
      counts[index] = filled + 1;
    });
  }
  return parts;
}
