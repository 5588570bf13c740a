import { plantBalance, type BalanceRole, type Moved } from './balance.js';
import type { Counted } from './edges.js';
import { TOTAL, type MeasuredTerm } from './uncertainty.js';

/*
 * The uncertainty of the balance against draws of what was really measured: weights, moistures, fractions and counts, each with
 * the error that its scale, laboratory, assay or grade may have. The draws know nothing of the classes.
 */

const DRAWS = 100_000;
const SHARES = { laboratory: 1 / 2, family: 1 / 4, assay: 1 / 4 };

/** What is put on a scale or found in a count: kilograms, and fractions of dry mass by element. */
interface Thing {
  readonly role: BalanceRole;
  readonly netKg: number;
  readonly moisture?: number;
  readonly coating?: number;
  readonly fractions: Readonly<Record<string, number>>;
  /** Of the laboratory; magnets go by their grade where there is none. */
  readonly by:
    { readonly laboratory: string; readonly family: string; readonly relative: number } | { readonly grade: string };
  readonly scale?: string;
  readonly times?: number;
  /** Parts of one batch that enter apart, as fractions of it. */
  readonly parts?: readonly number[];
}

const REPEATABILITY_KG = 0.05;
const CALIBRATION = 0.0005;
const MOISTURE = 0.005;
const GRADE = 0.008;
const COUNT = 0.01;

const isCount = ({ role }: Thing): boolean => role === 'opening' || role === 'closing';
const listed = (things: readonly Thing[]): Thing[] =>
  things.flatMap(({ times = 1, ...thing }) => Array.from({ length: times }, () => thing));

/** The things as the balance is told of them. */
function measuredOf(thing: Thing, id: string, share: number): MeasuredTerm {
  const { netKg, moisture = 0, coating = 0, fractions, by, scale = 'own' } = thing;
  const dryShare = (1 - moisture) * (1 - coating);
  const dryMg = Math.round(netKg * share * dryShare * 1e6);
  const relative = new Map(Object.keys(fractions).map((element) => [element, 'grade' in by ? GRADE : by.relative]));
  return {
    dryMg,
    elementsMg: new Map(
      Object.entries(fractions).map(([element, fraction]) => [element, Math.round(dryMg * fraction)]),
    ),
    mass: isCount(thing)
      ? { kind: 'counted', id, relative: COUNT }
      : {
          kind: 'weighed',
          id,
          netMg: netKg * 1e6,
          dryShare,
          scale,
          repeatabilityMg: REPEATABILITY_KG * 1e6,
          calibration: CALIBRATION,
          moisture: moisture > 0 ? { method: 'drying', fraction: MOISTURE } : null,
        },
    composition:
      'grade' in by
        ? { kind: 'graded', id: by.grade, relative }
        : { ...by, kind: 'assayed', id, method: 'ICP-OES', bounds: new Map(), relative },
  };
}

function uncertainties(things: readonly Thing[], elements: readonly string[]): Map<string, number> {
  const [moved, lines]: [Moved[], Record<'opening' | 'closing', MeasuredTerm[]>] = [[], { opening: [], closing: [] }];
  for (const [index, thing] of listed(things).entries()) {
    for (const share of thing.parts ?? [1]) {
      const measured = measuredOf(thing, `t${index}`, share);
      if (thing.role === 'opening' || thing.role === 'closing') lines[thing.role].push(measured);
      else moved.push({ ...measured, role: thing.role, day: '2028-03-15' });
    }
  }
  const counts: Counted[] = [
    { day: '2028-02-29', lines: lines.opening },
    { day: '2028-03-31', lines: lines.closing },
  ];
  const balance = plantBalance(
    { period: { from: '2028-03-01', to: '2028-03-31' }, counts, moved, inDispute: false },
    { balanced: new Set(), rareEarths: new Set(['Nd', 'Pr', 'Dy']), shares: SHARES, coarsePct: 5 },
  );
  const rows = [...balance.elements, balance.total].filter(({ element }) => elements.includes(element));
  return new Map(rows.map(({ element, uncertaintyMg }) => [element, (uncertaintyMg ?? NaN) / 1e6]));
}

/** Numbers that look random and are the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws of the standard normal distribution (Box and Muller), two at a time. */
function normals(seed: number): () => number {
  const random = generator(seed);
  let other: number | null = null;
  return () => {
    if (other !== null) {
      const known = other;
      other = null;
      return known;
    }
    const [size, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()];
    other = size * Math.sin(angle);
    return size * Math.cos(angle);
  };
}

