import { checkCompounds, readCompound, type Compound } from './catalogue-compounds.js';
import { CONFIDENCES, type Confidence, type FieldReader, readWhole } from './catalogue-reader.js';
import { PPM, ppmOf, type Ppm } from '../measure/quantities.js';

export { CONFIDENCES, type Confidence } from './catalogue-reader.js';

/** The alloys that the loop knows. */
export const ALLOYS = ['NdFeB', 'SmCo'] as const;
export type Alloy = (typeof ALLOYS)[number];

/** The states in which a by-product comes (fields proposed for exchange under ISO 22453). */
export const FORMS = ['solid', 'chip', 'dry powder', 'wet sludge', 'oily sludge', 'slag'] as const;
export type Form = (typeof FORMS)[number];

/** What a composition may name: an element symbol (metal basis) or an oxide (oxide basis). */
export interface ElementEntry {
  /** The key in a composition: `Nd`, `Nd2O3`. */
  readonly formula: string;
  readonly name: string;
  readonly element: string;
  /** The oxide's formula; null for the element itself. */
  readonly oxide: string | null;
  /** Mass of the element in a mass of the formula, in whole millionths: six significant digits of the oxide-to-element ratio. */
  readonly factor: number;
  readonly rareEarth: boolean;
  /** Standard atomic weight of the element. */
  readonly atomicWeight: number;
  /** Stoichiometry of an oxide; null for an element. */
  readonly atoms: { readonly element: number; readonly oxygen: number } | null;
  /** The oxide in which the element is traded; at most one an element. */
  readonly commercialOxide: boolean;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A limit on an assay beyond which a figure is worth a second look, with the reason for it. Never a reason to refuse. */
export interface StreamPlausibility {
  /** Usual sum of the rare earths as elements, in percent of dry mass. */
  readonly rareEarthPct: { readonly low: number; readonly high: number };
  /** Usual least sum of all elements, in percent of dry mass, where the main ones are named. */
  readonly minimumSumPct: number | null;
  readonly reason: string;
}

/** Illustrative figures for demonstration and for forms; nothing is computed with them. */
export interface TypicalBatch {
  readonly batchWetKg: number;
  readonly moisturePct: number;
  readonly oilPct: number;
  readonly treoPctOfDry: number;
  /** The oxide basis of {@link treoPctOfDry}. */
  readonly basis: string;
  readonly shareOfByProductsPct: number;
  readonly source: string;
  readonly confidence: Confidence;
}

/** A kind of by-product. */
export interface Stream {
  readonly code: string;
  readonly name: string;
  /** The step of magnet making where it arises. */
  readonly stage: string;
  readonly alloys: readonly Alloy[];
  readonly form: Form;
  /** Whether it scatters (powder, sludge): decides whether it counts as metal waste in non-dispersible form. Null: it varies. */
  readonly dispersible: boolean | null;
  /** Proposal to the plant: could this have gone back into the same process? Null: no default can be justified. */
  readonly reclaimableInProcess: { readonly answer: 'yes' | 'no' | null; readonly reason: string };
  /** Facts for the one who classifies; never a classification. */
  readonly hazardNote: string;
  readonly typical: TypicalBatch | null;
  readonly plausibility: StreamPlausibility | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A recycled, half-way or primary product. */
export interface Product {
  readonly code: string;
  readonly name: string;
  /** What the product is as a substance; the basis of an assay follows from the assay's own keys. */
  readonly basis: 'oxide' | 'metal';
  /** What a run's output of this product becomes. */
  readonly kind: 'recycled' | 'intermediate';
  /** The elements that make up nearly all of its rare earths (or of its metal, where it has none). */
  readonly expectedElements: readonly string[];
  /** Default usability factor q, in whole millionths; an agreement may state its own. */
  readonly usabilityPpm: Ppm;
  readonly usabilityNote: string;
  /** Usual least sum, in percent: as oxides for an oxide product, as elements for a metal. */
  readonly plausibility: { readonly minimumSumPct: number; readonly reason: string } | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A key of a composition: what it says of which elements. */
export interface Constituent {
  readonly formula: string;
  readonly kind: 'element' | Compound['kind'];
  /** Element and mass of it in a mass of the formula, in whole millionths; empty where it books nothing. */
  readonly parts: readonly { readonly element: string; readonly factor: number }[];
}

/** The rare earths: scandium, yttrium and the lanthanides, without promethium, which has no standard atomic weight. */
export const RARE_EARTHS: ReadonlySet<string> = new Set('La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Y Sc'.split(' '));

/** The reference data, checked, with lookups. Immutable. */
export class Catalogue {
  private readonly byFormula: ReadonlyMap<string, ElementEntry>;
  private readonly byElement: ReadonlyMap<string, ElementEntry>;
  private readonly byCompound: ReadonlyMap<string, Compound>;
  private readonly byStream: ReadonlyMap<string, Stream>;
  private readonly byProduct: ReadonlyMap<string, Product>;

