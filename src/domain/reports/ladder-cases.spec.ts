import { A, GENERATOR, primary, total, withSubstituted } from '../../../test/support/charged.js';
import { RARE_EARTHS } from '../matter/catalogue.js';
import { DRY_MASS } from '../matter/holding.js';
import { type Ladder, ladderOf } from './ladder.js';
import type { TotalRow } from '../books/totals.js';
import { NOTHING_WITHOUT_ASSAY } from './without-assay.js';
import { ppmOf } from '../measure/quantities.js';

const ladder = (rows: readonly TotalRow[]): Ladder =>
  ladderOf({
    agreementId: A,
    generatorId: GENERATOR,
    rows: withSubstituted(rows),
    cumulativeRows: rows,
    recyclerId: 'recycler',
    withoutAssay: NOTHING_WITHOUT_ASSAY,
    rareEarths: RARE_EARTHS,
  });

const only = (rows: readonly TotalRow[]): Ladder['elements'][number] => {
  const { elements } = ladder(rows);
  if (!elements[0] || elements.length > 1) throw new Error(`${elements.length} rows`);
  return elements[0];
};

describe('the ladder of the worked plant example', () => {
  // Section 4.9 of the regulation and practice notes: 2,000 t of magnets a year at 75 % yield from alloy, 30 % rare earths;
  // recovery 92 %, oxide to metal 97 %. Illustrative. The rare earths stand as Nd; tonnes are booked as kilograms.
  const plant = [
    total('generated', DRY_MASS, 667),
    total('sent', DRY_MASS, 667),
    total('confirmed', DRY_MASS, 667),
    ...(['generated', 'sent', 'confirmed', 'processed'] as const).map((measure) => total(measure, 'Nd', 200)),
    total('recovered', 'Nd', 184, { partyId: 'recycler' }),
    total('unaccounted', 'Nd', 16, { partyId: 'recycler' }),
    total('returned', 'Nd', 184),
    total('consumed', 'Nd', 184, { usabilityPpm: ppmOf(970_000) }),
    primary('Nd', 621.52),
  ];

  it('reaches a primary replacement of 22.3 %, which is the ceiling (1 - 0.75) x 0.92 x 0.97', () => {
    const row = only(plant);
    expect(row.massMg.substituted).toBe(178_480_000);
    expect(row.pct).toEqual({
      recovery: 92,
      closedLoopReturn: 92,
      recycledShare: 22.31,
      primaryReplacement: 22.31,
      ceiling: 22.31,
    });
    expect(ladder(plant).warnings).toEqual([]);
  });

  it('shows every rung and the losses', () => {
    expect(only(plant).massMg).toEqual({
      generated: 200_000_000,
      reusedInProcess: 0,
      sent: 200_000_000,
      confirmed: 200_000_000,
      processed: 200_000_000,
      recovered: 184_000_000,
      returned: 184_000_000,
      consumed: 184_000_000,
      substituted: 178_480_000,
      otherRecycledConsumed: 0,
      primaryConsumed: 621_520_000,
      measurementDifference: 0,
      unaccounted: 16_000_000,
      originUnknown: 0,
      intermediate: 0,
    });
  });

  it('takes reuse in the process off the ceiling but not off what was generated', () => {
    const row = only([...plant, total('reused', 'Nd', 50)]);
    expect(row.massMg.generated).toBe(200_000_000);
    // (200 - 50) x 0.92 x 0.97 / 800
    expect(row.pct.ceiling).toBe(16.7325);
  });

  it('warns of a drawn-down stock by the exact figures, not by those that are printed', () => {
    // Headline 50.00001 % and ceiling 50 %: both are printed as 50.
    const rows = [total('generated', 'Nd', 500), total('processed', 'Nd', 500), total('recovered', 'Nd', 500)];
    const charged = [total('consumed', 'Nd', 500.0001), primary('Nd', 499.9999)];
    const { elements, warnings } = ladder([...rows, ...charged]);
    expect(elements[0]?.pct).toMatchObject({ primaryReplacement: 50, ceiling: 50 });
    expect(warnings.map(({ code }) => code)).toEqual(['stock-drawn-down', 'stock-drawn-down']);
    expect(ladder([...rows, total('consumed', 'Nd', 500), primary('Nd', 500)]).warnings).toEqual([]);
  });

  it('warns where the headline is above the ceiling, for the element and for the rare earths', () => {
    const { warnings } = ladder([...plant, total('consumed', 'Nd', 100, { usabilityPpm: ppmOf(970_000) })]);
    // Headline 275.48 / 897; ceiling 200 x 0.92 x 0.97 / 897.
    expect(warnings.map(({ code, element }) => [code, element])).toEqual([
      ['stock-drawn-down', 'Nd'],
      ['stock-drawn-down', undefined],
    ]);
    expect(warnings[0]?.message).toBe(
      'Nd: the loop made up for 30.7113 % of what the plant used, more than the 19.8974 % that recycling the by-products of the period can reach. Stock of earlier periods was drawn down.',
    );
  });
});

describe('the ladder of a loop with several passes', () => {
  it('keeps the headline below 100 % where the recycled flow is nine times the virgin input', () => {
    // ODYM tutorial 1, https://github.com/IndEcol/ODYM/blob/master/docs/tutorials/tutorial_1.ipynb: a = D, d = alpha b,
    // a + d = b, with D = 30 and alpha = 0.9: b = 300, d = 270. Reporting d as avoided virgin input would say 900 %.
    const row = only([
      ...(['generated', 'sent', 'confirmed', 'processed', 'recovered', 'returned', 'consumed'] as const).map(
        (measure) => total(measure, 'Nd', 270),
      ),
      primary('Nd', 30),
    ]);
    expect(row.massMg.recovered).toBeGreaterThan(row.massMg.primaryConsumed);
    expect(row.pct.primaryReplacement).toBe(90);
    expect(row.pct.ceiling).toBe(90);
  });

  it('adds the passes up, the last by-product still waiting', () => {
    // ODYM with D = 10 and alpha = 0.3, three passes from an empty loop: charges 10, 13 and 13.9 kg, by-products 3, 3.9 and
    // 4.17 kg, of which the first two went round without loss.
    const row = only([
      ...[3, 3.9, 4.17].map((kg) => total('generated', 'Nd', kg)),
      ...[3, 3.9].flatMap((kg) =>
        (['sent', 'confirmed', 'processed', 'recovered', 'returned', 'consumed'] as const).map((measure) =>
          total(measure, 'Nd', kg),
        ),
      ),
      primary('Nd', 30),
    ]);
    expect(row.massMg.generated).toBe(11_070_000);
    expect(row.pct.primaryReplacement).toBe(18.6992); // 6.9 / 36.9
    expect(row.pct.ceiling).toBe(30); // 11.07 / 36.9 = alpha
  });
});
