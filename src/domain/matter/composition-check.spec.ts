import { readFileSync } from 'node:fs';
import { buildCatalogue } from './catalogue.js';
import { checkComposition, productSumFaults, readValue, requireOnce, standingOf } from './composition-check.js';
import { boundsMg, compositionWarnings, elementMassesMg, namedElements } from './composition.js';
import { kgToMg, ofMg } from '../measure/quantities.js';

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/catalogue/${name}.json`, import.meta.url), 'utf8'));
const catalogue = buildCatalogue({
  elements: load('elements'),
  streams: load('streams'),
  products: load('products'),
  compounds: load('compounds'),
});
const faultsOf = (given: Record<string, unknown>) => checkComposition(given, catalogue, '/assay/composition').faults;

describe('a value', () => {
  it.each([
    [24.1, 241_000_000_0, false],
    ['24.1', 241_000_000_0, false],
    ['0.5 %', 5_000_000_0, false],
    ['0.5 wt%', 5_000_000_0, false],
    ['12 ppm', 12_000_0, false],
    ['<0.05', 500_000_0, true],
    [' < 10 mg/kg ', 10_000_0, true],
    ['0.4 ppm', 4_000, false],
    ['0.00000001', 1, false],
    [0.00000001, 1, false],
    ['1.50000000000 %', 15_000_000_0, false],
    ['120 ppb', 1_200, false],
    ['3 g/kg', 3_000_000_0, false],
    ['-1.5', -15_000_000_0, false],
    [-0, 0, false],
  ])('%p is read', (given, tenBillionths, isBelow) => {
    expect(readValue(given)).toEqual({ tenBillionths, isBelow });
  });

  it.each([
    ...['', 'n.d.', '<', '0,05', '1.234,5', '1e-3', '0.05 lb', '<<0.05', '>0.05', '<0.05 <', null, true, [], {}],
    ...[Number.NaN, Number.POSITIVE_INFINITY, '0.000000001', 0.000000001, '0.00012 ppm', '1001', 1e9],
  ])('%p is not', (given) => {
    expect(typeof readValue(given)).toBe('string');
  });
});

describe('checkComposition', () => {
  it('turns values into whole parts per million, half up', () => {
    const given = { Nd: 24.1, Pr6O11: '7.2 %', B: '9987 ppm', Tb: 0.12345, Dy: '0.5 ppm', Ho: '0.4 ppm', Sm: '<0.05' };
    expect(checkComposition(given, catalogue, '')).toEqual({
      compositionPpm: { Nd: 241_000, Pr6O11: 72_000, B: 9_987, Tb: 1_235, Dy: 1, Ho: 0, Sm: 0 },
      belowLimit: { Sm: 5_000_000 },
      faults: [],
      twice: [],
      givenSumPpm: 324_222.4,
    });
  });

  it('names every fault with its field', () => {
    expect(
      faultsOf({ Nd: 'much', Xx: 1, Pr: -1, Dy: 102.1, Tb: 0.123456789, 'a/b~c': null, Fe: Number.NaN, Co: '<-1' }),
    ).toEqual([
      {
        pointer: '/assay/composition/Nd',
        message: 'is neither a number nor a text such as "<0.05" or "12 ppm"',
        code: 'not-a-value',
      },
      {
        pointer: '/assay/composition/Xx',
        message: 'is neither an element nor an oxide that the catalogue knows',
        code: 'unknown-formula',
      },
      { pointer: '/assay/composition/Pr', message: 'is less than 0 %', code: 'value-negative' },
      { pointer: '/assay/composition/Dy', message: 'is more than 102 %', code: 'value-above', params: { most: 102 } },
      { pointer: '/assay/composition/Tb', message: 'has more than 8 decimals of a percent', code: 'value-too-fine' },
      {
        pointer: '/assay/composition/a~1b~0c',
        message: 'is neither an element nor an oxide that the catalogue knows',
        code: 'unknown-formula',
      },
      {
        pointer: '/assay/composition/a~1b~0c',
        message: 'is neither a number nor a text such as "<0.05" or "12 ppm"',
        code: 'not-a-value',
      },
      { pointer: '/assay/composition/Fe', message: 'is not a number', code: 'not-a-number' },
      { pointer: '/assay/composition/Co', message: 'is less than 0 %', code: 'value-negative' },
    ]);
  });

  it('refuses an empty composition', () => {
    expect(faultsOf({})).toEqual([
      { pointer: '/assay/composition', message: 'names no element and no oxide', code: 'no-element' },
    ]);
  });

  it('takes sums up to 102 % as elements, and refuses one ppm more', () => {
    expect(faultsOf({ Nd: 34, Pr: 34, Fe: 34 })).toEqual([]);
    expect(faultsOf({ Nd: 34.0001, Pr: 34, Fe: 34 })).toEqual([
      {
        pointer: '/assay/composition',
        message: 'adds up to 102.0001 % as elements, more than 102 %',
        code: 'element-sum',
        params: { sum: 102.0001, most: 102 },
      },
    ]);
    // 70 % Nd2O3 and 48.5 % Fe2O3 are 118.5 % as given and 93.937 % as elements.
    expect(faultsOf({ Nd2O3: 70, Fe2O3: 48.5 })).toEqual([]);
  });

  it('is not fooled by keys that every object has', () => {
    const given = JSON.parse('{"__proto__": 5, "constructor": 5, "Nd": -0}') as Record<string, unknown>;
    const { compositionPpm, faults } = checkComposition(given, catalogue, '');
    expect(faults.map((fault) => fault.pointer)).toEqual(['/__proto__', '/constructor']);
    expect(compositionPpm).toEqual({ Nd: 0 });
  });

  it('converts what is on ignited basis, also where ignition gains', () => {
    const ignited = (given: Record<string, unknown>) => checkComposition(given, catalogue, '', { basis: 'ignited' });
    expect(ignited({ Nd2O3: 80, Dy2O3: '<0.1', LOI: 12.5, H2O: 1 })).toMatchObject({
      compositionPpm: { Nd2O3: 700_000, Dy2O3: 0, LOI: 125_000, H2O: 10_000 },
      belowLimit: { Dy2O3: 8_750_000 },
      faults: [],
    });
    expect(ignited({ Nd2O3: 80, LOI: -5 }).compositionPpm).toEqual({ Nd2O3: 840_000, LOI: -50_000 });
    expect(ignited({ Nd2O3: 80 }).faults).toEqual([
      {
        pointer: '',
        message: 'is on ignited basis and needs LOI, the loss on ignition',
        code: 'needs-loss-on-ignition',
      },
    ]);
    expect(ignited({ Nd2O3: 80, LOI: 100 }).faults).toEqual([
      { pointer: '/LOI', message: 'leaves nothing', code: 'loses-all' },
    ]);
  });

  it('finds elements that are given as metal and as compound, unless the assay tells them apart', () => {
    const twice = (given: Record<string, unknown>, speciated = false) =>
      checkComposition(given, catalogue, '', { speciated }).twice;
    expect(twice({ Nd: 10, Nd2O3: 5, Fe: 20, Fe2O3: 1, Dy: 1 })).toEqual(['Nd', 'Fe']);
    expect(twice({ Nd2Fe14B: 50, Nd2O3: 5 })).toEqual(['Nd']);
    expect(twice({ Nd2Fe14B: 50, Fe: 5 })).toEqual([]);
    expect(twice({ FeO: 5, Fe2O3: 5, NdF3: 1, Nd2O3: 2 })).toEqual([]);
    expect(twice({ Nd: 10, Nd2O3: 5 }, true)).toEqual([]);
    expect(() => requireOnce(['Nd'])).toThrow(expect.objectContaining({ code: 'element-twice' }));
    expect(() => requireOnce([])).not.toThrow();
  });

  it('takes an XRF sheet with gangue, loss on ignition and traces below 1 ppm', () => {
    const sheet = {
      Nd2O3: 30.2,
      Pr6O11: 8.1,
      Fe2O3: 52.3,
      CaO: 1.2,
      MgO: 0.3,
      P2O5: 0.08,
      SO3: 0.4,
      Na2O: 0.1,
      K2O: 0.02,
      LOI: -6.5,
      H2O: 0.4,
      SiO2: 3.1,
      Cr2O3: 0.05,
      Th: '0.3 ppm',
      U: '<0.1 ppm',
    };
    const { compositionPpm, faults, givenSumPpm, belowLimit } = checkComposition(sheet, catalogue, '');
    expect(faults).toEqual([]);
    expect(givenSumPpm).toBeCloseTo(958_500.3, 6);
    expect(belowLimit).toEqual({ U: 1_000 });
    expect([...namedElements(compositionPpm, catalogue)].sort()).toEqual(
      ['Cr', 'Fe', 'Nd', 'Pr', 'Si', 'Th', 'U'].sort(),
    );
    expect(elementMassesMg(kgToMg(100), compositionPpm, catalogue).get('Nd')).toBe(25_892_151);
  });

  it('reads a salt as its rare earth and an alloy as all its metals (reference elements-and-oxides)', () => {
    const masses = (formula: string) =>
      Object.fromEntries(
        elementMassesMg(ofMg(1_000_000), checkComposition({ [formula]: 100 }, catalogue, '').compositionPpm, catalogue),
      );
    expect(masses('NdF3')).toEqual({ Nd: 716_776 });
    expect(masses('Nd2(C2O4)3.10H2O')).toEqual({ Nd: 393_734 });
    expect(masses('Nd2(CO3)3')).toEqual({ Nd: 615_750 });
    expect(masses('Nd2Fe14B')).toEqual({ Nd: 266_837, Fe: 723_164, B: 9_999 });
    expect(masses('SmCo5')).toEqual({ Sm: 337_868, Co: 662_132 });
    expect(masses('CaO')).toEqual({});
  });
});

describe('sums', () => {
  const product = catalogue.product('Nd2O3');
  const warned = (given: Record<string, unknown>) =>
    compositionWarnings(checkComposition(given, catalogue, '').compositionPpm, { catalogue }).map(
      ({ message }) => message,
    );

  it('above 100 % warn, as elements or as given', () => {
    expect(warned({ Nd: 30, Fe: 70 })).toEqual([]);
    expect(warned({ Nd: 30.04, Fe: 70 })).toEqual(['The assay adds up to 100.04 % as elements.']);
    expect(warned({ Nd2O3: 75.04, Fe2O3: 25 })).toEqual(['The assay adds up to 100.04 % as it is given.']);
    expect(warned({ Nd2O3: 100.04 })).toEqual(['The assay adds up to 100.04 % as it is given.']);
    expect(warned({ Nd: 100.04 })).toEqual(['The assay adds up to 100.04 % as elements.']);
    expect(warned({ Nd2O3: 99, LOI: 5, H2O: 3 })).toEqual([]);
    expect(warned({ Nd2O3: 99, CaO: 1.5 })).toEqual(['The assay adds up to 100.5 % as it is given.']);
  });

  it('as given beyond 102 % are refused of an oxide product only', () => {
    expect(productSumFaults(1_020_000, product, '/composition')).toEqual([]);
    expect(productSumFaults(1_020_001, product, '/composition')).toEqual([
      {
        pointer: '/composition',
        message: 'adds up to 102.0001 % as it is given, more than an oxide can hold',
        code: 'given-sum',
        params: { sum: 102.0001 },
      },
    ]);
    expect(productSumFaults(1_300_000, catalogue.product('NdPr metal'), '')).toEqual([]);
    expect(productSumFaults(1_300_000, undefined, '')).toEqual([]);
  });
});

describe('bounds of what is below the limit', () => {
  it('are masses of the element, rounded once', () => {
    const { belowLimit } = checkComposition({ Dy: '<0.05', Tb4O7: '<0.01', Tb: '<0.02', CaO: '<1' }, catalogue, '');
    // Tb: 0.01 % x 0.850215 + 0.02 %.
    expect(boundsMg(kgToMg(880), belowLimit, catalogue)).toEqual(
      new Map([
        ['Dy', 440_000],
        ['Tb', 250_819],
      ]),
    );
  });

  it('decide a limit only where all of it lies on one side', () => {
    const below = { least: 0, most: 5_000_000 };
    expect(standingOf(below, 5_000_000, 'at-most')).toBe('within');
    expect(standingOf(below, 4_999_999, 'at-most')).toBe('not-decided');
    expect(standingOf(below, 5_000_001, 'at-least')).toBe('beyond');
    expect(standingOf(below, 5_000_000, 'at-least')).toBe('not-decided');
    expect(standingOf(below, 0, 'at-least')).toBe('within');
    expect(standingOf({ least: 7, most: 7 }, 6, 'at-most')).toBe('beyond');
  });
});
