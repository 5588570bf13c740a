import { DomainError } from './errors.js';

declare const unit: unique symbol;
/**
 * Whole milligrams. A mass is of this type from where it is read to where it is written in kilograms, so that neither a plain
 * number nor a figure of another unit can take its place. Nothing is nothing in any unit: a zero may be written as it is.
 */
export type Mg = (number & { readonly [unit]: 'mg' }) | 0;
/** Whole parts per million. */
export type Ppm = (number & { readonly [unit]: 'ppm' }) | 0;

/** A mass that was worked out in whole milligrams, or read from the books, and not from kilograms. */
export function ofMg(mg: number): Mg {
  return mg as Mg;
}

/** A fraction that was worked out in whole parts per million, and not read from percent. */
export function ppmOf(ppm: number): Ppm {
  return ppm as Ppm;
}

/** The sum of two figures of the same unit. */
export function plus<Unit extends Mg | Ppm>(one: Unit, other: Unit): Unit {
  return (one + other) as Unit;
}

/** The difference of two figures of the same unit. */
export function minus<Unit extends Mg | Ppm>(one: Unit, other: Unit): Unit {
  return (one - other) as Unit;
}

/** The same mass the other way. */
export function negative(mg: Mg): Mg {
  return (0 - mg) as Mg;
}

/** The same mass, or the same the other way. */
export function signed(sign: 1 | -1, mg: Mg): Mg {
  return (sign * mg) as Mg;
}

/** How large a mass is, whichever way it goes. */
export function absolute(mg: Mg): Mg {
  return Math.abs(mg) as Mg;
}

/** The sum of masses; of none, zero. */
export function addedUp(masses: readonly Mg[]): Mg {
  let sum = 0;
  for (const mg of masses) sum += mg;
  return sum as Mg;
}

/** The larger of two masses. */
export function larger(one: Mg, other: Mg): Mg {
  return Math.max(one, other) as Mg;
}

/** The smaller of two masses. */
export function smaller(one: Mg, other: Mg): Mg {
  return Math.min(one, other) as Mg;
}

/** Milligrams in a kilogram. */
const MG_PER_KG = 1_000_000;
/** A whole, in parts per million. */
export const PPM = 1_000_000 as Ppm;
/** Decimals that a mass in kilograms may carry: one milligram. */
export const KG_DECIMALS = 6;
/** Decimals that a percentage may carry: one part per million. */
export const PCT_DECIMALS = 4;
/** The largest mass that the books hold: the largest safe integer, about nine million tonnes. */
export const MAX_MASS_MG = Number.MAX_SAFE_INTEGER;
/** {@link MAX_MASS_MG} in whole kilograms, for validation at the edges. */
export const MAX_MASS_KG = Math.floor(MAX_MASS_MG / MG_PER_KG);

/** Up to here quotients and the remainders of their products are exact in pairs of floating point numbers. */
const MOST_IN_DOUBLES = 2 ** 50;

/** The most pieces that a batch may have. */
export const MOST_PIECES = 1_000_000;

/**
 * `round(numerator / denominator)`, half up (towards plus infinity), through BigInt so that no product loses digits.
 *
 * @throws DomainError `mass-too-large` where the result is not a safe integer.
 */
export function roundedQuotient(numerator: bigint, denominator: bigint): number {
  return safe(roundHalfUp(numerator, denominator));
}

/** `floor((2 numerator + denominator) / (2 denominator))`: BigInt division cuts towards zero, so negatives are floored by hand. */
function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('The denominator of a rounded quotient is positive.');
  const doubled = 2n * numerator + denominator;
  const divisor = 2n * denominator;
  return doubled >= 0n ? doubled / divisor : -((-doubled + divisor - 1n) / divisor);
}

/** `round(factor * numerator / denominator)`, half up. Whole numbers in, a whole number out. @throws DomainError `mass-too-large` */
export function scaled<Unit extends Mg | Ppm>(factor: Unit, numerator: number, denominator: number): Unit {
  if (
    denominator > 0 &&
    denominator <= MOST_IN_DOUBLES &&
    Math.abs(factor * (numerator / denominator)) <= MOST_IN_DOUBLES
  ) {
    const floor = floorOf(factor, numerator, denominator);
    return (floor + (2 * differenceOfProducts(factor, numerator, floor, denominator) >= denominator ? 1 : 0)) as Unit;
  }
  return roundedQuotient(BigInt(factor) * BigInt(numerator), BigInt(denominator)) as Unit;
}

