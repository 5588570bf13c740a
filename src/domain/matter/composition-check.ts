import { faultAt, type Fault } from '../measure/faults.js';
import type { Catalogue, Product } from './catalogue.js';
import { elementSumPpm, givenSumPpm, ofPpm, type BelowLimit, type CompositionPpm } from './composition.js';
import { DomainError, pointerTo } from '../measure/errors.js';
import { decimalsOf, ppmOf, ppmToPct, roundedQuotient } from '../measure/quantities.js';

/** What a laboratory writes for a formula: percent, or a text such as `<0.05`, `12 ppm` or `<10 mg/kg`. */
export type GivenValue = number | string;

/** A value that was understood. */
interface ReadValue {
  /** In 10^-10 of the mass, eight decimals of a percent; of what is below the limit, the limit. */
  readonly tenBillionths: number;
  readonly isBelow: boolean;
}

/** What may be wrong with a value in itself. */
type ValueFault = 'not-a-value' | 'not-a-number' | 'value-too-fine' | 'value-negative' | 'value-above-whole';

/** Decimals of a percentage of an assay that are told apart. */
export const GIVEN_DECIMALS = 8;
/** A percent in 10^-10. */
const PERCENT = 10 ** GIVEN_DECIMALS;
/** A part per million in 10^-10. */
const ONE_PPM = 10_000;
const WHOLE = 10n ** 10n;

/** How many decimal places each unit lies below percent. */
const UNITS: Readonly<Record<string, number>> = {
  '': 0,
  '%': 0,
  'wt%': 0,
  'wt.%': 0,
  'wt %': 0,
  'wt. %': 0,
  '% w/w': 0,
  'm/m %': 0,
  ppm: 4,
  'mg/kg': 4,
  'µg/g': 4,
  'μg/g': 4,
  'ug/g': 4,
  'g/t': 4,
  ppb: 7,
  'µg/kg': 7,
  'μg/kg': 7,
  'g/kg': 1,
};

const TEXT = /^\s*(<?)\s*([+-]?)(\d{1,12})(?:\.(\d{1,12}))?\s*(\S.*?)?\s*$/u;

/**
 * Reads a value of a composition.
 *
 * @returns it, or what is wrong with it
 */
export function readValue(value: unknown): ReadValue | ValueFault {
  if (typeof value === 'number') return readNumber(value);
  if (typeof value !== 'string' || value.length > 40) return 'not-a-value';
  const [, less = '', sign = '', whole = '', fraction = '', unit = ''] = TEXT.exec(value) ?? [];
  const below = UNITS[unit.toLowerCase()];
  if (whole === '' || below === undefined) return 'not-a-value';
  const decimals = fraction.replace(/0+$/, '');
  // What ends in zeros before the point needs no more decimals in a smaller unit: 120 ppm are 0.012 %.
  const digits = whole + decimals;
  const places = decimals.length + below;
  const spare = /0*$/.exec(digits)?.[0].length ?? 0;
  if (/[^0]/.test(digits) && places - spare > GIVEN_DECIMALS) return 'value-too-fine';
  const scaled = BigInt(digits) * 10n ** BigInt(Math.max(0, GIVEN_DECIMALS - places));
  const exact = places > GIVEN_DECIMALS ? scaled / 10n ** BigInt(places - GIVEN_DECIMALS) : scaled;
  if (exact > WHOLE * 10n) return 'value-above-whole';
  return { tenBillionths: Number(sign === '-' ? -exact : exact) + 0, isBelow: less === '<' };
}

function readNumber(value: number): ReadValue | ValueFault {
  if (!Number.isFinite(value)) return 'not-a-number';
  if (Math.abs(value) > 1000) return value < 0 ? 'value-negative' : 'value-above-whole';
  if (decimalsOf(value) > GIVEN_DECIMALS) return 'value-too-fine';
  // Floating point is exact enough here: at most eleven digits are asked of its fifteen.
  return { tenBillionths: Math.round(value * PERCENT) + 0, isBelow: false };
}

/** How an assay states its composition. */
export interface StatedBasis {
  /** `ignited`: of what is left on ignition. It is converted with the loss, which the composition names as `LOI`. */
  readonly basis?: 'dry' | 'ignited';
  /** That an element given both as metal and as oxide is there in both forms. */
  readonly speciated?: boolean;
}

export interface CheckedComposition {
  /** On dry basis, in whole ppm by formula; what is below the limit of the laboratory counts as 0. */
  readonly compositionPpm: CompositionPpm;
  readonly belowLimit: BelowLimit;
  readonly faults: readonly Fault[];
  /** Elements that are given both as metal and as compound. */
  readonly twice: readonly string[];
  /** What the values as given add up to, in ppm. */
  readonly givenSumPpm: number;
}

/** The loss on ignition, the one key that may be negative: what takes up oxygen gains. */
const LOI = 'LOI';
/** Sums up to here are the scatter of an honest analysis. */
export const MOST_SUM_PCT = 102;
const MOST_SUM_PPM = MOST_SUM_PCT * 10_000;

/**
 * Turns a composition as it stands at the edges into whole parts per million of dry mass, half up, and names every fault:
 * nothing named, unknown formulas, what is no value, negative fractions, fractions above 102 %, more than eight decimals,
 * and a sum above 102 % on element basis, that is of each key times its factor.
 *
 * What is stated on ignited basis is converted by `fraction * (1 - LOI)`; water and the loss itself are on dry basis.
 *
 * Shapes: values by formula in; parts per million by formula, of those values that have no fault, out.
 */
