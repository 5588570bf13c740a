import type { Alloy, Catalogue, Constituent, Product, Stream } from './catalogue.js';
import { mgToKg, ofMg, PPM, ppmToPct, roundedQuotient, scaled, type Mg, type Ppm } from '../measure/quantities.js';
import type { WarningCode } from './warning-codes.js';

/** Mass fractions on dry basis: whole parts per million by formula (`Nd` is metal basis, `Nd2O3` oxide basis). */
export type CompositionPpm = Readonly<Record<string, Ppm>>;

/** The same at the edges: percent by formula, or a text such as `<0.01` for what is below the limit of the laboratory. */
export type CompositionPct = Readonly<Record<string, number | string>>;

/** Fractions that are whole parts per million already, since they were worked out so, or are known. */
export function ofPpm(fractions: Readonly<Record<string, number>>): CompositionPpm {
  return fractions as CompositionPpm;
}

/** Something worth a second look. Never a reason to refuse. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  /** The element that the warning is about, where it is about one. */
  readonly element?: string;
}

/**
 * `element mass = round(dry * sum over its keys of (ppm * factor) / 10^12)`: one rounding per element, half up.
 *
 * Shapes: dry milligrams and ppm in; whole milligrams by element out, in the order in which the composition names them. An
 * element that is named with zero is kept with a mass of zero: it is known not to be there, while one that is left out is
 * unknown. The oxygen of an oxide is not counted as the element O.
 *
 * @throws RangeError for a formula that the catalogue does not know: input is checked before it comes here.
 */
export function elementMassesMg(
  dryMg: Mg,
  compositionPpm: CompositionPpm,
  catalogue: Catalogue,
): ReadonlyMap<string, Mg> {
  const masses = new Map<string, Mg>();
  for (const [element, fraction] of elementFractions(compositionPpm, catalogue)) {
    masses.set(element, ofMg(roundedQuotient(BigInt(dryMg) * fraction, TRILLION)));
  }
  return masses;
}

/** Parts per million by element, for comparing: not rounded, and nothing is booked from it. */
export function elementPpm(compositionPpm: CompositionPpm, catalogue: Catalogue): ReadonlyMap<string, number> {
  const fractions = elementFractions(compositionPpm, catalogue);
  return new Map([...fractions].map(([element, fraction]) => [element, Number(fraction) / PPM]));
}

/** The elements that a composition says something about, also where it says that there is none. */
export function namedElements(compositionPpm: CompositionPpm, catalogue: Catalogue): ReadonlySet<string> {
  return new Set(elementFractions(compositionPpm, catalogue).keys());
}

/**
 * What a mass of an element weighs as the oxide in which it is traded: `round(mass * 10^6 / factor)`, half up.
 *
 * @returns milligrams of oxide and its formula, since an oxide figure without its oxide says nothing; null where the
 * element has no such oxide.
 */
export function elementAsOxideMg(
  element: string,
  elementMg: Mg,
  catalogue: Catalogue,
): { oxide: string; massMg: Mg } | null {
  const entry = catalogue.commercialOxide(element);
  if (!entry) return null;
  return { oxide: entry.formula, massMg: scaled(elementMg, PPM, entry.factor) };
}

const TRILLION = 1_000_000_000_000n;

/** The exact fraction of each named element, in 10^-12 of the dry mass. */
function elementFractions(compositionPpm: CompositionPpm, catalogue: Catalogue): ReadonlyMap<string, bigint> {
  const fractions = new Map<string, bigint>();
  for (const [formula, ppm] of Object.entries(compositionPpm)) {
    for (const { element, factor } of constituentOf(formula, catalogue).parts) {
      fractions.set(element, (fractions.get(element) ?? 0n) + BigInt(ppm) * BigInt(factor));
    }
  }
  return fractions;
}

function constituentOf(formula: string, catalogue: Catalogue): Constituent {
  const constituent = catalogue.constituent(formula);
  if (!constituent) throw new RangeError(`${formula} is not in the catalogue.`);
  return constituent;
}

/** What laboratories could not find: the most that may be there all the same, in 10^-10 of the dry mass, by formula. */
export type BelowLimit = Readonly<Record<string, number>>;

