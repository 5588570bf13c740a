import { ofMg, type Mg } from '../measure/quantities.js';
import { crossingOf, dependenceOf, supplierIndexOf, type ChargedFrom } from './dependence.js';

const row = (source: ChargedFrom['source'], country: string | null, massMg: number): ChargedFrom => ({
  source,
  country,
  massMg: ofMg(massMg),
});

describe('dependence on single sources', () => {
  it('is shown by country with the loop and without it', () => {
    const { countries, ...all } = dependenceOf([
      row('primary', 'CN', 500),
      row('primary', 'AU', 200),
      row('other-recycled', 'AU', 100),
      row('loop', null, 200),
    ]);
    expect(countries).toEqual([
      { country: 'CN', primaryMg: 500, otherRecycledMg: 0, pct: 50 },
      { country: 'AU', primaryMg: 200, otherRecycledMg: 100, pct: 30 },
    ]);
    expect(all).toMatchObject({ totalMg: 1_000, loopMg: 200, loopPct: 20, unknownMg: 0, unknownPct: 0 });
    // 50² + 30² + 20².
    expect(all.withLoop).toEqual({
      largest: { source: 'CN', pct: { least: 50, most: 50 } },
      index: { least: 3_800, most: 3_800 },
      largestCountry: { country: 'CN', pct: { least: 50, most: 50 } },
    });
    // 500 and 300 of 800: 62.5² + 37.5².
    expect(all.withoutLoop.index).toEqual({ least: 5_312.5, most: 5_312.5 });
    expect(all.withoutLoop.largestCountry).toEqual({ country: 'CN', pct: { least: 62.5, most: 62.5 } });
  });

  it('is a range where countries are unknown: left out, and added to the largest', () => {
    const { unknownPct, withLoop } = dependenceOf([
      row('primary', 'CN', 300),
      row('primary', 'AU', 100),
      row('primary', null, 100),
    ]);
    expect(unknownPct).toBe(20);
    // 300 of 400, and 400 of 500; 75² + 25², and 80² + 20².
    expect(withLoop.largestCountry).toEqual({ country: 'CN', pct: { least: 75, most: 80 } });
    expect(withLoop.index).toEqual({ least: 6_250, most: 6_800 });
  });

  it('may be on the loop itself, which is no country', () => {
    const { withLoop } = dependenceOf([row('loop', null, 60), row('primary', 'AU', 40)]);
    expect(withLoop.largest).toEqual({ source: 'loop', pct: { least: 60, most: 60 } });
    expect(withLoop.largestCountry).toEqual({ country: 'AU', pct: { least: 40, most: 40 } });
  });

  it('is not known where nothing was charged, or all of it is of an unknown country', () => {
    const nothing = { largest: null, index: null, largestCountry: null };
    expect(dependenceOf([])).toMatchObject({
      loopPct: null,
      unknownPct: null,
      withLoop: nothing,
      withoutLoop: nothing,
    });
    expect(dependenceOf([row('primary', null, 5)])).toMatchObject({ unknownPct: 100, withLoop: nothing });
  });

  it('crosses a limit for sure, perhaps, or not', () => {
    expect(crossingOf({ least: 65.1, most: 70 }, 65)).toBe('crossed');
    expect(crossingOf({ least: 60, most: 65.1 }, 65)).toBe('cannot-be-excluded');
    expect(crossingOf({ least: 60, most: 65 }, 65)).toBe('not-crossed');
  });

  it('counts suppliers', () => {
    const index = (masses: Record<string, number>) =>
      supplierIndexOf(new Map(Object.entries(masses)) as Map<string, Mg>);
    expect(index({ a: 50, b: 30, c: 20 })).toBe(3_800);
    expect(index({ a: 7 })).toBe(10_000);
    expect(index({})).toBeNull();
  });
});
