import { ofPpm } from './composition.js';
import fc from 'fast-check';
import { catalogue } from '../../../test/support/reference-catalogue.js';
import { difference, drawn, DRY_MASS, sumOf, totalMg, type Amount, type Holding } from './holding.js';
import { contentsOf, gainOf, splitHolding } from './parts.js';
import { ofMg } from '../measure/quantities.js';

const of = (commodity: string, agreementId: string | null, massMg: number): Amount => ({
  commodity,
  agreementId,
  origin: 'pre-consumer',
  country: null,
  massMg: ofMg(massMg),
});
const shown = (holding: Holding) =>
  holding.map((amount) => `${amount.commodity} ${amount.agreementId}: ${amount.massMg}`);
/** 100 mg, of which A gave 60; of the 25 mg of Nd A gave 20. */
const blend = [of(DRY_MASS, 'A', 60), of(DRY_MASS, 'B', 40), of('Nd', 'A', 20), of('Nd', 'B', 5)];

describe('the contents by an assay', () => {
  it('are shared over the groups of the dry mass', () => {
    // 31 % of 100 mg are 31 mg, 18.6 and 12.4 by group. Pr6O11 holds 82.7704 % Pr: 10 % of 100 mg are 8.3, so 8 mg, 4.8 and 3.2.
    const dry = blend.slice(0, 2);
    expect(shown(contentsOf(dry, ofPpm({ Nd: 310_000, Pr6O11: 100_000, Dy: 0 }), catalogue))).toEqual([
      'Nd A: 19',
      'Nd B: 12',
      'Pr A: 5',
      'Pr B: 3',
    ]);
  });

  it('keep the attribution of an element that is there', () => {
    // 20 mg of Nd instead of 25, by 20 : 5; of Dy there was none.
    expect(shown(contentsOf(blend, ofPpm({ Nd: 200_000, Dy: 100_000 }), catalogue))).toEqual([
      'Nd A: 16',
      'Nd B: 4',
      'Dy A: 6',
      'Dy B: 4',
    ]);
  });

  it('are unknown without one', () => {
    expect(contentsOf(blend, null, catalogue)).toEqual([]);
  });
});

describe('a gain', () => {
  it('has the composition of what was there', () => {
    // 10 mg more than 100: 6 and 4; 2.5, so 3 mg of Nd, 2.4 and 0.6 by group.
    expect(shown(gainOf(blend, ofMg(10)))).toEqual(['dry-mass A: 6', 'dry-mass B: 4', 'Nd A: 2', 'Nd B: 1']);
  });
});

describe('a split', () => {
  it('gives each part its dry mass, and shares the elements of their sum', () => {
    // 30 + 20 + 10 of 100 mg: 15 mg of Nd are drawn, 12 of A and 3 of B; by 3 : 2 : 1 they are 6, 4 and 2, and 1.5, 1 and 0.5,
    // where the tie falls to the earlier part.
    expect(splitHolding(blend, [ofMg(30), ofMg(20), ofMg(10)]).map(shown)).toEqual([
      ['dry-mass A: 18', 'dry-mass B: 12', 'Nd A: 6', 'Nd B: 2'],
      ['dry-mass A: 12', 'dry-mass B: 8', 'Nd A: 4', 'Nd B: 1'],
      ['dry-mass A: 6', 'dry-mass B: 4', 'Nd A: 2'],
    ]);
  });

  it('of all leaves nothing', () => {
    expect(difference(blend, sumOf(...splitHolding(blend, [ofMg(99), ofMg(1)])))).toEqual([]);
  });

  it('conserves: the parts have the dry mass they were given and add up to what was drawn', () => {
    const mg = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(fc.array(mg, { minLength: 1, maxLength: 5 }), mg, mg, fc.nat(5_000), (parts, a, Nd, rest) => {
        const asked = parts.reduce((sum, part) => sum + part, 0);
        const whole = [of(DRY_MASS, 'A', a), of(DRY_MASS, 'B', asked + rest), of('Nd', 'A', Nd), of('Nd', null, 1)];
        const holdings = splitHolding(whole, parts.map(ofMg));
        expect(holdings.map((holding) => totalMg(holding, DRY_MASS))).toEqual(parts);
        expect(difference(sumOf(...holdings), drawn(whole, ofMg(asked)))).toEqual([]);
        expect(holdings.flat().every(({ massMg }) => massMg > 0)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('shares each agreement and origin over the parts, and in each part over its countries', () => {
    const inCountry = (country: string, amount: Amount): Amount => ({ ...amount, country });
    const whole = [
      inCountry('DE', of(DRY_MASS, 'A', 30)),
      inCountry('US', of(DRY_MASS, 'A', 30)),
      inCountry('DE', of('Nd', 'A', 3)),
      inCountry('US', of('Nd', 'A', 2)),
    ];
    const told = (holding: Holding): string[] =>
      holding.map(({ commodity, country, massMg }) => `${commodity} ${country}: ${massMg}`);
    // 5 mg of Nd by 3 x 20 mg: 1.67 each, so 2, 2 and 1. Of the first 2 by 3 : 2 they are 1.2 and 0.8; of 2 by 2 : 1 then 1.33 and 0.67.
    expect(splitHolding(whole, [ofMg(20), ofMg(20), ofMg(20)]).map(told)).toEqual([
      ['dry-mass DE: 10', 'dry-mass US: 10', 'Nd DE: 1', 'Nd US: 1'],
      ['dry-mass DE: 10', 'dry-mass US: 10', 'Nd DE: 1', 'Nd US: 1'],
      ['dry-mass DE: 10', 'dry-mass US: 10', 'Nd DE: 1'],
    ]);
  });
});