const SIGN: Readonly<Record<BalanceRole, number>> = {
  opening: 1,
  charged: 1,
  reused: 1,
  back: 1,
  magnets: -1,
  losses: -1,
  closing: -1,
  logged: -1,
};

/**
 * Twice the standard deviation of what is unexplained, by element and for their sum, in kilograms. Errors of a laboratory, a
 * family and a grade are one for all elements here as in the sum; each assay has one of its own for each element.
 */
function drawn(things: readonly Thing[], elements: readonly string[], seed: number): Map<string, number> {
  const [normal, names] = [normals(seed), new Map<string, number>()];
  const place = (name: string): number => names.set(name, names.get(name) ?? names.size).get(name) ?? 0;
  const all = listed(things).map((thing) => {
    const { role, netKg, moisture = 0, coating = 0, fractions, by, scale = 'own', parts = [1] } = thing;
    const isLine = isCount(thing);
    return {
      netKg,
      isLine,
      moisture,
      isMoist: moisture > 0 && !isLine,
      kept: SIGN[role] * (1 - coating) * parts.reduce((sum, part) => sum + part, 0),
      fractions: elements.map((element) => fractions[element] ?? 0),
      scale: place(`scale ${scale}`),
      common: 'grade' in by ? place(`grade ${by.grade}`) : place(`laboratory ${by.laboratory}`),
      family: 'grade' in by ? null : place(`family ${by.laboratory} ${by.family}`),
      relative: 'grade' in by ? GRADE : by.relative,
    };
  });
  const moist = place('moisture');
  const shared = new Float64Array(names.size);
  const at = (index: number): number => shared[index] ?? 0;
  const once = (draw: () => number): number[] => {
    for (let index = 0; index < shared.length; index += 1) shared[index] = draw();
    const values = [...elements, TOTAL].map(() => 0);
    for (const { netKg, isLine, moisture, isMoist, kept, fractions, scale, common, family, relative } of all) {
      const weighedKg = isLine
        ? netKg * (1 + COUNT * draw())
        : (netKg + REPEATABILITY_KG * draw()) * (1 + CALIBRATION * at(scale));
      const dryKg = kept * weighedKg * (1 - moisture - (isMoist ? MOISTURE * at(moist) : 0));
      for (const [index, fraction] of fractions.entries()) {
        const error =
          family === null
            ? at(common)
            : Math.sqrt(SHARES.laboratory) * at(common) +
              Math.sqrt(SHARES.family) * at(family) +
              Math.sqrt(SHARES.assay) * draw();
        const kg = dryKg * fraction * (1 + relative * error);
        values[index] = (values[index] ?? 0) + kg;
        values[elements.length] = (values[elements.length] ?? 0) + kg;
      }
    }
    return values;
  };
  const [right, squares] = [once(() => 0), [...elements, TOTAL].map(() => 0)];
  for (let draw = 0; draw < DRAWS; draw += 1) {
    for (const [index, kg] of once(normal).entries()) {
      squares[index] = (squares[index] ?? 0) + (kg - (right[index] ?? 0)) ** 2;
    }
  }
  return new Map([...elements, TOTAL].map((element, index) => [element, 2 * Math.sqrt((squares[index] ?? 0) / DRAWS)]));
}

const L1 = (family: string, relative = 0.005) => ({ laboratory: 'L1', family, relative });
const L2 = (family: string, relative = 0.005) => ({ laboratory: 'L2', family, relative });
const SUPPLIER = { laboratory: 'supplier', family: 'metal', relative: 0.004 };
const N42 = { grade: 'N42' };
const ND = { Nd: 0.25 };
const THREE = { Nd: 0.24, Pr: 0.06, Dy: 0.012 };

const alloy = (more: Partial<Thing> = {}): Thing => ({
  role: 'charged',
  netKg: 1_000,
  fractions: ND,
  by: L1('metal'),
  ...more,
});
const magnets = (more: Partial<Thing> = {}): Thing => ({
  role: 'magnets',
  netKg: 1_000,
  coating: 0.03,
  fractions: { Nd: 0.24 },
  by: N42,
  times: 3,
  ...more,
});
const sludge = (more: Partial<Thing> = {}): Thing => ({
  role: 'logged',
  netKg: 150,
  moisture: 0.2,
  fractions: { Nd: 0.24 },
  by: L1('swarf'),
  times: 10,
  ...more,
});
const count = (role: 'opening' | 'closing', netKg: number, more: Partial<Thing> = {}): Thing => ({
  role,
  netKg,
  fractions: ND,
  by: L1('metal'),
  ...more,
});

