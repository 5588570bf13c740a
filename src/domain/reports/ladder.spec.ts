import fc from 'fast-check';
import { A, GENERATOR, primary, total, withSubstituted } from '../../../test/support/charged.js';
import { RARE_EARTHS } from '../matter/catalogue.js';
import { DRY_MASS, ORIGINS, type Origin } from '../matter/holding.js';
import { chargeKind } from './figures.js';
import { type Ladder, ladderOf } from './ladder.js';
import { type Measure, MEASURES } from '../books/ledger.js';
import { MAX_MASS_MG, minus, ofMg, ppmOf, type Mg } from '../measure/quantities.js';
import type { TotalRow } from '../books/totals.js';
import { NOTHING_WITHOUT_ASSAY } from './without-assay.js';

const B = 'agreement-b';
const RECYCLER = 'recycler';

const ladder = (rows: readonly TotalRow[], cumulativeRows = rows, withoutAssay = NOTHING_WITHOUT_ASSAY): Ladder =>
  ladderOf({
    agreementId: A,
    generatorId: GENERATOR,
    rows: withSubstituted(rows),
    cumulativeRows,
    recyclerId: RECYCLER,
    withoutAssay,
    rareEarths: RARE_EARTHS,
  });

const only = (rows: readonly TotalRow[]): Ladder['elements'][number] => {
  const { elements } = ladder(rows);
  if (!elements[0] || elements.length > 1) throw new Error(`${elements.length} rows`);
  return elements[0];
};

