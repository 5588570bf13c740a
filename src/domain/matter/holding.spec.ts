import fc from 'fast-check';
import {
  amountsOf,
  commoditiesOf,
  difference,
  drawn,
  DRY_MASS,
  groupKey,
  groupsOf,
  inBookOrder,
  ORIGINS,
  negated,
  scaledHolding,
  shareOverGroups,
  singleGroupHolding,
  sumOf,
  totalMg,
  withoutCountries,
  type Amount,
  type Holding,
} from './holding.js';
import { ofMg, shareByLargestRemainder, type Mg } from '../measure/quantities.js';

const of = (commodity: string, agreementId: string | null, massMg: number): Amount => ({
  commodity,
  agreementId,
  origin: 'pre-consumer',
  country: null,
  massMg: ofMg(massMg),
});
/** 100 mg, of which A gave 60; of the 25 mg of Nd A gave 20. */
const blend = [of(DRY_MASS, 'A', 60), of(DRY_MASS, 'B', 40), of('Nd', 'A', 20), of('Nd', 'B', 5)];
const shown = (holding: Holding) =>
  holding.map((amount) => `${amount.commodity} ${amount.agreementId}: ${amount.massMg}`);

describe('a holding', () => {
  it('is told by commodity and by group', () => {
    expect(commoditiesOf(blend)).toEqual([DRY_MASS, 'Nd']);
    expect(shown(amountsOf(blend, 'Nd'))).toEqual(['Nd A: 20', 'Nd B: 5']);
    expect([totalMg(blend, DRY_MASS), totalMg(blend, 'Nd'), totalMg(blend, 'Dy')]).toEqual([100, 25, 0]);
    expect(groupsOf(blend).map(groupKey)).toEqual(['A|pre-consumer|~', 'B|pre-consumer|~']);
    expect(groupKey({ agreementId: null, origin: 'unknown', country: null })).toBe('|unknown|~');
    expect(groupKey({ agreementId: 'A', origin: 'rework', country: 'DE' })).toBe('A|rework|DE');
  });

  it('of one group leaves zero masses out', () => {
    const elements = new Map<string, Mg>([
      ['Nd', ofMg(25)],
      ['Dy', 0],
    ]);
    expect(singleGroupHolding({ agreementId: null, origin: 'rework', country: null }, ofMg(100), elements)).toEqual([
      { commodity: DRY_MASS, agreementId: null, origin: 'rework', country: null, massMg: 100 },
      { commodity: 'Nd', agreementId: null, origin: 'rework', country: null, massMg: 25 },
    ]);
  });

  it('is added and subtracted amount by amount; zero is left out, below zero is not', () => {
    expect(shown(sumOf(blend, [of('Nd', 'B', 1), of('Dy', 'A', 2)]))).toEqual([
      'dry-mass A: 60',
      'dry-mass B: 40',
      'Nd A: 20',
      'Nd B: 6',
      'Dy A: 2',
    ]);
    expect(shown(difference(blend, [of(DRY_MASS, 'A', 60), of('Nd', 'B', 7)]))).toEqual([
      'dry-mass B: 40',
      'Nd A: 20',
      'Nd B: -2',
    ]);
    expect(sumOf(blend, negated(blend))).toEqual([]);
  });

  it('is listed as the books list it: by commodity, agreement (none last) and origin', () => {
    const origins = [
      { ...of('Nd', null, 3), origin: 'rework' as const, country: null },
      { ...of('Nd', null, 4), origin: 'post-consumer' as const, country: null },
    ];
    expect(inBookOrder([...origins, ...[...blend].reverse()]).map(({ massMg }) => massMg)).toEqual([
      20, 5, 4, 3, 60, 40,
    ]);
  });
});

describe('a new total', () => {
  it('is shared over the groups that have the commodity', () => {
    // 12 x 20 / 25 = 9.6 and 12 x 5 / 25 = 2.4: the remainder of 0.6 takes the milligram.
    expect(shown(shareOverGroups(blend, 'Nd', ofMg(12)))).toEqual(['Nd A: 10', 'Nd B: 2']);
    // 2 x 20 / 25 = 1.6: B gets none and is left out.
    expect(shown(shareOverGroups(blend, 'Nd', ofMg(2)))).toEqual(['Nd A: 2']);
  });

  it('is shared over the groups of the dry mass where none has the commodity', () => {
    expect(shown(shareOverGroups(blend, 'Dy', ofMg(10)))).toEqual(['Dy A: 6', 'Dy B: 4']);
  });

  it('of zero, and one over nothing, gives nothing', () => {
    expect(shareOverGroups(blend, 'Nd', 0)).toEqual([]);
    expect(shareOverGroups([], 'Nd', ofMg(5))).toEqual([]);
  });
});

