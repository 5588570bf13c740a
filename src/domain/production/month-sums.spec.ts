import { catalogue } from '../../../test/support/reference-catalogue.js';
import { mergedSums, monthSums, type MonthTerm } from './month-adder.js';
import { summedOf, type WholeSums } from './month-sums.js';
import type { BalanceSettings } from './settings.js';

/*
 * A supply of 1,000 kg with 25 % neodymium is charged in two halves in March and April; beside it a drum of 100 kg with 24 % is
 * logged in each month. The scale is off by 0.1 %, one weighing by 0.05 kg.
 */
const KG = 1_000_000;
const settings: BalanceSettings = {
  scales: [{ name: 'One', calibrationPct: 0.1, repeatabilityKg: 0.05, weighs: ['supplies', 'by-products'] }],
  moisture: { method: 'drying', points: 0.5 },
  assayMethods: [],
  otherMethodsPct: 2,
  supplierWeights: [],
  balancedElements: [],
  coarsePct: 5,
  countWeighedPct: 1,
  countEstimatedPct: 5,
};
const shares = { laboratory: 1 / 2, family: 1 / 4, assay: 1 / 4 };

function term(
  role: 'charged' | 'logged',
  id: string,
  { netKg, partKg, pct }: Readonly<Record<'netKg' | 'partKg' | 'pct', number>>,
): MonthTerm {
  const isSupply = role === 'charged';
  const found = { id: `A-${id}`, laboratory: 'L1', method: 'XRF', expandedUncertainty: null, belowLimit: null };
  return {
    role,
    agreementKey: '',
    dryMg: partKg * KG,
    elementsMg: new Map([['Nd', partKg * KG * (pct / 100)]]),
    batch: {
      kind: isSupply ? 'primary' : 'by-product',
      product: isSupply ? 'NdFeB alloy' : null,
      stream: isSupply ? null : 'grinding-sludge-oily',
      supplierName: null,
      rootId: id,
      rootNetMg: netKg * KG,
      rootDryMg: netKg * KG,
      isMoist: false,
      gradeId: null,
    },
    assay: { ...found, compositionPpm: { Nd: pct * 10_000 } as never },
  };
}

const MARCH = [
  term('charged', 'S', { netKg: 1_000, partKg: 500, pct: 25 }),
  term('logged', 'D-1', { netKg: 100, partKg: 100, pct: 24 }),
];
const APRIL = [
  term('charged', 'S', { netKg: 1_000, partKg: 500, pct: 25 }),
  term('logged', 'D-2', { netKg: 100, partKg: 100, pct: 24 }),
];
const monthOf = (terms: readonly MonthTerm[]): WholeSums => monthSums(terms, (root) => root === 'S', catalogue);

/** Kilograms of neodymium that one kind of error may be, of some sums together. */
function offKg(kind: string, ...all: readonly WholeSums[]): number {
  const byKey = new Map<string, number>();
  for (const [index, { sums, listed }] of all.entries()) {
    const at = { siteId: 's', month: `2027-0${index + 3}`, settings, catalogue, shares };
    for (const one of summedOf(sums, all.length > 1 ? listed : null, at).errors) {
      if (one.kind === kind && one.element === 'Nd') byKey.set(one.key, (byKey.get(one.key) ?? 0) + one.mg);
    }
  }
  return Math.sqrt([...byKey.values()].reduce((sum, mg) => sum + mg * mg, 0)) / KG;
}

describe('the class sums of a month', () => {
  it('have one weighing for a supply that is charged in two months', () => {
    // 0.05 kg of the supply hold 0.0125 kg in all and 0.00625 kg by half; of a drum 0.012 kg.
    expect(offKg('repeatability', monthOf(MARCH))).toBeCloseTo(Math.hypot(0.00625, 0.012), 9);
    expect(offKg('repeatability', monthOf(MARCH), monthOf(APRIL))).toBeCloseTo(Math.hypot(0.0125, 0.012, 0.012), 9);
  });

  it('have one scale and one laboratory for all, and an assay for each batch', () => {
    // 125 kg came in and 24 kg went out, each month; a method is off by 1 % (k = 1).
    const both = [monthOf(MARCH), monthOf(APRIL)];
    expect(offKg('calibration', ...both)).toBeCloseTo(0.001 * 202, 9);
    expect(offKg('laboratory', ...both)).toBeCloseTo(0.01 * 202 * Math.SQRT1_2, 9);
    expect(offKg('assay', ...both)).toBeCloseTo((0.01 / 2) * Math.hypot(250, 24, 24), 9);
  });

  it('are those of the year once they are merged, in which nothing is listed that moved in it alone', () => {
    const months = [monthOf(MARCH), monthOf(APRIL)];
    const year = mergedSums(months, () => false, catalogue);
    expect([months[0]?.listed.weighings.length, year.listed]).toEqual([1, { weighings: [], assays: [] }]);
    for (const kind of ['repeatability', 'calibration', 'laboratory', 'family', 'assay']) {
      expect([kind, offKg(kind, year).toFixed(9)]).toEqual([kind, offKg(kind, ...months).toFixed(9)]);
    }
    expect([year.sums.elementsMg['Nd'], year.sums.assaysByMethod]).toEqual([
      { charged: 250 * KG, logged: 48 * KG },
      { alone: 3, listed: 0 },
    ]);
  });
});