/** The number of decimals that a finite number is written with: `1e-7` has seven, `2.50` has one. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = value.toString().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  return Math.max(0, decimals - Number(exponent));
}

/**
 * Kilograms, as they stand at the edges, to whole milligrams. The digits are moved in the decimal text: a product of
 * floating point numbers goes wrong by a milligram between 4.29 and 4.50 million tonnes. Above 2^33 kg (8.59 million
 * tonnes) floating point numbers stand 1.9 mg apart, so there a figure in kilograms names its milligram within one.
 *
 * @throws RangeError for more than six decimals or a mass beyond {@link MAX_MASS_MG}: input is checked before it comes here.
 */
export function kgToMg(kg: number): Mg {
  if (!Number.isFinite(kg) || decimalsOf(kg) > KG_DECIMALS)
    throw new RangeError(`${kg} kg is not a whole number of milligrams.`);
  if (Math.abs(kg) >= MAX_MASS_MG / MG_PER_KG) throw new RangeError(`${kg} kg is beyond what the books hold.`);
  const [whole = '', decimals = ''] = kg.toString().split('.');
  return Number(BigInt(whole + decimals.padEnd(KG_DECIMALS, '0'))) as Mg;
}

/** Whole milligrams to kilograms with at most six decimals, for the edges. */
export function mgToKg(mg: Mg): number {
  return mg / MG_PER_KG;
}

/** Percent, as it stands at the edges, to whole parts per million. */
export function pctToPpm(pct: number): Ppm {
  if (!Number.isFinite(pct) || decimalsOf(pct) > PCT_DECIMALS)
    throw new RangeError(`${pct} % is not a whole number of ppm.`);
  // Adding zero turns -0, which JSON can carry, into 0.
  return (Math.round(pct * (PPM / 100)) + 0) as Ppm;
}

/** Whole parts per million to percent. */
export function ppmToPct(ppm: Ppm): number {
  return ppm / (PPM / 100);
}

/**
 * `numerator / denominator` in percent, rounded half up to four decimals, but never onto 0 or 100: what is not exactly
 * nothing or all stays on its own side of it (-0.0001, 0.0001, 99.9999, 100.0001). `null` where the denominator is zero or
 * less. A ratio may exceed what a mass may not: a report of tonnes over a milligram must not fail.
 */
export function ratioPct(numerator: bigint, denominator: bigint): number | null {
  if (denominator <= 0n) return null;
  const ppm = Number(roundHalfUp(numerator * BigInt(PPM), denominator));
  return ppmToPct(ppmOf(onOwnSide(ppm, { ofNothing: signOf(numerator), ofAll: signOf(numerator - denominator) })));
}

