import { dependenceReport, type ChargedMass } from './dependence-report.js';
import { dependenceSentence, shownRange, thresholdSentence } from './dependence-text.js';
import { kgToMg } from '../measure/quantities.js';

describe('dependence in sentences', () => {
  const charged = (source: ChargedMass['source'], mined: string | null, kg: number): ChargedMass => ({
    element: 'Nd',
    source,
    countries: { mined, separated: null, metal: null },
    supplier: null,
    massMg: kgToMg(kg),
  });
  const names = { element: 'neodymium', country: (code: string) => `<${code}>` };
  const said = (rows: readonly ChargedMass[], stage = 0): string => {
    const [element] = dependenceReport(rows, []);
    const of = element?.stages[stage];
    return element && of ? dependenceSentence(element, of, names) : '';
  };

  it('names the largest country with the loop and without it, between two ends where countries are unknown', () => {
    const rows = [charged('primary', 'CN', 60), charged('primary', 'AU', 20), charged('loop', null, 20)];
    expect(said(rows)).toBe(
      'Neodymium: the largest country of mining is <CN>, with 60.0 % of what was charged; without the loop it would have 75.0 %.',
    );
    // 60 of 100, or 80 of 120; without the loop 60 of 80, or 80 of 100.
    expect(said([...rows, charged('primary', null, 20)])).toBe(
      'Neodymium: the largest country of mining is <CN>, with 60.0 to 66.7 % of what was charged; ' +
        'without the loop it would have 75.0 to 80.0 %.',
    );
  });

  it('says nothing of a loop that gave nothing, and nothing of countries that nobody knows', () => {
    expect(said([charged('primary', 'CN', 60)])).toBe(
      'Neodymium: the largest country of mining is <CN>, with 100.0 % of what was charged.',
    );
    expect(said([charged('primary', 'CN', 60)], 1)).toBe('Neodymium: no country of separation is known.');
    expect(said([charged('loop', null, 10), charged('primary', 'CN', 30)], 2)).toBe(
      'Neodymium: no country of metal making is known; the loop gave 25.0 %.',
    );
    expect(said([charged('loop', null, 10)])).toBe('Neodymium: all of it came from the loop.');
  });

  it('says of a threshold whether it is crossed, not crossed, or neither can be said', () => {
    const of = (withLoop: 'crossed' | 'not-crossed' | 'cannot-be-excluded', withoutLoop: typeof withLoop) =>
      thresholdSentence('65 %', { withLoop, withoutLoop });
    expect(of('not-crossed', 'crossed')).toBe(
      'The yardstick of 65 % is not crossed; without the loop it would be crossed.',
    );
    expect(of('crossed', 'crossed')).toBe('The yardstick of 65 % is crossed, with the loop and without it.');
    expect(of('cannot-be-excluded', 'crossed')).toBe(
      'The yardstick of 65 % may be crossed, since too much is of unknown countries; without the loop it would be crossed.',
    );
  });

  it('writes one figure where both ends are shown alike', () => {
    expect(shownRange({ least: 12.34, most: 12.36 })).toBe('12.3 to 12.4 %');
    expect(shownRange({ least: 12.31, most: 12.34 })).toBe('12.3 %');
  });
});
