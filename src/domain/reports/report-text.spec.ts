import { headline } from './report-text.js';

describe('headline', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' };
  const row = {
    processedKg: 200,
    substitutedKg: 178.5,
    primaryConsumedKg: 655.6,
    primaryReplacementPct: 21.4003,
    ceilingPct: 24.1002,
  };

  it('says what the loop made up for, and how far it could reach', () => {
    expect(headline(row, 'neodymium', year)).toBe(
      'In 2026 the loop made up for 178.5 kg of fresh-mined neodymium: 21.4 % of what the plant used. Recycling every by-product would reach at most 24.1 %.',
    );
  });

  it.each([
    [{ from: '2026-03-01', to: '2026-03-31' }, 'In March 2026 '],
    [{ from: '2024-02-01', to: '2024-02-29' }, 'In February 2024 '],
    [{ from: '2026-02-01', to: '2026-03-31' }, 'From 2026-02-01 to 2026-03-31 '],
    [{ from: '2026-03-01', to: '2026-03-30' }, 'From 2026-03-01 to 2026-03-30 '],
    [{ from: '2026-03-05', to: '2026-03-05' }, 'On 2026-03-05 '],
    [{ from: '2026-01-01', to: '2027-12-31' }, 'From 2026-01-01 to 2027-12-31 '],
  ])('names the period %j', (period, start) => {
    expect(headline(row, 'neodymium', period)).toContain(`${start}the loop made up for 178.5 kg`);
  });

  it.each([
    [12_345.678, '12.3 t'],
    [9_999.95, '10000.0 kg'],
    [10.05, '10.1 kg'],
    [1.0005, '1.001 kg'],
    [0.000001, '0.000001 kg'],
  ])('shows %d kg as %s', (substitutedKg, text) => {
    expect(headline({ ...row, substitutedKg }, 'neodymium', year)).toContain(`made up for ${text} of`);
  });

  it('rounds percentages half up by their digits, and shows small ones', () => {
    const share = (primaryReplacementPct: number) => headline({ ...row, primaryReplacementPct }, 'neodymium', year);
    expect(share(1.45)).toContain(': 1.5 % of');
    expect(share(8.35)).toContain(': 8.4 % of');
    expect(share(0.0123)).toContain(': 0.0123 % of');
    expect(share(0)).toContain(': 0.0 % of');
  });

  it('shows no share of what the plant used while no primary material is booked', () => {
    const first = { ...row, primaryConsumedKg: 0, primaryReplacementPct: 100 };
    expect(headline(first, 'neodymium', year, { lacksPrimary: true })).toBe(
      "In 2026 the loop made up for 178.5 kg of fresh-mined neodymium. Which share of the plant's use that is, is open: no primary material is booked.",
    );
  });

  it('never rounds a share onto nothing or all', () => {
    const share = (primaryReplacementPct: number) => headline({ ...row, primaryReplacementPct }, 'neodymium', year);
    expect(share(99.9999)).toContain(': 99.9999 % of');
    expect(share(99.96)).toContain(': 99.9600 % of');
    expect(share(100.0001)).toContain(': 100.0001 % of');
  });

  it('says why a figure is missing', () => {
    const start = 'In 2026 the loop made up for 178.5 kg of fresh-mined neodymium';
    const hidden = { primaryConsumedKg: null, primaryReplacementPct: null, ceilingPct: null };
    expect(headline({ ...row, ...hidden }, 'neodymium', year)).toBe(
      `${start}. Which share of the plant's use that is, the generator sees.`,
    );
    expect(headline({ ...row, ceilingPct: null }, 'neodymium', year)).toBe(
      `${start}: 21.4 % of what the plant used. How far recycling could reach is open: what was recovered does not belong to what the period processed.`,
    );
    expect(headline({ ...row, processedKg: 0, ceilingPct: null }, 'neodymium', year)).toBe(
      `${start}: 21.4 % of what the plant used. How far recycling could reach is open: none was processed.`,
    );
    expect(headline({ ...row, ceilingPct: 20 }, 'neodymium', year)).toBe(
      `${start}: 21.4 % of what the plant used. Recycling every by-product would reach at most 20.0 %; the rest came out of stock.`,
    );
    const nothing = {
      processedKg: 0,
      substitutedKg: 0,
      primaryConsumedKg: 0,
      primaryReplacementPct: null,
      ceilingPct: null,
    };
    expect(headline(nothing, 'neodymium', year)).toBe(
      'In 2026 the loop made up for no fresh-mined neodymium: the plant charged none.',
    );
    expect(headline(undefined, 'neodymium', year)).toBe('In 2026 the books of the loop hold no neodymium.');
  });
});