describe('drawing', () => {
  it('takes each element in proportion, and the groups in proportion to what is left of each', () => {
    // 30 of 100 mg: 18 and 12 of dry mass; 25 x 30 / 100 = 7.5, so 8 mg of Nd, 6.4 and 1.6 by group.
    expect(shown(drawn(blend, ofMg(30)))).toEqual(['dry-mass A: 18', 'dry-mass B: 12', 'Nd A: 6', 'Nd B: 2']);
    expect(shown(difference(blend, drawn(blend, ofMg(30))))).toEqual([
      'dry-mass A: 42',
      'dry-mass B: 28',
      'Nd A: 14',
      'Nd B: 3',
    ]);
  });

  it('all takes all, and nothing takes nothing', () => {
    expect(drawn(blend, ofMg(100))).toEqual(blend);
    expect(drawn(blend, 0)).toEqual([]);
  });

  it('never takes more than is left, nor less than nothing', () => {
    expect(() => drawn(blend, ofMg(101))).toThrow(RangeError);
    expect(() => drawn(blend, ofMg(-1))).toThrow(RangeError);
  });

  const mg = fc.integer({ min: 1, max: 10_000 });
  const holdings = fc.record({ a: mg, b: mg, Nd: mg, share: fc.nat(1000) });

  it('conserves: what is drawn and what is left add up, and neither is below zero', () => {
    fc.assert(
      fc.property(holdings, ({ a, b, Nd, share }) => {
        const whole = [of(DRY_MASS, 'A', a), of(DRY_MASS, 'B', b), of('Nd', 'B', Nd)];
        const part = drawn(whole, ofMg(Math.floor(((a + b) * share) / 1000)));
        const left = difference(whole, part);
        expect(totalMg(part, DRY_MASS)).toBe(Math.floor(((a + b) * share) / 1000));
        expect([...part, ...left].every(({ massMg }) => massMg > 0)).toBe(true);
        expect(difference(sumOf(part, left), whole)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('countries', () => {
  const lot = (country: string | null, massMg: number, more: Partial<Amount> = {}): Amount => ({
    ...of('Nd', 'A', massMg),
    country,
    ...more,
  });
  const told = (holding: Holding): string[] =>
    holding.map(({ agreementId, origin, country, massMg }) => `${agreementId} ${origin} ${country}: ${massMg}`);

  it('share what their agreement and origin has, in the order of their codes and unknown last where remainders tie', () => {
    // 7 of 12: A has 6 of 12, so 3.5, B too, and the tie falls to A, which was first: 4 and 3. Of the 4 each of three has 1.33.
    const holding = [lot(null, 2), lot('US', 2), lot('B', 6, { agreementId: 'B', country: 'DE' }), lot('CN', 2)];
    expect(told(shareOverGroups(holding, 'Nd', ofMg(7)))).toEqual([
      'A pre-consumer null: 1',
      'A pre-consumer US: 1',
      'A pre-consumer CN: 2',
      'B pre-consumer DE: 3',
    ]);
    // Of 2 two have 0.67 rounded up, and the unknown nothing.
    expect(
      told(
        shareOverGroups(
          holding.filter(({ agreementId }) => agreementId === 'A'),
          'Nd',
          ofMg(2),
        ),
      ),
    ).toEqual(['A pre-consumer US: 1', 'A pre-consumer CN: 1']);
  });

  /** How shares were made before countries were kept. */
  function sharedBefore(holding: Holding, commodity: string, newTotalMg: Mg): Omit<Amount, 'country'>[] {
    const own = amountsOf(holding, commodity);
    const base = own.length > 0 ? own : amountsOf(holding, DRY_MASS);
    if (newTotalMg === 0 || base.length === 0) return [];
    const shares = shareByLargestRemainder(
      newTotalMg,
      base.map(({ massMg }) => massMg),
    );
    return base
      .map(({ agreementId, origin }, index) => ({ commodity, agreementId, origin, massMg: shares[index] ?? 0 }))
      .filter(({ massMg }) => massMg > 0);
  }

  const amounts = fc.record({
    commodity: fc.constantFrom(DRY_MASS, 'Nd', 'Dy'),
    agreementId: fc.constantFrom('A', 'B', null),
    origin: fc.constantFrom(...ORIGINS),
    country: fc.constantFrom('DE', 'US', 'CN', null),
    massMg: fc.integer({ min: 1, max: 9_999 }).map(ofMg),
  });
  const holdings = fc.array(amounts, { minLength: 1, maxLength: 24 }).map((all) => sumOf(all));
  const plain = (holding: Holding): Omit<Amount, 'country'>[] =>
    withoutCountries(holding).map(({ country: _, ...amount }) => amount);

  it('change no share of an agreement and origin, and add up to it', () => {
    fc.assert(
      fc.property(holdings, fc.nat(99_999), (holding, total) => {
        for (const commodity of [DRY_MASS, 'Nd', 'Dy']) {
          const before = sharedBefore(withoutCountries(holding), commodity, ofMg(total));
          expect(plain(shareOverGroups(holding, commodity, ofMg(total)))).toEqual(before);
        }
      }),
    );
  });

  it('change nothing of what is drawn, none of them more than there is of it', () => {
    fc.assert(
      fc.property(holdings, fc.double({ min: 0, max: 1, noNaN: true }), (holding, share) => {
        const dryMg = ofMg(Math.floor(totalMg(holding, DRY_MASS) * share));
        const part = drawn(holding, dryMg);
        expect(plain(part)).toEqual(plain(drawn(withoutCountries(holding), dryMg)));
        expect(difference(holding, part).every(({ massMg }) => massMg > 0)).toBe(true);
      }),
    );
  });

  it('are scaled so that they add up to what their agreement and origin is scaled to, some above and some below zero', () => {
    // 7 - 4 + 3 = 6, half of it 3: half of 7 is 4, of 3 is 2, of 6 is 3.
    expect(told(scaledHolding([lot('US', 7), lot('CN', -4), lot(null, 3)], ofMg(1), ofMg(2)))).toEqual([
      'A pre-consumer US: 4',
      'A pre-consumer CN: -2',
      'A pre-consumer null: 1',
    ]);
  });
});
