import { readFileSync } from 'node:fs';
import { buildCatalogue, RARE_EARTHS } from './catalogue.js';

interface RawFile {
  title?: string;
  [list: string]: unknown;
}
interface RawEntry {
  [field: string]: unknown;
}

const load = (name: string): RawFile =>
  JSON.parse(readFileSync(new URL(`../../../data/catalogue/${name}.json`, import.meta.url), 'utf8')) as RawFile;
const loadAll = () => ({
  elements: load('elements'),
  streams: load('streams'),
  products: load('products'),
  compounds: load('compounds'),
});

/** The catalogue's files with one thing changed; tells what the build says to it. */
function faultsAfter(change: (raw: ReturnType<typeof loadAll>) => void): string {
  const raw = loadAll();
  change(raw);
  try {
    buildCatalogue(raw);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const itemOf = (file: RawFile, list: string, key: string, value: string): RawEntry => {
  const found = (file[list] as RawEntry[]).find((item) => item[key] === value);
  if (!found) throw new Error(`${value} is missing from the data`);
  return found;
};

describe('the catalogue', () => {
  const catalogue = buildCatalogue(loadAll());

  // Six significant digits from IUPAC/CIAAW 2021; the four-digit table of practice (Nd2O3 0.8574, ...) rounds to the same.
  it.each([
    ['Nd2O3', 'Nd', 857_356],
    ['Pr6O11', 'Pr', 827_704],
    ['Pr2O3', 'Pr', 854_472],
    ['Dy2O3', 'Dy', 871_321],
    ['Tb4O7', 'Tb', 850_216],
    ['Sm2O3', 'Sm', 862_361],
    ['Gd2O3', 'Gd', 867_593],
    ['Ho2O3', 'Ho', 872_976],
    ['CeO2', 'Ce', 814_088],
    ['La2O3', 'La', 852_683],
    ['Y2O3', 'Y', 787_444],
    ['Fe2O3', 'Fe', 699_431],
    ['B2O3', 'B', 310_556],
    ['Nd', 'Nd', 1_000_000],
    ['O', 'O', 1_000_000],
  ])('converts %s to %s with the factor %p', (formula, element, factor) => {
    expect(catalogue.formula(formula)).toMatchObject({ element, factor });
  });

  it('knows every element of the published assays', () => {
    const columns = 'Nd Pr Dy Tb La Ce Sm Gd Ho Fe Co Ni Cu Al Ga Nb Zr Mn B C O'.split(' ');
    expect(columns.filter((element) => !catalogue.formula(element))).toEqual([]);
  });

  it('does not know formulas that merely look like some', () => {
    for (const formula of ['Pm', 'nd', 'ND2O3', 'NdO', 'toString', '__proto__', '']) {
      expect(catalogue.formula(formula)).toBeUndefined();
    }
  });

  it('marks sixteen rare earths, on elements and oxides alike', () => {
    const marked = catalogue.entries.filter((entry) => entry.rareEarth).map((entry) => entry.element);
    expect(new Set(marked)).toEqual(catalogue.rareEarths);
    expect(RARE_EARTHS.size).toBe(16);
    expect(RARE_EARTHS.has('Nd') && RARE_EARTHS.has('Sc') && !RARE_EARTHS.has('Fe')).toBe(true);
  });

  it('names the traded oxide, not the other one', () => {
    expect(catalogue.commercialOxide('Pr')?.formula).toBe('Pr6O11');
    expect(catalogue.commercialOxide('Tb')?.formula).toBe('Tb4O7');
    expect(catalogue.commercialOxide('Ce')?.formula).toBe('CeO2');
    expect(catalogue.commercialOxide('C')).toBeUndefined();
  });

  it('holds the streams and products that the contract names', () => {
    const streams = [
      'grinding-sludge-oily',
      'slicing-swarf-aqueous',
      'sintered-rejects',
      'coated-rejects',
      'jet-mill-superfines',
      'strip-cast-slag',
      'smco-rejects',
    ];
    const products = ['rMREO', 'NdPr oxide', 'Nd2O3', 'Pr6O11', 'Dy2O3', 'Tb4O7', 'NdPr metal'];
    expect(streams.filter((code) => !catalogue.stream(code))).toEqual([]);
    expect(products.map((code) => catalogue.product(code)?.kind)).toEqual(products.map(() => 'recycled'));
    expect(catalogue.product('mixed RE carbonate')?.kind).toBe('intermediate');
  });

  it('proposes an answer only where one can be justified, and never without its reason', () => {
    expect(catalogue.stream('sintered-rejects')?.reclaimableInProcess.answer).toBe('yes');
    expect(catalogue.stream('grinding-sludge-oily')?.reclaimableInProcess.answer).toBe('no');
    expect(catalogue.stream('coated-rejects')?.reclaimableInProcess.answer).toBeNull();
    expect(catalogue.streams.filter((stream) => stream.reclaimableInProcess.reason === '')).toEqual([]);
  });

  it('assumes no loss of usability without a source', () => {
    expect(new Set(catalogue.products.map((product) => product.usabilityPpm))).toEqual(new Set([1_000_000]));
  });
});

describe('buildCatalogue', () => {
  it('finds a factor that does not follow from the atomic weights', () => {
    const said = faultsAfter(({ elements }) => (itemOf(elements, 'entries', 'formula', 'Nd2O3').factor = 857_357));
    expect(said).toBe(
      'Faults of the catalogue (1):\nelements: Nd2O3 has the factor 857357; the atomic weights give 857356',
    );
  });

  it('finds codes that occur twice', () => {
    const said = faultsAfter(({ streams, products, elements }) => {
      (streams.streams as RawEntry[]).push(itemOf(streams, 'streams', 'code', 'sintered-rejects'));
      (products.products as RawEntry[]).push(itemOf(products, 'products', 'code', 'rMREO'));
      (elements.entries as RawEntry[]).push(itemOf(elements, 'entries', 'formula', 'C'));
    });
    expect(said.split('\n').slice(1)).toEqual([
      'elements holds C twice',
      'streams holds sintered-rejects twice',
      'products holds rMREO twice',
    ]);
  });

  it('finds everything at once: what is missing, misspelt, out of range, unknown or contradictory', () => {
    const said = faultsAfter(({ elements, streams, products }) => {
      delete itemOf(elements, 'entries', 'formula', 'Dy').source;
      itemOf(elements, 'entries', 'formula', 'Fe').rareEarth = true;
      itemOf(elements, 'entries', 'formula', 'Fe').factor = 999_999;
      itemOf(elements, 'entries', 'formula', 'Co').factor = 1_000_001;
      itemOf(elements, 'entries', 'formula', 'Pr2O3').commercialOxide = true;
      itemOf(elements, 'entries', 'formula', 'MoO3').element = 'Md';
      itemOf(elements, 'entries', 'formula', 'CuO').atoms = { element: 2, oxygen: 1 };
      itemOf(streams, 'streams', 'code', 'offcuts').form = 'gas';
      itemOf(streams, 'streams', 'code', 'offcuts').alloys = ['AlNiCo'];
      itemOf(streams, 'streams', 'code', 'flake-rejects').reclaimableInProcess = { answer: 'maybe', reason: '' };
      delete itemOf(streams, 'streams', 'code', 'dust-and-sweepings').typical;
      itemOf(products, 'products', 'code', 'rMREO').expectedElements = ['Nd', 'Xx'];
      itemOf(products, 'products', 'code', 'Nd2O3').usabilityPpm = 0.97;
      itemOf(products, 'products', 'code', 'Nd2O3').usabilityPct = 97;
      delete products.title;
    });
    for (const expected of [
      'source is missing or blank',
      'elements: Fe is wrongly marked or unmarked as a rare earth',
      'elements: Fe is an element and has the factor 999999 instead of 1000000',
      'factor is not a number from 1 to 1000000',
      'elements: the commercial oxides holds Pr twice',
      'elements: MoO3 is of Md, which the catalogue does not list',
      'elements: CuO states the stoichiometry of Cu2O',
      'form is not one of solid, chip, dry powder, wet sludge, oily sludge, slag',
      'alloys names AlNiCo, which is not an alloy of the loop',
      'reclaimableInProcess.answer is not yes, no or null',
      'reclaimableInProcess.reason is missing or blank',
      'typical is not an object',
      'products: rMREO expects the unknown element Xx',
      'usabilityPpm is not a number from 1 to 1000000',
      'usabilityPct is not a known field',
      'products.title is missing or blank',
    ]) {
      expect(said).toContain(expected);
    }
  });

  it.each([null, [], 'text', 7, {}])('refuses %p in place of a file', (nothing) => {
    expect(() => buildCatalogue({ ...loadAll(), elements: nothing })).toThrow(/elements/);
  });
});
