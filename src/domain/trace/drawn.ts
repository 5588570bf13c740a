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

/**
 * What goes to each of so many holdings, side by side in lists of numbers: a trace passes tens of thousands of amounts on, and
 * an object for each would cost more than all that is worked out. Lists that the engine keeps outside of its heap would cost
 * more still where there are many short ones.
 *
 * Shapes: milligrams. What the holding `index` has stands from `begins[index]` to before `begins[index + 1]`: so much as
 * `massesMg` says of what `kinds` names among the `amounts`.
 */
export class Parts {
  constructor(
    readonly amounts: readonly Omit<Amount, 'massMg'>[],
    readonly begins: readonly number[],
    readonly kinds: readonly number[],
    readonly massesMg: readonly Mg[],
  ) {}

  /** Of so many holdings, in the order of the shares, zero masses left out. */
  static of(size: number, shares: readonly Shares[]): Parts {
    const begins = beginsOf(size, shares);
    const ends = begins.slice();
    const kinds = new Array<number>(begins[size] ?? 0).fill(0);
    const masses = new Array<Mg>(kinds.length).fill(0);
    shares.forEach(({ indices, massesMg }, kind) => {
      for (let position = 0; position < indices.length; position += 1) {
        const massMg = massesMg[position] ?? 0;
        if (massMg === 0) continue;
        const index = indices[position] ?? 0;
        const end = ends[index] ?? 0;
        kinds[end] = kind;
        masses[end] = massMg;
        ends[index] = end + 1;
      }
    });
    return new Parts(
      shares.map(({ amount }) => amount),
      begins,
      kinds,
      masses,
    );
  }

  get size(): number {
    return this.begins.length - 1;
  }

  at(index: number): SharedPart {
    return new SharedPart(this, index);
  }
}

/** Where each holding begins, and where the last one ends. */
function beginsOf(size: number, shares: readonly Shares[]): number[] {
  const begins = new Array<number>(size + 1).fill(0);
  for (const { indices, massesMg } of shares) {
    for (let position = 0; position < indices.length; position += 1) {
      const next = (indices[position] ?? 0) + 1;
      if (massesMg[position] !== 0) begins[next] = (begins[next] ?? 0) + 1;
    }
  }
  for (let index = 1; index <= size; index += 1) begins[index] = (begins[index] ?? 0) + (begins[index - 1] ?? 0);
  return begins;
}

/** One of the holdings. */
export class SharedPart {
  constructor(
    readonly parts: Parts,
    readonly index: number,
  ) {}

  /** A holding that stands by itself. */
  static of(holding: Holding): SharedPart {
    const masses = holding.map(({ massMg }) => massMg);
    return new SharedPart(new Parts(holding, [0, holding.length], [...holding.keys()], masses), 0);
  }

  get begin(): number {
    return this.parts.begins[this.index] ?? 0;
  }

  get end(): number {
    return this.parts.begins[this.index + 1] ?? 0;
  }

  get holding(): Holding {
    const { amounts, kinds, massesMg } = this.parts;
    const holding: Amount[] = [];
    for (let at = this.begin; at < this.end; at += 1) {
      const amount = amounts[kinds[at] ?? 0];
      const massMg = massesMg[at] ?? 0;
      if (amount) holding.push({ ...amount, country: null, massMg });
    }
    return holding;
  }
}