const PLANTS: readonly (readonly [string, readonly Thing[]])[] = [
  ['one laboratory in and out', [alloy({ times: 4 }), magnets({ by: L1('magnet') }), sludge()]],
  ['two laboratories', [alloy({ times: 4, by: L2('metal') }), magnets({ by: L2('magnet') }), sludge()]],
  [
    'the laboratory and the scale of a supplier',
    [alloy({ times: 4, by: SUPPLIER, scale: 'supplier' }), magnets({ by: L1('magnet') }), sludge()],
  ],
  ['magnets by their grade', [alloy({ times: 4 }), magnets(), sludge()]],
  ['wet sludge', [alloy({ times: 4 }), magnets(), sludge({ netKg: 960, moisture: 0.6 })]],
  [
    'counts of work in progress',
    [count('opening', 1_000), alloy({ times: 4 }), magnets(), sludge(), count('closing', 1_200)],
  ],
  ['several scales', [alloy({ times: 4, scale: 'dock' }), magnets({ scale: 'line' }), sludge({ scale: 'yard' })]],
  [
    'parts of one batch',
    [alloy({ times: 2, netKg: 20, parts: [0.2, 0.3, 0.4] }), magnets({ netKg: 5 }), sludge({ netKg: 2, times: 3 })],
  ],
  [
    'small weighings',
    [alloy({ netKg: 5, times: 8 }), magnets({ netKg: 2, times: 12 }), sludge({ netKg: 1, times: 12 })],
  ],
  [
    'green scrap that goes round',
    [
      alloy({ times: 4 }),
      alloy({ role: 'reused', netKg: 80, times: 5 }),
      magnets(),
      alloy({ role: 'logged', netKg: 100, times: 5 }),
      sludge(),
    ],
  ],
  [
    'magnets that come back, two grades',
    [
      alloy({ times: 4 }),
      magnets(),
      magnets({ by: { grade: 'N35' }, times: 1 }),
      magnets({ role: 'back', netKg: 40, times: 2 }),
      sludge(),
    ],
  ],
  [
    'several elements and lots of everything',
    [
      count('opening', 800, { fractions: THREE }),
      alloy({ times: 6, fractions: THREE }),
      alloy({ times: 2, fractions: THREE, by: SUPPLIER, scale: 'supplier' }),
      magnets({ fractions: THREE, times: 5 }),
      sludge({ fractions: THREE, times: 12 }),
      count('closing', 1_000, { fractions: THREE, by: L2('metal') }),
    ],
  ],
];

describe('the uncertainty of the balance', () => {
  it.each(PLANTS)('is what draws of the raw measurements scatter by: %s', (_, things) => {
    const elements = [...new Set(things.flatMap(({ fractions }) => Object.keys(fractions)))];
    const [own, draws] = [uncertainties(things, [...elements, TOTAL]), drawn(things, elements, 20_280_331)];
    for (const element of [...elements, TOTAL]) {
      const ratio = (own.get(element) ?? NaN) / (draws.get(element) ?? NaN);
      expect(ratio).toBeGreaterThan(0.98);
      expect(ratio).toBeLessThan(1.02);
    }
  });

  it('closes with different laboratories in and out where a sum of squares over batches sees a gap', () => {
    const things = [
      alloy({ times: 40, by: SUPPLIER, scale: 'supplier' }),
      magnets({ times: 30, by: L1('magnet') }),
      sludge({ times: 90 }),
    ];
    const [uKg = NaN] = uncertainties(things, ['Nd']).values();
    // Every batch an error of its own: half a percent of each, squared and added.
    const naive = 2 * Math.sqrt(40 * (250 * 0.004) ** 2 + 30 * (232.8 * 0.005) ** 2 + 90 * (28.8 * 0.005) ** 2);
    const unexplainedKg = 40 * 250 - 30 * 232.8 - 90 * 28.8;
    expect(unexplainedKg).toBeCloseTo(424);
    expect(naive).toBeLessThan(unexplainedKg);
    expect(uKg).toBeLessThan(unexplainedKg);
  });
});
