import { gradeOn, windowBefore } from './grade.js';
import { mixOf } from './mix.js';
import { DRY_MASS, type Holding, type Origin } from '../matter/holding.js';
import { ofMg } from '../measure/quantities.js';

describe('what a grade says', () => {
  const versions = [{ fromOn: '2027-06-01' }, { fromOn: '2027-01-01' }];

  it('holds from its day until a later version does', () => {
    expect(gradeOn(versions, '2026-12-31')).toBeNull();
    expect(gradeOn(versions, '2027-01-01')).toEqual({ fromOn: '2027-01-01' });
    expect(gradeOn(versions, '2027-05-31')).toEqual({ fromOn: '2027-01-01' });
    expect(gradeOn(versions, '2027-06-01')).toEqual({ fromOn: '2027-06-01' });
  });

  it('has the charges of its window in a lot, and those of the day itself', () => {
    expect(windowBefore('2027-03-25', { windowDays: 60 })).toEqual({ from: '2027-01-24', to: '2027-03-25' });
    expect(windowBefore('2027-03-01', { windowDays: 1 })).toEqual({ from: '2027-02-28', to: '2027-03-01' });
  });
});

describe('the mix of what was charged', () => {
  const of = (agreementId: string | null, origin: Origin, dryMg: number, ndMg: number): Holding => [
    { agreementId, origin, country: null, commodity: DRY_MASS, massMg: ofMg(dryMg) },
    { agreementId, origin, country: null, commodity: 'Nd', massMg: ofMg(ndMg) },
  ];

  it('is the share of each group in the dry mass and in each element', () => {
    expect(mixOf([...of('A', 'pre-consumer', 25, 10), ...of(null, 'primary', 75, 70)])).toEqual([
      { agreementId: 'A', origin: 'pre-consumer', country: null, dryPct: 25, elementPct: { Nd: 12.5 } },
      { agreementId: null, origin: 'primary', country: null, dryPct: 75, elementPct: { Nd: 87.5 } },
    ]);
  });

  it('is none where nothing was charged, and never all while something else is in it', () => {
    expect(mixOf([])).toEqual([]);
    const [most] = mixOf([...of('A', 'pre-consumer', 9_999_999, 1), ...of(null, 'primary', 1, 1)]);
    expect(most?.dryPct).toBe(99.9999);
  });
});
