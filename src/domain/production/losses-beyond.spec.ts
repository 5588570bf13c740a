import { kgToMg } from '../measure/quantities.js';
import { lossesBeyond, type LossOfMonth } from './losses-beyond.js';

describe('process losses beyond what charges explain', () => {
  const loss = (occurredOn: string, kg: number, more: Partial<LossOfMonth> = {}): LossOfMonth => ({
    siteId: 'S',
    entryId: `E-${occurredOn}`,
    occurredOn,
    recordedAt: 1,
    massMg: kgToMg(kg),
    reason: 'Deposits',
    ...more,
  });
  const charged = [
    { siteId: 'S', month: '2027-03', dryMg: kgToMg(1_000) },
    { siteId: 'T', month: '2027-03', dryMg: kgToMg(10) },
  ];

  it('are those of a month above half a percent of its charges, at their site', () => {
    expect(lossesBeyond([loss('2027-03-02', 5)], charged)).toEqual([]);
    expect(lossesBeyond([loss('2027-03-02', 5.000001)], charged)).toMatchObject([
      { siteId: 'S', month: '2027-03', massMg: kgToMg(5.000001), reason: 'Deposits' },
    ]);
    expect(lossesBeyond([loss('2027-03-02', 5, { siteId: 'T' })], charged)).toMatchObject([{ siteId: 'T' }]);
    // Nothing was charged in April.
    expect(lossesBeyond([loss('2027-04-01', 0.1)], charged)).toMatchObject([{ month: '2027-04' }]);
  });

  it('are taken together, under the one that was recorded last', () => {
    const [first, last] = [loss('2027-03-20', 3), loss('2027-03-02', 2.5, { recordedAt: 2 })];
    expect(lossesBeyond([first, last], charged)).toEqual([
      { siteId: 'S', month: '2027-03', last, massMg: kgToMg(5.5), reason: null },
    ]);
  });
});