export function checkComposition(
  given: Readonly<Record<string, unknown>>,
  catalogue: Catalogue,
  pointerPrefix: string,
  { basis = 'dry', speciated = false }: StatedBasis = {},
): CheckedComposition {
  const faults: Fault[] = [];
  const read = new Map<string, ReadValue>();
  if (Object.keys(given).length === 0) faults.push(faultAt(pointerPrefix, 'no-element'));
  for (const [formula, value] of Object.entries(given)) {
    const [one, wrong] = readKey(formula, value, catalogue, pointerTo(pointerPrefix, formula));
    faults.push(...wrong);
    if (one !== null && wrong.length === 0) read.set(formula, one);
  }
  const loss = read.get(LOI);
  if (basis === 'ignited' && !('LOI' in given)) {
    faults.push(faultAt(pointerPrefix, 'needs-loss-on-ignition'));
  }
  const left = WHOLE - BigInt(basis === 'ignited' && loss && !loss.isBelow ? loss.tenBillionths : 0);
  const asDry = ([formula, { tenBillionths }]: readonly [string, ReadValue], divisor: bigint): number =>
    catalogue.constituent(formula)?.kind === 'volatile'
      ? roundedQuotient(BigInt(tenBillionths), divisor)
      : roundedQuotient(BigInt(tenBillionths) * left, WHOLE * divisor);
  const entries = [...read];
  const compositionPpm = ofPpm(
    Object.fromEntries(entries.map((one) => [one[0], one[1].isBelow ? 0 : asDry(one, BigInt(ONE_PPM))])),
  );
  const belowLimit = Object.fromEntries(
    entries.filter(([, { isBelow }]) => isBelow).map((one) => [one[0], asDry(one, 1n)]),
  );
  const sum = elementSumPpm(compositionPpm, catalogue);
  if (sum > MOST_SUM_PPM) {
    const sums = { sum: ppmToPct(ppmOf(Math.round(sum))), most: MOST_SUM_PCT };
    faults.push(faultAt(pointerPrefix, 'element-sum', sums));
  }
  const asGiven = entries.map(
    ([formula, { tenBillionths, isBelow }]) => [formula, isBelow ? 0 : tenBillionths] as const,
  );
  return {
    compositionPpm,
    belowLimit,
    faults,
    twice: speciated ? [] : givenTwice(compositionPpm, catalogue),
    givenSumPpm: givenSumPpm(Object.fromEntries(asGiven), catalogue) / ONE_PPM,
  };
}

function readKey(formula: string, value: unknown, catalogue: Catalogue, at: string): [ReadValue | null, Fault[]] {
  const wrong: Fault[] = [];
  const read = readValue(value);
  if (!catalogue.constituent(formula)) wrong.push(faultAt(at, 'unknown-formula'));
  if (typeof read === 'string') return [null, [...wrong, faultAt(at, read)]];
  if (read.tenBillionths < 0 && (formula !== LOI || read.isBelow)) wrong.push(faultAt(at, 'value-negative'));
  // A laboratory may find a little more than all of one formula; what that adds up to is asked of the whole.
  const most = formula === LOI ? 100 : MOST_SUM_PCT;
  if (Math.abs(read.tenBillionths) > most * PERCENT) wrong.push(faultAt(at, 'value-above', { most }));
  if (formula === LOI && read.tenBillionths === 100 * PERCENT) wrong.push(faultAt(at, 'loses-all'));
  return [read, wrong];
}

/** Elements that some key names as metal and another in a compound: twice the same metal, unless a method tells them apart. */
function givenTwice(compositionPpm: CompositionPpm, catalogue: Catalogue): string[] {
  const elementsOf = (isMetal: boolean): Set<string> => {
    const keys = Object.keys(compositionPpm).map((formula) => catalogue.constituent(formula));
    const fit = keys.filter((key) => (key?.kind === 'element' || key?.kind === 'alloy') === isMetal);
    return new Set(fit.flatMap((key) => (key?.parts ?? []).map(({ element }) => element)));
  };
  const compounds = elementsOf(false);
  return [...elementsOf(true)].filter((element) => compounds.has(element));
}

/** @throws DomainError `element-twice` where elements are given both as metal and as oxide */
export function requireOnce(twice: readonly string[]): void {
  if (twice.length === 0) return;
  throw new DomainError(
    'element-twice',
    `Given both as metal and as oxide: ${twice.join(', ')}. State one of them, or that the assay tells them apart (speciated).`,
    { elements: [...twice] },
  );
}

/** What a product that is an oxide cannot hold, whatever the factors: more than 102 % as it is given. */
export function productSumFaults(sumPpm: number, product: Product | undefined, pointer: string): Fault[] {
  if (product?.basis !== 'oxide' || sumPpm <= MOST_SUM_PPM) return [];
  const sum = ppmToPct(ppmOf(Math.round(sumPpm)));
  return [faultAt(pointer, 'given-sum', { sum })];
}

/** Where a fraction stands against a limit. */
export type Standing = 'within' | 'beyond' | 'not-decided';

/**
 * Holds a fraction against a limit, itself allowed: what is below a laboratory's limit decides only where all that it may be
 * lies on one side.
 *
 * @param found in 10^-10: what was found, and up to where it may reach where it was below the limit of the laboratory
 * @param limit in 10^-10
 */
export function standingOf(
  found: { readonly least: number; readonly most: number },
  limit: number,
  kind: 'at-most' | 'at-least',
): Standing {
  const fits = (fraction: number): boolean => (kind === 'at-most' ? fraction <= limit : fraction >= limit);
  const [low, high] = [fits(found.least), fits(found.most)];
  if (low !== high) return 'not-decided';
  return low ? 'within' : 'beyond';
}
