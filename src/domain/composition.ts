import type { Alloy, Catalogue, ElementEntry, Product, Stream } from './catalogue.js';
import { pointerTo, type Fault } from './errors.js';
import { decimalsOf, mgToKg, PCT_DECIMALS, pctToPpm, PPM, ppmToPct, roundedQuotient } from './quantities.js';

/** Mass fractions on dry basis: whole parts per million by formula (`Nd` is metal basis, `Nd2O3` oxide basis). */
export type Composition = Readonly<Record<string, number>>;

/** Something worth a second look. Never a reason to refuse. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  /** The element that the warning is about, where it is about one. */
  readonly element?: string;
}

/**
 * Turns a composition in percent, as it stands at the edges, into whole parts per million and names every fault: nothing
 * named, unknown formulas, what is not a number, negative fractions, fractions above 100 %, more than four decimals, and a
 * sum above 100 %. The sum is that of the fractions as given, oxides as oxides, added in ppm so that no rounding decides.
 *
 * Shapes: percent by formula in; parts per million by formula, of those fractions that have no fault, out.
 */
export function checkComposition(
  pctByFormula: Readonly<Record<string, unknown>>,
  catalogue: Catalogue,
  pointerPrefix: string,
): { composition: Composition; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const composition: Record<string, number> = {};
  const given = Object.entries(pctByFormula);
  if (given.length === 0) faults.push({ pointer: pointerPrefix, message: 'names no element and no oxide' });
  for (const [formula, value] of given) {
    const messages = fractionFaults(formula, value, catalogue);
    const pointer = pointerTo(pointerPrefix, formula);
    for (const message of messages) faults.push({ pointer, message });
    if (messages.length === 0) composition[formula] = pctToPpm(value as number);
  }
  const sum = Object.values(composition).reduce((running, ppm) => running + ppm, 0);
  if (sum > PPM) faults.push({ pointer: pointerPrefix, message: `adds up to ${ppmToPct(sum)} %, more than 100 %` });
  return { composition, faults };
}

function fractionFaults(formula: string, value: unknown, catalogue: Catalogue): string[] {
  const messages: string[] = [];
  if (!catalogue.formula(formula)) messages.push('is neither an element nor an oxide that the catalogue knows');
  if (typeof value !== 'number' || !Number.isFinite(value)) return [...messages, 'is not a number'];
  if (value < 0) messages.push('is less than 0 %');
  if (value > 100) messages.push('is more than 100 %');
  if (decimalsOf(value) > PCT_DECIMALS) messages.push(`has more than ${PCT_DECIMALS} decimals`);
  return messages;
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
  dryMg: number,
  composition: Composition,
  catalogue: Catalogue,
): ReadonlyMap<string, number> {
  const masses = new Map<string, number>();
  for (const [element, fraction] of elementFractions(composition, catalogue)) {
    masses.set(element, roundedQuotient(BigInt(dryMg) * fraction, TRILLION));
  }
  return masses;
}

/** The elements that a composition says something about, also where it says that there is none. */
export function namedElements(composition: Composition, catalogue: Catalogue): ReadonlySet<string> {
  return new Set(elementFractions(composition, catalogue).keys());
}

/**
 * What a mass of an element weighs as the oxide in which it is traded: `round(mass * 10^6 / factor)`, half up.
 *
 * @returns milligrams of oxide and its formula, since an oxide figure without its oxide says nothing; null where the
 * element has no such oxide.
 */
export function elementAsOxideMg(
  element: string,
  elementMg: number,
  catalogue: Catalogue,
): { oxide: string; massMg: number } | null {
  const entry = catalogue.commercialOxide(element);
  if (!entry) return null;
  return { oxide: entry.formula, massMg: roundedQuotient(BigInt(elementMg) * BigInt(PPM), BigInt(entry.factor)) };
}

const TRILLION = 1_000_000_000_000n;

/** The exact fraction of each named element, in 10^-12 of the dry mass. */
function elementFractions(composition: Composition, catalogue: Catalogue): ReadonlyMap<string, bigint> {
  const fractions = new Map<string, bigint>();
  for (const [formula, ppm] of Object.entries(composition)) {
    const { element, factor } = entryOf(formula, catalogue);
    fractions.set(element, (fractions.get(element) ?? 0n) + BigInt(ppm) * BigInt(factor));
  }
  return fractions;
}

function entryOf(formula: string, catalogue: Catalogue): ElementEntry {
  const entry = catalogue.formula(formula);
  if (!entry) throw new RangeError(`${formula} is not in the catalogue.`);
  return entry;
}

/** What an assay belongs to. What is left out is not checked against. */
export interface CompositionContext {
  readonly catalogue: Catalogue;
  /** Of a by-product. */
  readonly alloy?: Alloy;
  /** Of a by-product. */
  readonly stream?: Stream;
  /** Of anything else. */
  readonly product?: Product;
}

/** A composition read for plausibility. Floating point will do: nothing is booked from it. */
interface Reading {
  readonly composition: Composition;
  readonly catalogue: Catalogue;
  /** Percent by element. */
  readonly elementPct: ReadonlyMap<string, number>;
  readonly rareEarthPct: number;
}

/**
 * What is odd about a composition, for people to look at again: a decimal slip, an oxide figure typed as metal, the wrong
 * stream. Limits for streams and products stand in the catalogue with their reasons, those for alloys below.
 */
export function compositionWarnings(composition: Composition, context: CompositionContext): readonly Warning[] {
  const fractions = elementFractions(composition, context.catalogue);
  const elementPct = new Map([...fractions].map(([element, fraction]) => [element, Number(fraction) / 1e10]));
  const { catalogue, alloy, stream, product } = context;
  const rareEarthPct = sumOf(elementPct, (element) => catalogue.rareEarths.has(element));
  const reading: Reading = { composition, catalogue, elementPct, rareEarthPct };
  return [
    ...(alloy ? alloyWarnings(reading, alloy) : []),
    ...(stream ? streamWarnings(reading, stream, alloy) : []),
    ...(product ? productWarnings(reading, product) : []),
  ];
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
function oxideSumPct({ composition, catalogue }: Reading): number {
  return Object.entries(composition).reduce((sum, [formula, ppm]) => {
    const entry = entryOf(formula, catalogue);
    if (entry.oxide !== null) return sum + ppmToPct(ppm);
    const oxide = catalogue.commercialOxide(entry.element);
    return oxide ? sum + (ppmToPct(ppm) * PPM) / oxide.factor : sum;
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
export function weightWarnings(netMg: number, history: readonly number[]): readonly Warning[] {
  const past = history.filter((massMg) => massMg > 0).sort((a, b) => a - b);
  if (past.length < LEAST_HISTORY || netMg <= 0) return [];
  const middle = (past.length - 1) / 2;
  const lower = past[Math.floor(middle)] ?? 0;
  const median = lower + ((past[Math.ceil(middle)] ?? 0) - lower) / 2;
  const isFar = netMg >= FAR_FACTOR * median || netMg * FAR_FACTOR <= median;
  const near = past.filter((massMg) => massMg <= NEAR_FACTOR * netMg && netMg <= NEAR_FACTOR * massMg);
  if (!isFar || near.length >= 2) return [];
  const ratio = netMg > median ? `${shown(netMg / median)} times` : `${shown((100 * netMg) / median)} % of`;
  const message = `${mgToKg(netMg)} kg is ${ratio} the ${shown(mgToKg(median))} kg that are usual for this stream.`;
  return [{ code: 'weight-unusual', message }];
}