/**
 * The most of each element that a drawn mass may hold beyond what was found: `round(drawn dry * bound * factor)`, half up,
 * the bounds of several keys of one element added.
 *
 * Shapes: dry milligrams and bounds in 10^-10 in; whole milligrams by element out.
 */
export function boundsMg(dryMg: Mg, belowLimit: BelowLimit, catalogue: Catalogue): ReadonlyMap<string, Mg> {
  const fractions = new Map<string, bigint>();
  for (const [formula, bound] of Object.entries(belowLimit)) {
    for (const { element, factor } of constituentOf(formula, catalogue).parts) {
      fractions.set(element, (fractions.get(element) ?? 0n) + BigInt(bound) * BigInt(factor));
    }
  }
  const whole = 10n ** 16n;
  return new Map(
    [...fractions].map(([element, bound]) => [element, ofMg(roundedQuotient(BigInt(dryMg) * bound, whole))]),
  );
}

/** What an assay belongs to. What is left out is not checked against. */
export interface CompositionContext {
  readonly catalogue: Catalogue;
  /** Of a by-product. */
  readonly alloy?: Alloy | undefined;
  /** Of a by-product. */
  readonly stream?: Stream | undefined;
  /** Of anything else. */
  readonly product?: Product | undefined;
  /** What the assay adds up to as it was given, in ppm, where that is on another basis than the composition. */
  readonly asGiven?: number | undefined;
}

/** A composition read for plausibility. Floating point will do: nothing is booked from it. */
interface Reading {
  readonly compositionPpm: CompositionPpm;
  readonly catalogue: Catalogue;
  /** Percent by element. */
  readonly elementPct: ReadonlyMap<string, number>;
  readonly rareEarthPct: number;
}

/**
 * What is odd about a composition, for people to look at again: a decimal slip, an oxide figure typed as metal, the wrong
 * stream. Limits for streams and products stand in the catalogue with their reasons, those for alloys below.
 */
export function compositionWarnings(compositionPpm: CompositionPpm, context: CompositionContext): readonly Warning[] {
  const fractions = elementFractions(compositionPpm, context.catalogue);
  const elementPct = new Map([...fractions].map(([element, fraction]) => [element, Number(fraction) / 1e10]));
  const { catalogue, alloy, stream, product } = context;
  const rareEarthPct = sumOf(elementPct, (element) => catalogue.rareEarths.has(element));
  const reading: Reading = { compositionPpm, catalogue, elementPct, rareEarthPct };
  return [
    ...sumWarnings(compositionPpm, context),
    ...(alloy ? alloyWarnings(reading, alloy) : []),
    ...(stream ? streamWarnings(reading, stream, alloy) : []),
    ...(product ? productWarnings(reading, product) : []),
  ];
}

function sumWarnings(compositionPpm: CompositionPpm, { catalogue, asGiven }: CompositionContext): Warning[] {
  const elements = elementSumPpm(compositionPpm, catalogue);
  const given = asGiven ?? givenSumPpm(compositionPpm, catalogue);
  if (elements > PPM) {
    return [{ code: 'sum-above-100', message: `The assay adds up to ${exact(elements)} % as elements.` }];
  }
  if (given <= PPM) return [];
  return [{ code: 'sum-above-100', message: `The assay adds up to ${exact(given)} % as it is given.` }];
}

/** What the elements of a composition add up to, in ppm: each key times its factor. */
export function elementSumPpm(compositionPpm: CompositionPpm, catalogue: Catalogue): number {
  const sum = [...elementFractions(compositionPpm, catalogue).values()].reduce((all, fraction) => all + fraction, 0n);
  return Number(sum) / PPM;
}

/** What a composition adds up to as it is given, oxides as oxides, in ppm: without water and what is lost on ignition. */
export function givenSumPpm(compositionPpm: Readonly<Record<string, number>>, catalogue: Catalogue): number {
  return Object.entries(compositionPpm).reduce(
    (sum, [formula, ppm]) => (constituentOf(formula, catalogue).kind === 'volatile' ? sum : sum + ppm),
    0,
  );
}

/** Percent with as many digits as tell it from 100. */
function exact(ppm: number): string {
  const digits = Math.round(ppm) / 10_000;
  return String(ppm > PPM && digits <= 100 ? 100.0001 : digits);
}

