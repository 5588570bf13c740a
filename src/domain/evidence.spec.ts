import { evidenceOf, type FigureAsked } from './evidence.js';
import { roundedTogether, substitutedOf } from './figures.js';
import type { Posting } from './ledger.js';

const subject = { agreementId: 'A', generatorId: 'plant' };
const period = { from: '2027-01-01', to: '2027-12-31' };
const asked: FigureAsked = { figure: 'substituted', subject, period, commodities: ['Nd'] };

/** A charge of a milligram, with a third of it usable unless said otherwise. */
const charge = (more: Partial<Posting> = {}): Posting => ({
  ...{ day: '2027-03-01', from: 'stock:S', to: 'world:charged', fromBatchId: 'B', toBatchId: null },
  ...{ partyId: 'plant', agreementId: 'A', origin: 'pre-consumer', commodity: 'Nd', massMg: 1 },
  ...{ usabilityPpm: 333_333, counts: [{ measure: 'consumed', sign: 1 }] },
  ...more,
});
const partsOf = (entries: readonly Posting[][], before?: ReadonlyMap<string, bigint>): number[] =>
  evidenceOf(asked, entries, before).map((parts) => parts.reduce((sum, { massMg }) => sum + massMg, 0));

describe('the evidence of the substituted mass', () => {
  it('adds up to the one rounding of the figure, however many charges it is made of', () => {
    // round(1/3) = 0, round(2/3) = 1, round(3/3) = 1, round(4/3) = 1, round(5/3) = 2: each charge is what that grows by.
    const charges = [1, 2, 3, 4, 5].map(() => [charge()]);
    expect(partsOf(charges)).toEqual([0, 1, 0, 0, 1]);
    expect(substitutedOf(5n, 333_333)).toBe(2n);
  });

  it('goes on where the page before it ended, per element and usability', () => {
    const before = new Map([[roundedTogether(charge()), 4n]]);
    expect(partsOf([[charge()]], before)).toEqual([1]);
    expect(partsOf([[charge({ usabilityPpm: 500_000 })]], before)).toEqual([1]);
  });

  it('takes off what a reversal takes off', () => {
    const back = charge({ counts: [{ measure: 'consumed', sign: -1 }] });
    expect(partsOf([[charge()], [charge()], [back], [back]])).toEqual([0, 1, -1, 0]);
  });

  it('leaves out what is of another period, element, party or agreement', () => {
    const others = [{ day: '2028-01-01' }, { commodity: 'Pr' }, { partyId: 'recycler' }, { agreementId: 'B' }];
    expect(evidenceOf(asked, [others.map((more) => charge({ ...more, massMg: 1000 }))])).toEqual([[]]);
  });
});
