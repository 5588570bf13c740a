import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildCatalogue } from './catalogue.js';
import {
  type CompositionPpm,
  compositionWarnings,
  elementAsOxideMg,
  elementMassesMg,
  namedElements,
  weightWarnings,
  ofPpm,
} from './composition.js';
import { checkComposition } from './composition-check.js';
import { dryMassMg, kgToMg, MAX_MASS_MG, ofMg, pctToPpm, type Mg, type Ppm } from '../measure/quantities.js';

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/catalogue/${name}.json`, import.meta.url), 'utf8'));
const catalogue = buildCatalogue({
  elements: load('elements'),
  streams: load('streams'),
  products: load('products'),
  compounds: load('compounds'),
});

/** What the catalogue is known to hold. */
function held<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The catalogue does not hold it.');
  return value;
}

/** A composition in percent that must be without fault. */
function percent(pctByFormula: Record<string, number>): CompositionPpm {
  const { compositionPpm, faults } = checkComposition(pctByFormula, catalogue, '');
  expect(faults).toEqual([]);
  return compositionPpm;
}

const massesKg = (dryKg: number, pctByFormula: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...elementMassesMg(kgToMg(dryKg), percent(pctByFormula), catalogue)].map(([element, mg]) => [element, mg / 1e6]),
  );

describe('elementMassesMg', () => {
  it('finds 220 kg in 1,000 kg with 12 % moisture and 25 % of dry mass (case gum_contained_metal_wet_mass)', () => {
    const dryMg = dryMassMg(kgToMg(1000), pctToPpm(12));
    const masses = elementMassesMg(dryMg, percent({ Nd: 25, Dy: 1 }), catalogue);
    expect([...masses]).toEqual([
      ['Nd', 220_000_000],
      ['Dy', 8_800_000],
    ]);
  });

  it('holds the elements of a tonne of grinding sludge (Rabatho 2013)', () => {
    expect(massesKg(1000, { Nd: 35.1, Fe: 29.5, Dy: 1.1, B: 0.5 })).toEqual({ Nd: 351, Fe: 295, Dy: 11, B: 5 });
  });

  it('holds the elements of a tonne of stoichiometric Nd2Fe14B (case magnet_stoichiometry)', () => {
    expect(massesKg(1000, { Nd: 26.6837, Fe: 72.3164, B: 0.9999 })).toEqual({ Nd: 266.837, Fe: 723.164, B: 9.999 });
  });

  it('reads oxides as their elements: a magnet of 30.0 % rare earths is one of 35.22 % TREO', () => {
    expect(massesKg(1000, { Nd2O3: 26.2435, Pr6O11: 7.249, Dy2O3: 1.3772, Tb4O7: 0.3529 })).toEqual({
      Nd: 225.000222,
      Pr: 60.000263,
      Dy: 11.999833,
      Tb: 3.000412,
    });
  });

  it('adds what is named as metal and as oxides of one element, and rounds once', () => {
    // 1 mg: 0.3 + 0.3 x 0.827704 + 0.3 x 0.854472 = 0.8046528 mg, where rounding each part would give nothing.
    expect([...elementMassesMg(ofMg(1), ofPpm({ Pr: 300_000, Pr6O11: 300_000, Pr2O3: 300_000 }), catalogue)]).toEqual([
      ['Pr', 1],
    ]);
    expect([...elementMassesMg(ofMg(1), ofPpm({ Nd: 500_000 }), catalogue)]).toEqual([['Nd', 1]]);
    expect([...elementMassesMg(ofMg(1), ofPpm({ Nd: 499_999 }), catalogue)]).toEqual([['Nd', 0]]);
  });

  it('tells an element that is known to be absent from one that nobody looked for', () => {
    const composition = percent({ Nd: 24, Tb: 0, Sm2O3: 0 });
    expect([...elementMassesMg(ofMg(1_000_000), composition, catalogue)]).toEqual([
      ['Nd', 240_000],
      ['Tb', 0],
      ['Sm', 0],
    ]);
    expect(namedElements(composition, catalogue)).toEqual(new Set(['Nd', 'Tb', 'Sm']));
    expect(namedElements(composition, catalogue).has('Dy')).toBe(false);
  });

  it('does not count the oxygen of an oxide as the element O', () => {
    expect(namedElements(percent({ Fe2O3: 50 }), catalogue)).toEqual(new Set(['Fe']));
  });

  it('loses no digit of the largest mass', () => {
    expect([...elementMassesMg(ofMg(MAX_MASS_MG), ofPpm({ Nd2O3: 1_000_000 }), catalogue)]).toEqual([
      ['Nd', 7_722_376_324_247_717],
    ]);
  });

  it('refuses a formula that never passed the check', () => {
    expect(() => elementMassesMg(ofMg(1), ofPpm({ Xx: 1 }), catalogue)).toThrow(RangeError);
  });

  it('makes no more of all elements together than the dry mass and half a milligram each', () => {
    const formulas = catalogue.entries.map((entry) => entry.formula);
    const compositionArb = fc
      .dictionary(fc.constantFrom(...formulas), fc.integer({ min: 0, max: 1_000_000 }), { minKeys: 1, maxKeys: 12 })
      .filter((composition) => Object.values(composition).reduce((sum, ppm) => sum + ppm, 0) <= 1_000_000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 15 }), compositionArb, (dryMg, composition) => {
        const masses = [...elementMassesMg(ofMg(dryMg), ofPpm(composition), catalogue).values()];
        const sum = masses.reduce((running, mg) => ofMg(running + mg), 0);
        expect(sum).toBeLessThanOrEqual(dryMg + masses.length / 2);
      }),
    );
  });
});

describe('elementAsOxideMg', () => {
  it('shows the 30.0 % rare earths of the example magnet as 35.22 % TREO', () => {
    const oxides = Object.entries({ Nd: 22.5, Pr: 6, Dy: 1.2, Tb: 0.3 }).map(([element, kg]) =>
      elementAsOxideMg(element, kgToMg(kg), catalogue),
    );
    expect(oxides).toEqual([
      { oxide: 'Nd2O3', massMg: 26_243_474 },
      { oxide: 'Pr6O11', massMg: 7_248_968 },
      { oxide: 'Dy2O3', massMg: 1_377_219 },
      { oxide: 'Tb4O7', massMg: 352_852 },
    ]);
    const treoMg = oxides.reduce((sum, oxide) => sum + (oxide?.massMg ?? 0), 0);
    expect(Math.round(treoMg / 10_000) / 100).toBe(35.22);
  });

  it('is null for what has no oxide in trade', () => {
    expect(elementAsOxideMg('C', ofMg(1_000), catalogue)).toBeNull();
    expect(elementAsOxideMg('O', ofMg(1_000), catalogue)).toBeNull();
  });
});

describe('compositionWarnings', () => {
  const ofBatch = (streamCode: string, pctByFormula: Record<string, number>, alloy: 'NdFeB' | 'SmCo' = 'NdFeB') =>
    compositionWarnings(percent(pctByFormula), { catalogue, alloy, stream: held(catalogue.stream(streamCode)) });
  const ofProduct = (code: string, pctByFormula: Record<string, number>) =>
    compositionWarnings(percent(pctByFormula), { catalogue, product: held(catalogue.product(code)) });
  const codes = (warnings: readonly { code: string }[]): string[] => warnings.map((warning) => warning.code);

  it('fires on the published product whose oxides add up to 103.8 % (case plausibility_patcharawit_product)', () => {
    const published = { Nd: 68.11, Pr: 19.83, Fe: 0.31 };
    expect(ofProduct('NdPr oxide', published)).toEqual([
      {
        code: 'oxide-sum-above-100',
        message: 'Expressed as oxides the elements add up to 103.84 %: more than an oxide product can hold.',
      },
    ]);
    expect(codes(ofProduct('rMREO', published))).toEqual(['oxide-sum-above-100']);
    expect(codes(ofProduct('NdPr metal', published))).toEqual(['sum-low']);
  });

  it('counts a figure that is given as an oxide as it is given', () => {
    expect(ofProduct('NdPr oxide', { Nd2O3: 79.5, Pr2O3: 20.4 })).toEqual([]);
    expect(ofProduct('rMREO', { Nd: 63, Pr: 16.5, Dy: 3, Tb: 0.7 })).toEqual([]);
  });

  it('leaves room for the scatter of an analysis of a pure oxide', () => {
    expect(ofProduct('Nd2O3', { Nd: 85.74 })).toEqual([]);
    expect(ofProduct('Nd2O3', { Nd: 86.16 })).toEqual([]);
    expect(codes(ofProduct('Nd2O3', { Nd: 86.2 }))).toEqual(['oxide-sum-above-100']);
  });

  it('takes the poorest published oxide product, 68 % Nd2O3 (Rabatho 2013), and asks about less than 60 %', () => {
    expect(ofProduct('Nd2O3', { Nd2O3: 68 })).toEqual([]);
    expect(codes(ofProduct('Nd2O3', { Nd: 50 }))).toEqual(['sum-low']);
  });

  it('notices another product than the one named', () => {
    expect(codes(ofProduct('Dy2O3', { Nd2O3: 74, Pr6O11: 25 }))).toEqual(['unlike-product']);
    expect(codes(ofProduct('rMREO', { Er2O3: 99 }))).toEqual(['unlike-product']);
    expect(ofProduct('Dy2O3', { Dy2O3: 99.2, Tb4O7: 0.5 })).toEqual([]);
  });

  it('asks little of a half-way product', () => {
    expect(ofProduct('MRDO', { Nd: 33, Pr: 10 })).toEqual([]);
    expect(ofProduct('mixed RE carbonate', { Nd: 47, Pr: 12 })).toEqual([]);
    expect(ofProduct('Ni-Co hydroxide', { Ni: 40, Co: 12 })).toEqual([]);
  });

  // Published assays of magnets and their wastes: none of them is odd.
  it.each([
    ['grinding-sludge-oily', { Nd: 35.1, Dy: 1.1, Fe: 29.5, B: 0.5 }],
    ['sintered-rejects', { Nd: 23.6, Fe: 60.3, B: 0.261 }],
    ['sintered-rejects', { Nd: 26.6837, Fe: 72.3164, B: 0.9999 }],
    ['sintered-rejects', { Nd: 30.75, Dy: 0.9, Fe: 66.3, Cu: 0.1, Al: 0.4, Nb: 0.4, B: 1.15 }],
    ['coated-rejects', { Nd: 22.8, Pr: 3.3, Dy: 1.2, Fe: 62.6, Co: 1.5, Ni: 0.6, B: 0.9 }],
    ['offcuts', { Nd: 25.95, Pr: 0.34, Dy: 4.21, Fe: 58.16, Co: 4.22, Al: 0.34, Nb: 0.83, B: 1, C: 0.07, O: 0.41 }],
    [
      'magnetised-rejects',
      { Nd: 15.2, Pr: 4.73, Dy: 1.79, La: 0.67, Ce: 0.24, Sm: 0.24, Gd: 3.18, Fe: 51.85, C: 9.62 },
    ],
    ['sintered-rejects', { Fe: 66 }],
    ['dust-and-sweepings', { Nd: 3, Fe: 20 }],
  ])('finds nothing odd in %s %p', (code, composition) => {
    expect(ofBatch(code, composition)).toEqual([]);
  });

  it('finds nothing odd in SmCo', () => {
    expect(ofBatch('smco-rejects', { Sm: 25, Fe: 16.5, Co: 50, Cu: 6, Zr: 2.5 }, 'SmCo')).toEqual([]);
    expect(ofBatch('smco-rejects', { Sm: 33.7868, Co: 66.2132 }, 'SmCo')).toEqual([]);
  });

  it('notices oxide figures typed as metal: 35.22 % TREO read as 35.22 % rare earths', () => {
    const typed = { Nd: 26.24, Pr: 7.25, Dy: 1.38, Tb: 0.35 };
    expect(codes(ofBatch('sintered-rejects', typed))).toEqual(['rare-earths-unusual']);
    const right = { Nd2O3: 26.24, Pr6O11: 7.25, Dy2O3: 1.38, Tb4O7: 0.35 };
    expect(ofBatch('sintered-rejects', right)).toEqual([]);
  });

  it('notices a decimal slip either way', () => {
    expect(codes(ofBatch('sintered-rejects', { Nd: 2.41, Fe: 66, B: 1 }))).toEqual(['rare-earths-unusual', 'sum-low']);
    expect(codes(ofBatch('sintered-rejects', { Nd: 25, Fe: 64, B: 10 }))).toEqual(['element-unusual-for-alloy']);
  });

  it('does not read an assay of dysprosium alone as a poor magnet', () => {
    expect(ofBatch('sintered-rejects', { Dy: 1.1 })).toEqual([]);
  });

  it('notices the elements of the other alloy', () => {
    expect(ofBatch('offcuts', { Nd: 22, Sm: 4, Fe: 63, Co: 3, B: 1 })).toEqual([
      {
        code: 'element-unusual-for-alloy',
        message: '4 % Sm is unusual for NdFeB: up to 0.5 % is usual.',
        element: 'Sm',
      },
    ]);
    const mixed = ofBatch('smco-rejects', { Sm: 22, Nd: 3, Fe: 20, Co: 45, B: 0.2 }, 'SmCo');
    expect(mixed.map((warning) => warning.element)).toEqual(['Nd', 'B']);
  });

  it('notices an alloy that is not the stream’s', () => {
    expect(codes(ofBatch('smco-rejects', { Nd: 30, Fe: 66, B: 1 }))).toEqual(['alloy-unlike-stream']);
  });

  it('says nothing without a context to judge by', () => {
    expect(compositionWarnings(percent({ Nd: 90 }), { catalogue })).toEqual([]);
  });
});

describe('weightWarnings', () => {
  const kg = (...weights: number[]): Mg[] => weights.map((weight) => kgToMg(weight));
  const drums = kg(880, 910, 905, 760, 930, 895, 1010);

  it('fires on a weight typed ten times too large, and ten times too small', () => {
    expect(weightWarnings(kgToMg(9050), drums)).toEqual([
      { code: 'weight-unusual', message: '9050 kg is 10 times the 905 kg that are usual for this stream.' },
    ]);
    expect(weightWarnings(kgToMg(90.5), drums)).toEqual([
      { code: 'weight-unusual', message: '90.5 kg is 10 % of the 905 kg that are usual for this stream.' },
    ]);
  });

  it('is silent about normal variation, and about a drum that is a quarter full', () => {
    for (const weight of [640, 900, 1300, 1800, 230]) expect(weightWarnings(kgToMg(weight), drums)).toEqual([]);
  });

  it('is silent until there are five past weights', () => {
    expect(weightWarnings(kgToMg(9050), drums.slice(0, 4))).toEqual([]);
    expect(weightWarnings(kgToMg(9050), drums.slice(0, 5))).toHaveLength(1);
  });

  it('knows that a stream may come in drums and in big bags', () => {
    const mixed = kg(48, 52, 50, 47, 51, 900, 1050);
    expect(weightWarnings(kgToMg(980), mixed)).toEqual([]);
    expect(weightWarnings(kgToMg(5000), mixed)).toHaveLength(1);
  });

  it('is not taught by a single slip of the past', () => {
    expect(weightWarnings(kgToMg(9050), [...drums, kgToMg(8900)])).toHaveLength(1);
  });

  it('fires for ten times any weight of a stream that varies by half, and for none of its own weights', () => {
    const historyArb = fc.array(fc.integer({ min: 500_000, max: 1_500_000 }), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(historyArb, ([first = 0, ...history]) => {
        expect(weightWarnings(ofMg(first), history.map(ofMg))).toEqual([]);
        fc.pre(first >= 750_000);
        expect(weightWarnings(ofMg(10 * first), history.map(ofMg))).toHaveLength(1);
      }),
    );
  });
});

describe('in the eyes of the compiler', () => {
  it('a figure of one unit does not stand for one of another', () => {
    const massMg: Mg = kgToMg(24.1);
    const sharePpm: Ppm = pctToPpm(24.1);
    // @ts-expect-error -- Kilograms are no milligrams.
    const unread: Mg = 24.1;
    // @ts-expect-error -- Parts per million are no milligrams.
    const share: Mg = sharePpm;
    // @ts-expect-error -- A composition in percent is none in parts per million.
    const composition: CompositionPpm = { Nd: 24.1 };
    expect([massMg, sharePpm, unread, share, composition]).toEqual([24_100_000, 241_000, 24.1, 241_000, { Nd: 24.1 }]);
  });
});