/**
 * Most of an element, in percent of dry mass, that is usual in an alloy and its by-products. Above it the material is
 * probably of the other alloy, or mixed, or a decimal slipped.
 *
 * NdFeB, from the assays of published magnets and wastes: Sm at most 0.31 % and B at most 2.53 % (Cherkezova-Zheleva et al.
 * 2025, Materials 18(13):2946, whose B is itself called unreliable), Cu at most 4.48 % (same), Co at most 4.22 % (Vander
 * Hoogerstraete et al. 2014), Ni as a coating of 1 to 3 % (from memory).
 * SmCo, which holds neither Nd nor B: traces only; Fe about 15 to 16.5 % in high-iron 2:17 magnets (SME 2024).
 */
const UNUSUAL_ABOVE_PCT: Readonly<Record<Alloy, Readonly<Record<string, number>>>> = {
  NdFeB: { Sm: 0.5, Co: 6, Cu: 6, Ni: 5, B: 3 },
  SmCo: { Nd: 0.5, B: 0.1, Fe: 25 },
};

function alloyWarnings(reading: Reading, alloy: Alloy): Warning[] {
  return Object.entries(UNUSUAL_ABOVE_PCT[alloy]).flatMap(([element, limit]) => {
    const pct = reading.elementPct.get(element) ?? 0;
    if (pct <= limit) return [];
    const message = `${shown(pct)} % ${element} is unusual for ${alloy}: up to ${limit} % is usual.`;
    return [{ code: 'element-unusual-for-alloy', message, element }];
  });
}

/** What an assay must name before a low figure means anything: a laboratory may have been asked for dysprosium only. */
const MAIN_ELEMENTS: Readonly<Record<Alloy, { readonly rareEarth: string; readonly metal: string }>> = {
  NdFeB: { rareEarth: 'Nd', metal: 'Fe' },
  SmCo: { rareEarth: 'Sm', metal: 'Co' },
};

function streamWarnings(reading: Reading, stream: Stream, alloy: Alloy | undefined): Warning[] {
  if (alloy && !stream.alloys.includes(alloy)) {
    const message = `The stream ${stream.code} is usual for ${stream.alloys.join(', ')}, not for ${alloy}.`;
    return [{ code: 'alloy-unlike-stream', message }];
  }
  const limits = stream.plausibility;
  if (!limits) return [];
  const warnings: Warning[] = [];
  const { low, high } = limits.rareEarthPct;
  const named = stream.alloys.map((known) => MAIN_ELEMENTS[known]);
  const hasRareEarth = named.some((main) => reading.elementPct.has(main.rareEarth));
  const hasBoth = hasRareEarth && named.some((main) => reading.elementPct.has(main.metal));
  if (reading.rareEarthPct > high || (hasRareEarth && reading.rareEarthPct < low)) {
    const message = `${shown(reading.rareEarthPct)} % rare earths as elements is unusual for ${stream.code}: ${low} to ${high} % is usual. Is each figure on the basis that its formula says?`;
    warnings.push({ code: 'rare-earths-unusual', message });
  }
  if (hasBoth && limits.minimumSumPct !== null) {
    const sum = sumOf(reading.elementPct, () => true);
    warnings.push(...lowSum(sum, limits.minimumSumPct, `as elements, for ${stream.code}`));
  }
  return warnings;
}

/**
 * An all-oxide product cannot hold more than 100 % oxides. Half a percent is left for the scatter of an honest analysis:
 * pure Nd2O3 analysed 0.5 % (relative) too high. The published product of Patcharawit et al. 2022 (Recycling 7(5):68), Nd
 * 68.11 %, Pr 19.83 %, Fe 0.31 %, stands at 103.8 %.
 */
const OXIDE_SUM_LIMIT_PCT = 100.5;

/** Least part of a product's rare earths that its expected elements make up; below it, it is another product or a mix. */
const EXPECTED_SHARE_LIMIT = 0.9;

