import { negative, ofMg, plus, scaled, shareByLargestRemainder, type Mg } from '../measure/quantities.js';

/** Where an element in a batch comes from. */
export const ORIGINS = ['primary', 'rework', 'pre-consumer', 'post-consumer', 'unknown'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What the ledger counts: dry mass, or one element on metal basis, by its symbol. */
export type Commodity = string;
export const DRY_MASS: Commodity = 'dry-mass';

/** Which agreement (if any) and which origin a mass traces to. */
export interface Group {
  readonly agreementId: string | null;
  readonly origin: Origin;
}

/** So many milligrams of one commodity in one group. */
export interface Amount extends Group {
  readonly commodity: Commodity;
  readonly massMg: Mg;
}

/**
 * What a batch, or a part of one, holds: at most one amount per commodity and group, none of them zero. The order of
 * groups is the order in which shares are dealt out where remainders tie.
 */
export type Holding = readonly Amount[];

/** A text that tells groups apart. */
export function groupKey({ agreementId, origin }: Group): string {
  return `${agreementId ?? ''}|${origin}`;
}

function isSameGroup(one: Group | undefined, { agreementId, origin }: Group): boolean {
  return one?.origin === origin && (one.agreementId ?? '') === (agreementId ?? '');
}

/** A text that tells amounts of different commodity or group apart. */
export function amountKey(amount: Omit<Amount, 'massMg'>): string {
  return `${amount.commodity}|${groupKey(amount)}`;
}

/**
 * A holding in the order in which balances are read from the books: by commodity, agreement and origin. Remainders that
 * tie fall to groups in the order given, so whatever stands for a stock must list its groups as the books do.
 */
export function inBookOrder(holding: Holding): Holding {
  const keyed = holding.map((amount) => ({ amount, key: amountKey(amount) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ amount }) => amount);
}

/** The commodities of a holding, in order, each once. */
export function commoditiesOf(holding: Holding): Commodity[] {
  return [...new Set(holding.map(({ commodity }) => commodity))];
}

/** The amounts of one commodity. */
export function amountsOf(holding: Holding, commodity: Commodity): Amount[] {
  return holding.filter((amount) => amount.commodity === commodity);
}

/** The milligrams of one commodity over all groups. */
export function totalMg(holding: Holding, commodity: Commodity): Mg {
  return ofMg(holding.reduce((sum, amount) => (amount.commodity === commodity ? sum + amount.massMg : sum), 0));
}

/** The groups that appear in a holding, in order, each once. */
export function groupsOf(holding: Holding): Group[] {
  const groups = new Map(
    holding.map(({ agreementId, origin }) => [groupKey({ agreementId, origin }), { agreementId, origin }]),
  );
  return [...groups.values()];
}

/** A holding of one group: a dry mass and element masses, zero masses left out. */
export function singleGroupHolding(group: Group, dryMg: Mg, elementsMg: ReadonlyMap<string, Mg>): Holding {
  return [[DRY_MASS, dryMg] as const, ...elementsMg]
    .filter(([, massMg]) => massMg > 0)
    .map(([commodity, massMg]) => ({ commodity, agreementId: group.agreementId, origin: group.origin, massMg }));
}

/** The sum of holdings, amount by amount; amounts that come to zero are left out, negative ones stay. */
export function sumOf(...holdings: readonly Holding[]): Holding {
  const sums: Amount[] = [];
  // Found by comparing the few groups of a commodity: a text for each of many amounts takes several times as long.
  const byCommodity = new Map<Commodity, number[]>();
  for (const holding of holdings) {
    for (const amount of holding) {
      const known = byCommodity.get(amount.commodity);
      const index = known?.find((at) => isSameGroup(sums[at], amount));
      const sum = index === undefined ? undefined : sums[index];
      if (index !== undefined && sum) sums[index] = { ...amount, massMg: plus(sum.massMg, amount.massMg) };
      else if (known) known.push(sums.push(amount) - 1);
      else byCommodity.set(amount.commodity, [sums.push(amount) - 1]);
    }
  }
  return sums.filter(({ massMg }) => massMg !== 0);
}

/** The same amounts with their signs turned. */
export function negated(holding: Holding): Holding {
  return holding.map((amount) => ({ ...amount, massMg: negative(amount.massMg) }));
}

/** `minuend - subtrahend`, amount by amount; the result may be negative. */
export function difference(minuend: Holding, subtrahend: Holding): Holding {
  return sumOf(minuend, negated(subtrahend));
}

/**
 * Shares a new total of one commodity over the groups that a holding has it in, in proportion and by largest remainder.
 * Where the holding has none of the commodity, the groups of its dry mass share it.
 */
export function shareOverGroups(holding: Holding, commodity: Commodity, newTotalMg: Mg): Amount[] {
  const own = amountsOf(holding, commodity);
  const base = own.length > 0 ? own : amountsOf(holding, DRY_MASS);
  if (newTotalMg === 0 || base.length === 0) return [];
  const shares = shareByLargestRemainder(
    newTotalMg,
    base.map(({ massMg }) => massMg),
  );
  return base
    .map(({ agreementId, origin }, index) => ({ commodity, agreementId, origin, massMg: shares[index] ?? 0 }))
    .filter(({ massMg }) => massMg > 0);
}

/**
 * Draws the part `d` of a holding with `D` dry milligrams: `round(left_e * d / D)` of each element, the groups sharing
 * each commodity by largest remainder in proportion to what is left of each. Drawing all takes all; what is left is
 * always the difference.
 *
 * @throws RangeError where `d` is more than `D`: callers refuse that first, with a code of their own.
 */
export function drawn(holding: Holding, dryMg: Mg): Holding {
  const leftMg = totalMg(holding, DRY_MASS);
  if (dryMg > leftMg || dryMg < 0) throw new RangeError(`${dryMg} mg cannot be drawn from ${leftMg} mg.`);
  if (dryMg === leftMg) return holding;
  return commoditiesOf(holding).flatMap((commodity) => {
    const total = scaled(totalMg(holding, commodity), dryMg, leftMg);
    return shareOverGroups(holding, commodity, total);
  });
}
