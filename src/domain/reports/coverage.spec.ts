import fc from 'fast-check';
import { coverageOf, onHandMg } from './coverage.js';
import { DRY_MASS } from '../matter/holding.js';
import type { Measure } from '../books/ledger.js';
import type { TotalRow } from '../books/totals.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const total = (measure: Measure, commodity: string, kg: number, more: Partial<TotalRow> = {}): TotalRow => ({
  measure,
  commodity,
  massMg: ofMg(Math.round(kg * 1e6)),
  partyId: 'generator',
  agreementId: 'a',
  origin: 'pre-consumer',
  usabilityPpm: ppmOf(1_000_000),
  ...more,
});

describe('coverageOf', () => {
  it('comes to 99.0 % in the exclusivity example', () => {
    // Section 6.3 of the regulation and practice notes, illustrative: generated 667 t, reused in process 40, carve-outs 2,
    // stock +15, available 610, shipped 604: 99.0 %; the 6 t that are not explained are a breach here.
    const rows = [
      total('generated', DRY_MASS, 667),
      total('reused', DRY_MASS, 40),
      total('leaked-carve-out', DRY_MASS, 2),
      total('leaked-breach', DRY_MASS, 6),
      total('sent', DRY_MASS, 604),
      total('sent', 'Nd', 180),
    ];
    expect(onHandMg(rows)).toBe(15_000_000);
    expect(coverageOf(rows)).toEqual({
      sentMg: 604_000_000,
      leakedMg: 8_000_000,
      carvedOutMg: 2_000_000,
      breachMg: 6_000_000,
      recyclerDisposedMg: 0,
      recycledSoldElsewhereMg: 0,
      coveragePct: 99.0164, // 604 / 610
      coverageWithCarveOutsPct: 98.6928, // 604 / 612
      countedDownMg: 0,
      countedUpMg: 0,
      ownDifferenceMg: 0,
      coverageAsIfLeakedPct: 99.0164,
    });
    // 3 t counted away, 1 t counted in addition and 2 t lost on own ways: 604 / 614. What was found or gained is no coverage.
    const counted = [...rows, total('counted-down', DRY_MASS, 3), total('counted-up', DRY_MASS, 1)];
    const asIf = (own: number, more: TotalRow[] = []) =>
      coverageOf([...counted, ...more, total('own-difference', DRY_MASS, own)]).coverageAsIfLeakedPct;
    expect([asIf(2), asIf(-2), asIf(2, [total('counted-up', DRY_MASS, 9)])]).toEqual([98.3713, 98.6928, 98.6928]);
  });

  it('is a dash where nothing left the generator, or only with a carve-out', () => {
    expect(coverageOf([total('generated', DRY_MASS, 5)]).coveragePct).toBeNull();
    const carvedOut = coverageOf([total('leaked-carve-out', DRY_MASS, 5)]);
    expect(carvedOut.coveragePct).toBeNull();
    expect(carvedOut.coverageWithCarveOutsPct).toBe(0);
  });

  it('shows what the recycler disposed of or sold apart from the leaks', () => {
    const rows = [
      total('sent', DRY_MASS, 10),
      total('recycler-disposed', DRY_MASS, 4, { partyId: 'recycler' }),
      total('recycled-sold', DRY_MASS, 3, { partyId: 'recycler' }),
    ];
    expect(coverageOf(rows)).toMatchObject({
      leakedMg: 0,
      recyclerDisposedMg: 4_000_000,
      recycledSoldElsewhereMg: 3_000_000,
      coveragePct: 100,
    });
  });

  it('lies between 0 and 100 %, carve-outs making it no lower', () => {
    const mass = fc.integer({ min: 0, max: 10 ** 14 });
    fc.assert(
      fc.property(mass, mass, mass, mass, (sent, leaked, carvedOut, breach) => {
        const dry = (measure: Measure, massMg: number): TotalRow =>
          total(measure, DRY_MASS, 0, { massMg: ofMg(massMg) });
        const { coveragePct, coverageWithCarveOutsPct } = coverageOf([
          dry('sent', sent),
          dry('leaked', leaked),
          dry('leaked-carve-out', carvedOut),
          dry('leaked-breach', breach),
        ]);
        if (coveragePct === null || coverageWithCarveOutsPct === null) {
          expect(sent + leaked + breach).toBe(0);
          return;
        }
        expect(coverageWithCarveOutsPct).toBeGreaterThanOrEqual(0);
        expect(coveragePct).toBeGreaterThanOrEqual(coverageWithCarveOutsPct);
        expect(coveragePct).toBeLessThanOrEqual(100);
      }),
    );
  });
});