function productWarnings(reading: Reading, product: Product): Warning[] {
  const warnings: Warning[] = [];
  const isOxide = product.basis === 'oxide';
  const sum = isOxide ? oxideSumPct(reading) : sumOf(reading.elementPct, () => true);
  if (isOxide && sum > OXIDE_SUM_LIMIT_PCT) {
    const message = `Expressed as oxides the elements add up to ${shown(sum)} %: more than an oxide product can hold.`;
    warnings.push({ code: 'oxide-sum-above-100', message });
  }
  if (product.plausibility) {
    const basis = isOxide ? 'as oxides' : 'as elements';
    warnings.push(...lowSum(sum, product.plausibility.minimumSumPct, `${basis}, for ${product.code}`));
  }
  const { catalogue } = reading;
  const expected = new Set(product.expectedElements);
  const expectedPct = sumOf(
    reading.elementPct,
    (element) => catalogue.rareEarths.has(element) && expected.has(element),
  );
  if (expectedPct < EXPECTED_SHARE_LIMIT * reading.rareEarthPct) {
    const share = shown((100 * expectedPct) / reading.rareEarthPct);
    const message = `Only ${share} % of the rare earths are what ${product.code} consists of (${product.expectedElements.join(', ')}).`;
    warnings.push({ code: 'unlike-product', message });
  }
  return warnings;
}

/**
 * The sum in percent with every element as an oxide: what is given as an oxide counts as it is given, what is given as an
 * element counts as its traded oxide. Elements without one (oxygen, carbon, chlorine) are left out, so the sum errs low.
 */
function oxideSumPct({ compositionPpm, catalogue }: Reading): number {
  return Object.entries(compositionPpm).reduce((sum, [formula, ppm]) => {
    const { kind, parts } = constituentOf(formula, catalogue);
    if (kind === 'volatile') return sum;
    if (kind === 'oxide' || kind === 'gangue') return sum + ppmToPct(ppm);
    return parts.reduce((more, { element, factor }) => {
      const oxide = catalogue.commercialOxide(element);
      return oxide ? more + (ppmToPct(ppm) * factor) / oxide.factor : more;
    }, sum);
  }, 0);
}

function lowSum(sumPct: number, minimumPct: number, of: string): Warning[] {
  if (sumPct >= minimumPct) return [];
  const message = `The assay adds up to ${shown(sumPct)} % ${of}: at least ${minimumPct} % is usual. Is something missing?`;
  return [{ code: 'sum-low', message }];
}

function sumOf(pctByElement: ReadonlyMap<string, number>, counts: (element: string) => boolean): number {
  return [...pctByElement].reduce((sum, [element, pct]) => (counts(element) ? sum + pct : sum), 0);
}

/** A figure for a message: two decimals are enough to recognise it by. */
function shown(figure: number): string {
  return String(Math.round(figure * 100) / 100);
}

/** Past weights that a stream needs before one can be called far from them. */
const LEAST_HISTORY = 5;
/**
 * How many times heavier or lighter than the median a weight must be to stand out. A figure typed ten times too large
 * stands out even for a drum that is half full; a drum that is filled to a quarter does not.
 */
const FAR_FACTOR = 5;
/** A weight has company where at least two past ones are within this factor: a stream may come in drums and in big bags. */
const NEAR_FACTOR = 2;

/**
 * Says when a weight is far from its stream's history: at least five times or at most a fifth of the median, while fewer
 * than two past weights are within a factor of two of it. The median and the count of two keep a single past slip from
 * moving the limit; fewer than five past weights say nothing.
 *
 * Shapes: net milligrams in, the history in any order; at most one warning out.
 */
export function weightWarnings(netMg: Mg, history: readonly Mg[]): readonly Warning[] {
  const past = history.filter((massMg) => massMg > 0).sort((a, b) => a - b);
  if (past.length < LEAST_HISTORY || netMg <= 0) return [];
  const middle = (past.length - 1) / 2;
  const lower = past[Math.floor(middle)] ?? 0;
  const median = lower + ((past[Math.ceil(middle)] ?? 0) - lower) / 2;
  const isFar = netMg >= FAR_FACTOR * median || netMg * FAR_FACTOR <= median;
  const near = past.filter((massMg) => massMg <= NEAR_FACTOR * netMg && netMg <= NEAR_FACTOR * massMg);
  if (!isFar || near.length >= 2) return [];
  const ratio = netMg > median ? `${shown(netMg / median)} times` : `${shown((100 * netMg) / median)} % of`;
  const message = `${mgToKg(netMg)} kg is ${ratio} the ${shown(mgToKg(ofMg(median)))} kg that are usual for this stream.`;
  return [{ code: 'weight-unusual', message }];
}
