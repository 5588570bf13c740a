import { kgToMg } from '../measure/quantities.js';
import { lotWays, madeFrom, type ChargedPart, type MadeLot } from './lot-ways.js';

describe('the way from charges into magnet lots', () => {
  const charge = (occurredOn: string, kg: number, heat: string | null = null, siteId = 'S'): ChargedPart => ({
    siteId,
    occurredOn,
    heat,
    dryMg: kgToMg(kg),
  });
  const lot = (occurredOn: string, heat: string | null = null): MadeLot => ({
    id: occurredOn,
    siteId: 'S',
    occurredOn,
    heat,
    windowDays: 60,
  });
  const charged = [
    charge('2027-03-01', 30),
    charge('2027-03-10', 90),
    charge('2027-03-10', 40, 'H-7'),
    charge('2027-03-01', 500, null, 'T'),
  ];

  it('is the average of the site over the window of the grade', () => {
    // The window goes from 1 March to 30 April: 30 of 160.
    expect(lotWays([lot('2027-04-30')], [charge('2027-03-01', 30)], charged)).toEqual([
      { lot: lot('2027-04-30'), basis: 'site average, not lot-specific', dryMg: kgToMg(30), pct: 18.75 },
    ]);
    // A day later it begins after the charge; a lot of the day before was made without it.
    expect(lotWays([lot('2027-05-01'), lot('2027-02-28')], [charge('2027-03-01', 30)], charged)).toEqual([]);
  });

  it('is that of the heat alone where charges and lot name the same one', () => {
    const own = [charge('2027-03-01', 30), charge('2027-03-10', 10, 'H-7')];
    expect(lotWays([lot('2027-04-30', 'H-7')], own, charged)).toEqual([
      { lot: lot('2027-04-30', 'H-7'), basis: 'of its heat', dryMg: kgToMg(10), pct: 25 },
    ]);
    expect(lotWays([lot('2027-04-30', 'H-7')], [charge('2027-03-01', 30)], charged)).toEqual([]);
    // Nothing was charged into this one: the average of the site stands for it.
    expect(madeFrom(lot('2027-04-30', 'H-8'), charged).basis).toBe('site average, not lot-specific');
  });

  it('goes by the day alone where nobody says of which heat a part is', () => {
    const unsaid = charge('2027-03-10', 20);
    expect(lotWays([lot('2027-04-30')], [unsaid], charged)).toMatchObject([{ dryMg: kgToMg(20), pct: 12.5 }]);
    expect(lotWays([lot('2027-04-30', 'H-7')], [unsaid], charged)).toEqual([]);
  });

  it('leads to no lot of another site', () => {
    expect(lotWays([lot('2027-04-30')], [charge('2027-03-01', 500, null, 'T')], charged)).toEqual([]);
  });
});