  constructor(
    readonly entries: readonly ElementEntry[],
    readonly streams: readonly Stream[],
    readonly products: readonly Product[],
    readonly compounds: readonly Compound[] = [],
  ) {
    this.byFormula = new Map(entries.map((entry) => [entry.formula, entry]));
    this.byElement = new Map(entries.filter((entry) => entry.commercialOxide).map((entry) => [entry.element, entry]));
    this.byCompound = new Map(compounds.map((compound) => [compound.formula, compound]));
    this.byStream = new Map(streams.map((stream) => [stream.code, stream]));
    this.byProduct = new Map(products.map((product) => [product.code, product]));
  }

  /** The elements that count as rare earths. */
  get rareEarths(): ReadonlySet<string> {
    return RARE_EARTHS;
  }

  /** The entry of a composition's key, an element or an oxide; undefined where the catalogue does not know it. */
  formula(formula: string): ElementEntry | undefined {
    return this.byFormula.get(formula);
  }

  /** What a key of a composition says of which elements; undefined where the catalogue does not know it. */
  constituent(formula: string): Constituent | undefined {
    const entry = this.byFormula.get(formula);
    if (!entry) return this.byCompound.get(formula);
    const { element, factor, oxide } = entry;
    return { formula, kind: oxide === null ? 'element' : 'oxide', parts: [{ element, factor }] };
  }

  /** Every key that a composition may have. */
  get formulas(): readonly string[] {
    return [...this.byFormula.keys(), ...this.byCompound.keys()];
  }

  /** The oxide in which an element is traded: `Pr6O11` for `Pr`; undefined where there is none. */
  commercialOxide(element: string): ElementEntry | undefined {
    return this.byElement.get(element);
  }

  stream(code: string): Stream | undefined {
    return this.byStream.get(code);
  }

