import fc from 'fast-check';
import { MAX_MASS_MG, mgToKg, ofMg, type Mg } from '../../domain/measure/quantities.js';
import { JsonBytes } from './json-bytes.js';

const kgText = (mg: Mg): string => new JsonBytes().addKg(mg).all().toString();

describe('the text of kilograms', () => {
  it('has the digits of the milligrams', () => {
    expect([0, 1, 120, 1_000_000, 124_588_857, 999_999_999_999_999].map(ofMg).map(kgText)).toEqual([
      ...['0', '0.000001', '0.00012', '1', '124.588857', '999999999.999999'],
    ]);
    expect([-1, -2_500_000, -0].map(ofMg).map(kgText)).toEqual(['-0.000001', '-2.5', '0']);
  });

  it('is how JavaScript writes the number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -MAX_MASS_MG, max: MAX_MASS_MG }), (mg) => {
        expect(kgText(ofMg(mg))).toBe(String(mgToKg(ofMg(mg))));
      }),
    );
  });
});

describe('JSON in bytes', () => {
  it('grows with what is added, whatever the letters', () => {
    const bytes = new JsonBytes(1);
    bytes.add('{"code":"').add('Mühle-Ω-😀').add('","kg":').addKg(ofMg(12_500_000)).add('}');
    expect(bytes.all().toString()).toBe('{"code":"Mühle-Ω-😀","kg":12.5}');
    expect(
      JSON.parse(
        new JsonBytes(8)
          .add(`["${'ß'.repeat(1_000)}"]`)
          .all()
          .toString(),
      ),
    ).toEqual(['ß'.repeat(1_000)]);
  });

  it('adds again what is there', () => {
    const bytes = new JsonBytes(4).add('[{"kg":1},');
    expect(
      bytes
        .addAgain(1, bytes.length - 1)
        .add(']')
        .all()
        .toString(),
    ).toBe('[{"kg":1},{"kg":1}]');
  });

  it('puts commas between the items that are there', () => {
    const bytes = new JsonBytes();
    bytes.addAll([1, 2, 3, 4, 5], (item) => item % 2 === 0 && bytes.addKg(ofMg(item * 1_000_000)) === bytes);
    expect(bytes.all().toString()).toBe('2,4');
  });
});
