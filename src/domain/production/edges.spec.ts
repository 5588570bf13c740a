import { daysOfWhole, wholeTimesIn } from './edges.js';

describe('days cut into whole years and months', () => {
  it.each([
    ['2027-03-01', '2027-03-31', ['2027-03'], []],
    ['2027-01-01', '2027-12-31', ['2027'], []],
    ['2026-12-01', '2028-02-29', ['2026-12', '2027', '2028-01', '2028-02'], []],
    ['2027-02-02', '2027-04-01', ['2027-03'], ['2027-02-02/2027-02-28', '2027-04-01/2027-04-01']],
    ['2027-03-02', '2027-03-30', [], ['2027-03-02/2027-03-30']],
    ['2027-03-15', '2027-04-15', [], ['2027-03-15/2027-04-15']],
    ['2026-12-31', '2028-01-01', ['2027'], ['2026-12-31/2026-12-31', '2028-01-01/2028-01-01']],
  ])('from %s to %s', (from, to, whole, rest) => {
    const cut = wholeTimesIn({ from, to });
    expect(cut.whole).toEqual(whole);
    expect(cut.rest.map((part) => `${part.from}/${part.to}`)).toEqual(rest);
  });

  it('are those of the month or the year', () => {
    expect(daysOfWhole('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOfWhole('2028')).toEqual({ from: '2028-01-01', to: '2028-12-31' });
  });
});