  product(code: string): Product | undefined {
    return this.byProduct.get(code);
  }
}

/**
 * Builds the catalogue from the parsed files of `data/catalogue`.
 *
 * @throws Error that lists every fault: unknown or missing fields, missing sources, codes that occur twice, oxides of
 * unknown elements, factors that do not follow from atomic weights and stoichiometry, products of unknown elements.
 */
export function buildCatalogue(raw: {
  elements: unknown;
  streams: unknown;
  products: unknown;
  compounds: unknown;
}): Catalogue {
  const faults: string[] = [];
  const list = <T>(file: keyof typeof raw, name: string, build: (reader: FieldReader) => T) =>
    readWhole(raw[file], file, faults, (reader) => {
      reader.text('title');
      reader.texts('sources');
      return reader.objects(name, build);
    });
  const entries = list('elements', 'entries', readEntry);
  const streams = list('streams', 'streams', readStream);
  const products = list('products', 'products', readProduct);
  const compounds = list('compounds', 'compounds', readCompound);
  noteRepeats(
    'elements',
    [...entries, ...compounds].map((entry) => entry.formula),
    faults,
  );
  noteRepeats(
    'streams',
    streams.map((stream) => stream.code),
    faults,
  );
  noteRepeats(
    'products',
    products.map((product) => product.code),
    faults,
  );
  checkElements(entries, faults);
  checkProducts(products, entries, faults);
  const metals = entries.filter(({ oxide }) => oxide === null);
  checkCompounds(compounds, new Map(metals.map(({ element, atomicWeight }) => [element, atomicWeight])), faults);
  if (faults.length > 0) throw new Error(`Faults of the catalogue (${faults.length}):\n${faults.join('\n')}`);
  return new Catalogue(entries, streams, products, compounds);
}

/** Where a value comes from, how far it may be relied on, and what else there is to say: the same three fields everywhere. */
function readProvenance(reader: FieldReader): { source: string; confidence: Confidence; note: string | null } {
  return {
    source: reader.text('source'),
    confidence: reader.oneOf('confidence', CONFIDENCES),
    note: reader.textOrNull('note'),
  };
}

function readEntry(reader: FieldReader): ElementEntry {
  return {
    formula: reader.text('formula'),
    name: reader.text('name'),
    element: reader.text('element'),
    oxide: reader.textOrNull('oxide'),
    factor: reader.whole('factor', 1, PPM),
    rareEarth: reader.flag('rareEarth'),
    atomicWeight: reader.number('atomicWeight', 1, 300),
    atoms: reader.objectOrNull('atoms', (atoms) => ({
      element: atoms.whole('element', 1, 100),
      oxygen: atoms.whole('oxygen', 1, 100),
    })),
    commercialOxide: reader.flag('commercialOxide'),
    ...readProvenance(reader),
  };
}

function readStream(reader: FieldReader): Stream {
  const alloys = reader.texts('alloys');
  const unknown = alloys.filter((alloy) => !ALLOYS.some((known) => known === alloy));
  if (unknown.length > 0) reader.fault('alloys', `names ${unknown.join(', ')}, which is not an alloy of the loop`);
  return {
    code: reader.text('code'),
    name: reader.text('name'),
    stage: reader.text('stage'),
    alloys: ALLOYS.filter((known) => alloys.includes(known)),
    form: reader.oneOf('form', FORMS),
    dispersible: reader.flagOrNull('dispersible'),
    reclaimableInProcess: reader.object('reclaimableInProcess', (question) => {
      const answer = question.textOrNull('answer');
      if (answer !== null && answer !== 'yes' && answer !== 'no') question.fault('answer', 'is not yes, no or null');
      return { answer: answer === 'yes' || answer === 'no' ? answer : null, reason: question.text('reason') };
    }),
    hazardNote: reader.text('hazardNote'),
    typical: reader.objectOrNull('typical', readTypical),
    plausibility: reader.objectOrNull('plausibility', readStreamPlausibility),
    ...readProvenance(reader),
  };
}

function readTypical(reader: FieldReader): TypicalBatch {
  return {
    batchWetKg: reader.number('batchWetKg', 0, 100_000),
    moisturePct: reader.number('moisturePct', 0, 100),
    oilPct: reader.number('oilPct', 0, 100),
    treoPctOfDry: reader.number('treoPctOfDry', 0, 100),
    basis: reader.text('basis'),
    shareOfByProductsPct: reader.number('shareOfByProductsPct', 0, 100),
    source: reader.text('source'),
    confidence: reader.oneOf('confidence', CONFIDENCES),
  };
}

function readStreamPlausibility(reader: FieldReader): StreamPlausibility {
  return {
    rareEarthPct: reader.object('rareEarthPct', (range) => {
      const low = range.number('low', 0, 100);
      return { low, high: range.number('high', low, 100) };
    }),
    minimumSumPct: reader.numberOrNull('minimumSumPct', 0, 100),
    reason: reader.text('reason'),
  };
}

function readProduct(reader: FieldReader): Product {
  return {
    code: reader.text('code'),
    name: reader.text('name'),
    basis: reader.oneOf('basis', ['oxide', 'metal']),
    kind: reader.oneOf('kind', ['recycled', 'intermediate']),
    expectedElements: reader.texts('expectedElements'),
    usabilityPpm: ppmOf(reader.whole('usabilityPpm', 1, PPM)),
    usabilityNote: reader.text('usabilityNote'),
    plausibility: reader.objectOrNull('plausibility', (limit) => ({
      minimumSumPct: limit.number('minimumSumPct', 0, 100),
      reason: limit.text('reason'),
    })),
    ...readProvenance(reader),
  };
}

function noteRepeats(file: string, codes: readonly string[], faults: string[]): void {
  const repeats = codes.filter((code, index) => codes.indexOf(code) < index);
  for (const code of repeats) faults.push(`${file} holds ${code} twice`);
}

function checkElements(entries: readonly ElementEntry[], faults: string[]): void {
  const metals = new Map(entries.filter((entry) => entry.oxide === null).map((entry) => [entry.element, entry]));
  const oxygen = metals.get('O')?.atomicWeight;
  for (const entry of entries) {
    const fault = (message: string): unknown => faults.push(`elements: ${entry.formula} ${message}`);
    const metal = metals.get(entry.element);
    if (!metal) fault(`is of ${entry.element}, which the catalogue does not list`);
    else if (metal.atomicWeight !== entry.atomicWeight) fault(`has another atomic weight than ${entry.element}`);
    if (entry.rareEarth !== RARE_EARTHS.has(entry.element)) fault('is wrongly marked or unmarked as a rare earth');
    if (entry.formula !== (entry.oxide ?? entry.element)) fault('is neither its oxide nor its element');
    if (entry.oxide === null) checkMetal(entry, fault);
    else checkOxide(entry, oxygen, fault);
  }
  const traded = entries.filter((entry) => entry.commercialOxide).map((entry) => entry.element);
  noteRepeats('elements: the commercial oxides', traded, faults);
}

function checkMetal(entry: ElementEntry, fault: (message: string) => unknown): void {
  if (entry.factor !== PPM) fault(`is an element and has the factor ${entry.factor} instead of ${PPM}`);
  if (entry.atoms !== null) fault('is an element and states a stoichiometry');
  if (entry.commercialOxide) fault('is an element and marked as a commercial oxide');
}

/** An oxide's factor is `round(10^6 n A / (n A + m A(O)))`: no oxide here holds less than a tenth of its element, so that is six significant digits. */
function checkOxide(entry: ElementEntry, oxygen: number | undefined, fault: (message: string) => unknown): void {
  if (entry.atoms === null) return;
  if (oxygen === undefined) {
    fault('cannot be checked: oxygen has no atomic weight');
    return;
  }
  const count = (n: number): string => (n === 1 ? '' : String(n));
  const written = `${entry.element}${count(entry.atoms.element)}O${count(entry.atoms.oxygen)}`;
  if (entry.formula !== written) fault(`states the stoichiometry of ${written}`);
  const element = entry.atoms.element * entry.atomicWeight;
  const expected = Math.round((PPM * element) / (element + entry.atoms.oxygen * oxygen));
  if (entry.factor !== expected) fault(`has the factor ${entry.factor}; the atomic weights give ${expected}`);
}

function checkProducts(products: readonly Product[], entries: readonly ElementEntry[], faults: string[]): void {
  const elements = new Set(entries.map((entry) => entry.element));
  for (const product of products) {
    for (const element of product.expectedElements) {
      if (!elements.has(element)) faults.push(`products: ${product.code} expects the unknown element ${element}`);
    }
  }
}