function signOf(value: bigint): -1 | 0 | 1 {
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

/** Whole parts per million, a step beside nothing or all where the exact figure lies beside it. */
function onOwnSide(ppm: number, { ofNothing, ofAll }: { readonly ofNothing: number; readonly ofAll: number }): number {
  if (ppm === 0) return ofNothing;
  return ppm === PPM ? PPM + ofAll : ppm;
}

/**
 * A percentage with fewer decimals, for a screen or a sentence: half up by its digits, and never onto 0 or 100 (with one
 * decimal 0.1, 99.9, 100.1). It is brought to whole millionths first: the digits that it was written with decide, not its
 * binary form.
 */
export function roundedPct(pct: number, decimals: number): number {
  const unit = 10 ** (6 - decimals);
  const rounded = Math.floor((Math.round(pct * 1e6) + unit / 2) / unit);
  const all = 100 * 10 ** decimals;
  const [ofNothing, ofAll] = [Math.sign(pct), Math.sign(pct - 100)];
  const own = rounded === 0 ? ofNothing : rounded === all ? all + ofAll : rounded;
  return own / 10 ** decimals;
}

/** How many decimals a percentage is shown with: one, but four where it is nearly nothing or short of everything. */
export function decimalsOfPct(pct: number): number {
  const [size, gap] = [Math.abs(pct), Math.abs(100 - pct)];
  return [size, gap].some((one) => one !== 0 && one < 0.1) ? PCT_DECIMALS : 1;
}

/** `net = gross - tare`, in milligrams. */
export function netMassMg(grossMg: Mg, tareMg: Mg): Mg {
  return minus(grossMg, tareMg);
}

/** `dry = round(net * (10^6 - moisture - oil) / 10^6)`: milligrams and parts per million in, milligrams out. */
export function dryMassMg(netMg: Mg, moisturePpm: Ppm, oilPpm: Ppm = 0): Mg {
  return scaled(netMg, PPM - moisturePpm - oilPpm, PPM);
}

/**
 * Shares a total over parts in proportion to their weights by largest remainder, so that the parts add up to the total.
 * Ties go to the earlier part. Where all weights are zero, the first part takes all.
 *
 * Shapes: a whole, non-negative total and whole, non-negative weights in; as many whole shares out, each within one of its
 * exact share, and none above its weight where the total is at most the sum of the weights.
 *
 * @throws RangeError for a negative total or weight, and for a total other than zero over nothing.
 */
export function shareByLargestRemainder(total: Mg, weights: readonly number[]): Mg[] {
  if (total < 0 || weights.some((weight) => weight < 0)) throw new RangeError('Shares are of nothing negative.');
  if (weights.length === 0) {
    if (total === 0) return [];
    throw new RangeError('A total cannot be shared over nothing.');
  }
  const sum = weights.reduce((running, weight) => running + weight, 0);
  if (sum === 0) return weights.map((_, index) => (index === 0 ? total : 0));
  if (sum === total && sum <= MAX_MASS_MG) return [...weights] as Mg[];
  const { shares, rests } =
    Math.max(sum, total) <= MOST_IN_DOUBLES ? floorsOf(total, weights, sum) : wideFloorsOf(total, weights);
  const left = shares.reduce((rest, share) => rest - share, total);
  if (left === 0) return shares as Mg[];
  // One each to the largest remainders; of those that tie with the smallest of them, to the earlier ones.
  const least = Float64Array.from(rests).sort()[rests.length - left] ?? 0;
  let tied = rests.reduce((count, rest) => (rest > least ? count - 1 : count), left);
  return shares.map((share, index) => {
    const rest = rests[index] ?? 0;
    if (rest > least) return share + 1;
    if (rest < least || tied === 0) return share;
    tied -= 1;
    return share + 1;
  }) as Mg[];
}

interface Floors {
  readonly shares: number[];
  /** What of `total * weight` is left over, in the order of the weights; of very large sums, only how it ranks. */
  readonly rests: number[];
}

/** `floor(total * weight / sum)` of each weight. */
function floorsOf(total: number, weights: readonly number[], sum: number): Floors {
  const shares = weights.map((weight) => floorOf(total, weight, sum));
  return { shares, rests: shares.map((share, index) => differenceOfProducts(total, weights[index] ?? 0, share, sum)) };
}

/** `floor(factor * numerator / denominator)`, of a quotient and a denominator up to {@link MOST_IN_DOUBLES}. */
function floorOf(factor: number, numerator: number, denominator: number): number {
  let floor = Math.floor(factor * (numerator / denominator));
  // The quotient of floating point numbers may be a few off; the remainder is exact, and says so.
  let rest = differenceOfProducts(factor, numerator, floor, denominator);
  for (; rest < 0; rest += denominator) floor -= 1;
  for (; rest >= denominator; rest -= denominator) floor += 1;
  return floor;
}

/** The same of sums that floating point numbers do not hold. */
function wideFloorsOf(total: number, weights: readonly number[]): Floors {
  const sum = weights.reduce((running, weight) => running + BigInt(weight), 0n);
  const products = weights.map((weight) => BigInt(total) * BigInt(weight));
  const rests = products.map((product) => product % sum);
  const ranked = [...new Set(rests)].sort((a, b) => (a < b ? -1 : 1));
  const ranks = new Map(ranked.map((rest, rank) => [rest, rank]));
  return { shares: products.map((product) => Number(product / sum)), rests: rests.map((rest) => ranks.get(rest) ?? 0) };
}

/**
 * `a * b - c * d`, exactly, for whole numbers whose products lie closer together than 2^53: the rounding errors of both
 * products are themselves floating point numbers (Dekker 1971, doi:10.1007/BF01397083).
 */
function differenceOfProducts(a: number, b: number, c: number, d: number): number {
  const first = a * b;
  const second = c * d;
  return first - second + (errorOf(a, b, first) - errorOf(c, d, second));
}

/** Splits 53 binary digits into halves, the products of which are exact. */
const SPLITTER = 2 ** 27 + 1;

/** `a * b - product`, exactly. */
function errorOf(a: number, b: number, product: number): number {
  const wideA = SPLITTER * a;
  const wideB = SPLITTER * b;
  const highA = wideA - (wideA - a);
  const highB = wideB - (wideB - b);
  const lowA = a - highA;
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** A whole number as a safe one. @throws DomainError `mass-too-large` */
export function safe(value: bigint): Mg {
  if (value > BigInt(MAX_MASS_MG) || value < -BigInt(MAX_MASS_MG)) {
    throw new DomainError('mass-too-large', 'The mass is beyond what the books hold (about nine million tonnes).');
  }
  return Number(value) as Mg;
}
