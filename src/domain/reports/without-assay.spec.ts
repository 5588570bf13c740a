import type { Measure } from '../books/ledger.js';
import { lacksAssay, mostWithoutAssayMg, withoutAssayOf, type UnassayedDay } from './without-assay.js';
import { ofMg } from '../measure/quantities.js';

const on = (day: string, measure: Measure, massMg: number): UnassayedDay => ({ day, measure, massMg: ofMg(massMg) });

describe('by-product without an assay', () => {
  const days = [
    ...[on('2027-09-30', 'generated', 100), on('2027-10-01', 'sent', 60), on('2027-10-02', 'confirmed', 60)],
    ...[on('2027-10-05', 'reused', 7), on('2027-10-06', 'leaked-breach', 3), on('2027-12-31', 'sent', -10)],
  ];

  it('stands in the figures of the days of its postings, whenever it was generated', () => {
    const autumn = withoutAssayOf(days, { from: '2027-10-01', to: '2027-12-31' });
    expect(autumn).toEqual({
      generatedMg: 0,
      reusedMg: 7,
      sentMg: 50,
      confirmedMg: 60,
      leakedMg: 3,
      onHandMg: 40,
    });
    expect(mostWithoutAssayMg(autumn)).toBe(60);
    expect(withoutAssayOf(days, { from: '2027-09-01', to: '2027-09-30' })).toMatchObject({
      generatedMg: 100,
      onHandMg: 100,
    });
  });

  it('matters above 1 % of the dry mass', () => {
    expect([lacksAssay(1n, 100n), lacksAssay(2n, 100n), lacksAssay(1n, 0n), lacksAssay(0n, 0n)]).toEqual([
      ...[false, true, true, false],
    ]);
  });
});
