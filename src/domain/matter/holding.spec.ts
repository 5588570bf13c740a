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
  negated,
  shareOverGroups,
  singleGroupHolding,
  sumOf,
  totalMg,
  type Amount,
  type Holding,
} from './holding.js';
import { ofMg, type Mg } from '../measure/quantities.js';

const of = (commodity: string, agreementId: string | null, massMg: number): Amount => ({
  commodity,
  agreementId,
  origin: 'pre-consumer',
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
    expect(groupsOf(blend).map(groupKey)).toEqual(['A|pre-consumer', 'B|pre-consumer']);
    expect(groupKey({ agreementId: null, origin: 'unknown' })).toBe('|unknown');
  });

  it('of one group leaves zero masses out', () => {
    const elements = new Map<string, Mg>([
      ['Nd', ofMg(25)],
      ['Dy', 0],
    ]);
    expect(singleGroupHolding({ agreementId: null, origin: 'rework' }, ofMg(100), elements)).toEqual([
      { commodity: DRY_MASS, agreementId: null, origin: 'rework', massMg: 100 },
      { commodity: 'Nd', agreementId: null, origin: 'rework', massMg: 25 },
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
      { ...of('Nd', null, 3), origin: 'rework' as const },
      { ...of('Nd', null, 4), origin: 'post-consumer' as const },
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
