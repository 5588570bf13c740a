import {
  addedUp,
  minus,
  negative,
  ofMg,
  plus,
  scaled,
  shareByLargestRemainder,
  type Mg,
} from '../measure/quantities.js';

/** Where an element in a batch comes from. */
export const ORIGINS = ['primary', 'rework', 'pre-consumer', 'post-consumer', 'unknown'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What the ledger counts: dry mass, or one element on metal basis, by its symbol. */
export type Commodity = string;
export const DRY_MASS: Commodity = 'dry-mass';

/** Which agreement (if any) and which origin a mass traces to: as far as it matters to the figures of the reports. */
export interface Provenance {
  readonly agreementId: string | null;
  readonly origin: Origin;
}

/**
 * Which agreement (if any), which origin and which country a mass traces to: of by-product the country of the site where it
 * arose, of primary and bought material the one where it was mined, as far as that was said; `null` where it is not known, as
 * of all that was booked before countries were kept.
 */
export interface Group extends Provenance {
  readonly country: string | null;
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

/** Stands behind all codes of countries where texts are sorted: shares are dealt out to what is unknown last. */
const UNKNOWN_LAST = '~';

/** A text that tells groups apart, and by which those of an agreement and origin stand in the order of their countries. */
export function groupKey({ agreementId, origin, country }: Group): string {
  return `${agreementId ?? ''}|${origin}|${country ?? UNKNOWN_LAST}`;
}

/** Whether two groups are of one agreement and origin, whatever their countries. */
function isSameLot(one: Provenance | undefined, { agreementId, origin }: Provenance): boolean {
  return one?.origin === origin && (one.agreementId ?? '') === (agreementId ?? '');
}

function isSameGroup(one: Group | undefined, group: Group): boolean {
  return isSameLot(one, group) && (one?.country ?? '') === (group.country ?? '');
}

/** A text that tells amounts of different commodity or group apart. */
export function amountKey(amount: Omit<Amount, 'massMg'>): string {
  return `${amount.commodity}|${groupKey(amount)}`;
}

/**
 * A holding in the order in which balances are read from the books: by commodity, agreement, origin and country. Remainders that
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
    holding.map(({ agreementId, origin, country }) => {
      const group = { agreementId, origin, country };
      return [groupKey(group), group];
    }),
  );
  return [...groups.values()];
}

/** A holding of one group: a dry mass and element masses, zero masses left out. */
export function singleGroupHolding(group: Group, dryMg: Mg, elementsMg: ReadonlyMap<string, Mg>): Holding {
  return [[DRY_MASS, dryMg] as const, ...elementsMg]
    .filter(([, massMg]) => massMg > 0)
    .map(([commodity, massMg]) => ({ ...groupOf(group), commodity, massMg }));
}

/** The group alone of what is of one. */
export function groupOf({ agreementId, origin, country }: Group): Group {
  return { agreementId, origin, country };
}

/** The amount alone of what has one, such as a posting. */
export function amountOf({ commodity, massMg, agreementId, origin, country }: Amount): Amount {
  return { commodity, agreementId, origin, country, massMg };
}

/** A holding by agreement and origin alone; it is the same one where it knows of no countries. */
export function withoutCountries(holding: Holding): Holding {
  if (holding.every(({ country }) => !country)) return holding;
  return sumOf(holding.map((amount) => ({ ...amount, country: null })));
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

/** Amounts of one commodity that are of one agreement and origin, in the order of their countries, with their sum. */
interface Lot {
  readonly places: readonly number[];
  readonly massesMg: readonly Mg[];
  readonly massMg: Mg;
}

/**
 * Shares a total over amounts of one commodity in proportion and by largest remainder, in two steps: first over agreements and
 * origins in the order in which they first stand there, then each of these shares over its countries in the order of their
 * codes, unknown last. So countries move no share of an agreement and origin.
 *
 * @returns as many shares, in the order of the amounts
 */
export function sharesOver(totalMg: Mg, amounts: readonly Amount[]): Mg[] {
  const lots = lotsIn(amounts);
  const ofLots = shareByLargestRemainder(
    totalMg,
    lots.map(({ massMg }) => massMg),
  );
  if (lots.length === amounts.length) return ofLots;
  const shares = amounts.map(() => ofMg(0));
  lots.forEach(({ places, massesMg }, index) => {
    const ofLot = ofLots[index] ?? 0;
    if (ofLot === 0) return;
    const within = shareByLargestRemainder(ofLot, massesMg);
    places.forEach((place, position) => (shares[place] = within[position] ?? 0));
  });
  return shares;
}

function lotsIn(amounts: readonly Amount[]): Lot[] {
  const lots: number[][] = [];
  amounts.forEach((amount, place) => {
    const known = lots.find(([first = -1]) => isSameLot(amounts[first], amount));
    if (known) known.push(place);
    else lots.push([place]);
  });
  const rank = (place: number): string => amounts[place]?.country ?? UNKNOWN_LAST;
  return lots.map((lot) => {
    const places = lot.length === 1 ? lot : [...lot].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
    const massesMg = places.map((place) => amounts[place]?.massMg ?? 0);
    return { places, massesMg, massMg: addedUp(massesMg) };
  });
}

/**
 * The amounts of a holding that share commodity, agreement and origin and differ by country alone, in the order in which each
 * such commodity, agreement and origin first stands there.
 */
export function byCountry(holding: Holding): Amount[][] {
  const lots: Amount[][] = [];
  for (const amount of holding) {
    const known = lots.find(([first]) => first?.commodity === amount.commodity && isSameLot(first, amount));
    if (known) known.push(amount);
    else lots.push([amount]);
  }
  return lots;
}

/**
 * `round(mass * part / whole)` of each commodity, agreement and origin, whatever its countries; these share it so that they add
 * up to it. Masses may be below zero, of one country also while another's is above: so the sum over the countries so far is
 * rounded, and each has what it adds to that.
 */
export function scaledHolding(holding: Holding, partMg: Mg, wholeMg: Mg): Holding {
  return byCountry(holding).flatMap((lot) => {
    let [sumMg, scaledMg]: [Mg, Mg] = [ofMg(0), ofMg(0)];
    return lot.map((amount) => {
      const before = scaledMg;
      sumMg = plus(sumMg, amount.massMg);
      scaledMg = scaled(sumMg, partMg, wholeMg);
      return { ...amount, massMg: minus(scaledMg, before) };
    });
  });
}

/**
 * Shares a new total of one commodity over the groups that a holding has it in, in proportion and by largest remainder, as
 * {@link sharesOver} does. Where the holding has none of the commodity, the groups of its dry mass share it.
 */
export function shareOverGroups(holding: Holding, commodity: Commodity, newTotalMg: Mg): Amount[] {
  const own = amountsOf(holding, commodity);
  const base = own.length > 0 ? own : amountsOf(holding, DRY_MASS);
  if (newTotalMg === 0 || base.length === 0) return [];
  const shares = sharesOver(newTotalMg, base);
  const dealt = base.map((amount, index) => ({ ...groupOf(amount), commodity, massMg: shares[index] ?? 0 }));
  // A country that has no share must not change which agreement and origin stands first.
  return byCountry(dealt)
    .flat()
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