describe('ladderOf', () => {
  it('has dashes, not zeros, where nothing was charged, processed or confirmed', () => {
    const nothing = { recovery: null, closedLoopReturn: null, recycledShare: null, primaryReplacement: null };
    expect(only([total('generated', 'Nd', 5)]).pct).toEqual({ ...nothing, ceiling: null });
    expect(ladder([]).total.pct).toEqual({ ...nothing, ceiling: null });
    expect(ladder([]).elements).toEqual([]);
  });

  it('has no ceiling where nothing was processed, though there is a headline', () => {
    const { pct } = only([total('generated', 'Nd', 5), total('consumed', 'Nd', 1), primary('Nd', 3)]);
    expect(pct.primaryReplacement).toBe(25);
    expect(pct.ceiling).toBeNull();
  });

  it('takes q as one in the ceiling where none of the own material was charged', () => {
    const rows = [total('generated', 'Nd', 10), total('processed', 'Nd', 8), total('recovered', 'Nd', 6)];
    expect(only([...rows, primary('Nd', 30)]).pct.ceiling).toBe(25); // 10 x 0.75 x 1 / 30
  });

  it('shows a rung that postings back have made negative, and no ratio over it', () => {
    const row = only([total('confirmed', 'Nd', -2), total('returned', 'Nd', 1), total('processed', 'Nd', 1)]);
    expect(row.massMg.confirmed).toBe(-2_000_000);
    expect(row.pct.closedLoopReturn).toBeNull();
    expect(row.pct.recovery).toBe(0);
  });

  it.each([
    ['more recovered material was drawn than made', { recovered: -1, intermediate: 0 }],
    ['more was recovered than 102 % of what was processed', { recovered: 10.200001, intermediate: 0 }],
    ['more intermediate was drawn than put out', { recovered: 9, intermediate: -0.000001 }],
  ])('has neither recovery nor ceiling but a warning where %s', (_, { recovered, intermediate }) => {
    const rows = [total('processed', 'Nd', 10), total('recovered', 'Nd', recovered)];
    const { elements, warnings } = ladder([
      ...rows,
      total('intermediate', 'Nd', intermediate),
      total('generated', 'Nd', 10),
      primary('Nd', 30),
    ]);
    expect(elements[0]?.pct).toMatchObject({ recovery: null, ceiling: null });
    expect(warnings.map(({ code, element }) => [code, element])).toEqual([
      ['out-of-step', 'Nd'],
      ['out-of-step', undefined],
    ]);
  });

  it('has a recovery of 102 % at most, intermediates that are not recovered yet included', () => {
    const rows = [total('processed', 'Nd', 10), total('recovered', 'Nd', 8.2)];
    expect(only([...rows, total('intermediate', 'Nd', 2)]).pct.recovery).toBe(102);
  });

  it('leaves unknown origin out of the recycled share and shows it, of the own and of others', () => {
    const row = only([
      total('consumed', 'Nd', 10, { origin: 'unknown' }),
      total('consumed', 'Nd', 5),
      total('consumed', 'Nd', 15, { agreementId: B, origin: 'unknown' }),
      primary('Nd', 70),
    ]);
    expect(row.pct).toMatchObject({ primaryReplacement: 15, recycledShare: 5 });
    expect(row.massMg.originUnknown).toBe(25_000_000);
  });

  it('names the ratios of which more than 1 % of the dry mass has no assay', () => {
    const of = (confirmedMg: Mg, generatedMg: Mg): readonly string[] => {
      const rows = [total('generated', DRY_MASS, 100), total('confirmed', DRY_MASS, 100), total('generated', 'Nd', 30)];
      return ladder(rows, rows, { ...NOTHING_WITHOUT_ASSAY, confirmedMg, generatedMg }).total.incomplete;
    };
    expect(of(ofMg(1_000_000), ofMg(1_000_000))).toEqual([]);
    expect(of(ofMg(1_000_001), 0)).toEqual(['closedLoopReturn']);
    expect(of(0, ofMg(1_000_001))).toEqual(['ceiling']);
  });

  it('sums what is substituted as each charge has rounded it, so that months add up to the year', () => {
    const half = total('consumed', 'Nd', 1.000001, { usabilityPpm: ppmOf(500_000) }); // round(500,000.5 mg) = 500,001 mg
    const month = (day: string) => ({ day, row: only([half]).massMg.substituted });
    expect([month('January').row, month('February').row]).toEqual([500_001, 500_001]);
    expect(only([half, half]).massMg.substituted).toBe(1_000_002);
  });

  it('keeps rework out of the recycled share, its own and that of others, but not out of the input', () => {
    const row = only([
      total('consumed', 'Nd', 10),
      total('consumed', 'Nd', 20, { origin: 'rework' }),
      total('consumed', 'Nd', 5, { agreementId: null, origin: 'rework' }),
      total('consumed', 'Nd', 15, { agreementId: B, origin: 'post-consumer' }),
      primary('Nd', 50),
    ]);
    expect(row.massMg.consumed).toBe(30_000_000);
    expect(row.massMg.otherRecycledConsumed).toBe(20_000_000);
    expect(row.pct.primaryReplacement).toBe(30);
    expect(row.pct.recycledShare).toBe(25); // (10 + 15) / 100
  });

  it.each<[string | null, Origin, string]>([
    [A, 'primary', 'own'],
    [A, 'unknown', 'own'],
    [null, 'primary', 'primary'],
    [B, 'primary', 'primary'],
    [null, 'unknown', 'primary'],
    [B, 'unknown', 'other-recycled'],
    [B, 'pre-consumer', 'other-recycled'],
    [null, 'pre-consumer', 'other-recycled'],
    [null, 'post-consumer', 'other-recycled'],
    [null, 'rework', 'other-recycled'],
  ])('sorts a charge of (%p, %p) as %p', (agreementId, origin, kind) => {
    expect(chargeKind({ agreementId, origin }, A)).toBe(kind);
  });

  it('counts what another party charged on no rung, and other agreements on none but the charges', () => {
    const row = only([
      total('consumed', 'Nd', 4, { partyId: 'another plant' }),
      total('generated', 'Nd', 7, { agreementId: B }),
      primary('Nd', 1),
    ]);
    expect(row.massMg.consumed).toBe(0);
    expect(row.massMg.generated).toBe(0);
    expect(row.massMg.primaryConsumed).toBe(1_000_000);
  });

  it('adds the differences of both sides, a loss positive', () => {
    const row = only([total('own-difference', 'Nd', -0.5), total('difference', 'Nd', 2)]);
    expect(row.massMg.measurementDifference).toBe(1_500_000);
  });

  it('has one row for every element with a figure other than zero: rare earths in their order, then the others', () => {
    const rows = ['Fe', 'Tb', 'Co', 'Nd', 'Pr', 'B'].map((element) => total('generated', element, 1));
    const zero = [total('generated', 'Dy', 1), total('generated', 'Dy', -1), total('generated', DRY_MASS, 9)];
    expect(ladder([...rows, ...zero]).elements.map(({ element }) => element)).toEqual([
      'Pr',
      'Nd',
      'Tb',
      'B',
      'Co',
      'Fe',
    ]);
  });

  it('sums the rare earths alone and takes the ratios of the total from the sums', () => {
    const { total: sum } = ladder([
      total('processed', 'Nd', 90),
      total('recovered', 'Nd', 81),
      total('processed', 'Dy', 10),
      total('recovered', 'Dy', 1),
      total('processed', 'Fe', 200),
      total('consumed', 'Nd', 80, { usabilityPpm: ppmOf(500_000) }),
      total('consumed', 'Dy', 10),
      total('generated', 'Nd', 100),
      primary('Nd', 50),
      primary('Fe', 1000),
    ]);
    expect(sum.massMg.processed).toBe(100_000_000);
    expect(sum.pct.recovery).toBe(82);
    expect(sum.pct.primaryReplacement).toBe(50); // (40 + 10) / (40 + 10 + 50)
    expect(sum.pct.ceiling).toBe(45.5556); // 100 x 0.82 x (50 / 90) / 100
  });

  it('loses no digit at the largest masses, and refuses what the books cannot hold', () => {
    const mg = (measure: Measure, massMg: number): TotalRow => total(measure, 'Nd', 0, { massMg: ofMg(massMg) });
    const rows = (['generated', 'processed', 'recovered', 'consumed'] as const).map((one) => mg(one, MAX_MASS_MG));
    expect(only(rows).pct.ceiling).toBe(100);
    expect(only(rows).massMg.substituted).toBe(9_007_199_254_740_991);
    expect(() => ladder([...rows, mg('consumed', 1)])).toThrow('beyond what the books hold');
  });

  it('tells how much by-product has no assay', () => {
    // Generated before the period, and accepted in it.
    const without = { ...NOTHING_WITHOUT_ASSAY, sentMg: ofMg(12_500_000), confirmedMg: ofMg(12_000_000) };
    const { mass, warnings } = ladder([total('sent', DRY_MASS, 12.5)], [], without);
    expect(mass.withoutAssayMg).toBe(12_500_000);
    expect(warnings).toMatchObject([{ code: 'missing-assay', dryMg: 12_500_000 }]);
    expect(warnings[0]?.message).toContain('12.5 kg sent, 12 kg confirmed');
  });

  it('shows dry masses of the period, and the stock since the beginning', () => {
    const before = [total('generated', DRY_MASS, 30), total('sent', DRY_MASS, 10)];
    const period = [
      total('generated', DRY_MASS, 100),
      total('reused', DRY_MASS, 5),
      total('sent', DRY_MASS, 80),
      total('refused', DRY_MASS, 2),
      total('confirmed', DRY_MASS, 79),
      total('recycled-sold', DRY_MASS, 3),
      total('own-difference', DRY_MASS, 1),
      total('generated', DRY_MASS, 1000, { agreementId: B }),
    ];
    const other = total('generated', DRY_MASS, 1000, { agreementId: B });
    expect(ladder(period, [...before, ...period, other]).mass).toMatchObject({
      generatedMg: 100_000_000,
      reusedInProcessMg: 5_000_000,
      sentMg: 80_000_000,
      refusedMg: 2_000_000,
      confirmedMg: 79_000_000,
      leakedMg: 0,
      recycledSoldElsewhereMg: 3_000_000,
      onHandMg: 34_000_000, // 20 + 100 - 5 - 80 - 1
    });
  });

  const anyTotal = (leastMg: number): fc.Arbitrary<TotalRow> =>
    fc.record({
      measure: fc.constantFrom(...MEASURES),
      commodity: fc.constantFrom('Nd', 'Dy', 'Fe', DRY_MASS),
      massMg: fc.integer({ min: leastMg, max: 10 ** 12 }).map(ofMg),
      partyId: fc.constantFrom(GENERATOR, 'recycler'),
      agreementId: fc.constantFrom(A, B, null),
      origin: fc.constantFrom(...ORIGINS),
      usabilityPpm: fc.constantFrom(1_000_000, 970_000, 333_333).map(ppmOf),
    });

  it('keeps headline and recycled share between 0 and 100, whatever is charged', () => {
    fc.assert(
      fc.property(fc.array(anyTotal(0), { maxLength: 40 }), (rows) => {
        for (const { pct } of [...ladder(rows).elements, ladder(rows).total]) {
          for (const share of [pct.primaryReplacement, pct.recycledShare]) {
            if (share === null) continue;
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(100);
          }
        }
      }),
    );
  });

  it('has a ratio exactly where its denominators are above zero', () => {
    fc.assert(
      fc.property(fc.array(anyTotal(-(10 ** 12)), { maxLength: 40 }), (rows) => {
        for (const { massMg, pct } of [...ladder(rows).elements, ladder(rows).total]) {
          const input = massMg.substituted + massMg.otherRecycledConsumed + massMg.primaryConsumed;
          const { processed, recovered, intermediate } = massMg;
          const made = recovered + intermediate;
          const inStep = made >= 0 && made * 100 <= processed * 102 && intermediate >= 0;
          expect(pct.recovery !== null).toBe(processed > 0 && inStep);
          expect(pct.closedLoopReturn !== null).toBe(massMg.confirmed > 0);
          expect(pct.primaryReplacement !== null).toBe(input > 0);
          expect(pct.recycledShare !== null).toBe(input > 0);
          expect(pct.ceiling !== null).toBe(input > 0 && processed > 0 && inStep);
        }
      }),
    );
  });

  it('does not depend on the order of the totals nor on how they are cut up', () => {
    fc.assert(
      fc.property(fc.array(anyTotal(-(10 ** 12)), { maxLength: 30 }), (rows) => {
        // What was substituted was rounded per charge, before it was summed.
        const summed = rows.map((row): TotalRow =>
          row.measure === 'consumed' ? { ...row, usabilityPpm: ppmOf(1_000_000) } : row,
        );
        const halves = summed.flatMap((row) => {
          const half = ofMg(Math.floor(row.massMg / 2));
          return [
            { ...row, massMg: half },
            { ...row, massMg: minus(row.massMg, half) },
          ];
        });
        expect(ladder(halves.reverse())).toEqual(ladder(summed));
      }),
    );
  });

  it('closes the stock: opening + generated = sent + leaked + reused + counted down - counted up + own difference + closing', () => {
    fc.assert(
      fc.property(
        fc.array(anyTotal(-(10 ** 12)), { maxLength: 30 }),
        fc.array(anyTotal(-(10 ** 12)), { maxLength: 30 }),
        (before, period) => {
          const { mass } = ladder(period, [...before, ...period]);
          const opening = ladder([], before).mass.onHandMg;
          const gone = mass.sentMg + mass.leakedMg + mass.reusedInProcessMg;
          const unexplained = mass.countedDownMg - mass.countedUpMg + mass.ownDifferenceMg;
          expect(mass.openingOnHandMg).toBe(opening);
          expect(mass.openingOnHandMg + mass.generatedMg).toBe(gone + unexplained + mass.onHandMg);
        },
      ),
    );
  });
});
