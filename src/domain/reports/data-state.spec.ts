import { chargedNoPrimary, isCovered, isOver } from './data-state.js';
import type { TotalRow } from '../books/totals.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

describe('a period', () => {
  it('is over when its last day has passed at the last of the sites', () => {
    const june = { from: '2027-06-01', to: '2027-06-30' };
    expect(isOver(june, ['2027-07-01', '2027-06-30'])).toBe(false);
    expect(isOver(june, ['2027-07-01', '2027-07-01'])).toBe(true);
  });

  it('is covered by statements without a gap between them', () => {
    const year = { from: '2027-01-01', to: '2027-12-31' };
    const first = { from: '2026-12-01', to: '2027-06-30' };
    expect(isCovered(year, [{ from: '2027-07-01', to: '2028-01-01' }, first])).toBe(true);
    expect(isCovered(year, [{ from: '2027-07-02', to: '2028-01-01' }, first])).toBe(false);
    expect(isCovered(year, [])).toBe(false);
  });
});

describe('charges without primary material', () => {
  const charged = (kg: number, more: Partial<TotalRow> = {}): TotalRow => ({
    measure: 'consumed',
    commodity: 'dry-mass',
    massMg: ofMg(kg),
    partyId: 'plant',
    usabilityPpm: ppmOf(1_000_000),
    agreementId: 'A',
    origin: 'pre-consumer',
    ...more,
  });
  const of = (...rows: TotalRow[]) => chargedNoPrimary(rows, { agreementId: 'A', generatorId: 'plant' });

  it('are all that was charged', () => {
    expect(of(charged(10), charged(5, { agreementId: null, origin: 'post-consumer' }))).toBe(true);
    expect(of(charged(10), charged(5, { agreementId: null, origin: 'primary' }))).toBe(false);
    expect(of(charged(10), charged(5, { agreementId: null, origin: 'unknown' }))).toBe(false);
    expect(of(charged(10), charged(5, { agreementId: null, origin: 'primary', partyId: 'customer' }))).toBe(true);
  });

  it('are none where nothing was charged at the generator', () => {
    expect(of()).toBe(false);
    expect(of(charged(10, { partyId: 'recycler' }))).toBe(false);
  });
});
