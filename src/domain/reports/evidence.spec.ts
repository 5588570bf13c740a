import { evidenceOf, type FigureAsked } from './evidence.js';
import type { Posting } from '../books/ledger.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const subject = { agreementId: 'A', generatorId: 'plant' };
const period = { from: '2027-01-01', to: '2027-12-31' };
const asked: FigureAsked = { figure: 'substituted', subject, period, commodities: ['Nd'] };

/** A charge of a milligram, with a third of it usable unless said otherwise. */
const charge = (more: Partial<Posting> = {}): Posting => ({
  day: '2027-03-01',
  from: 'stock:S',
  to: 'wip:S',
  fromBatchId: 'B',
  toBatchId: null,
  partyId: 'plant',
  agreementId: 'A',
  origin: 'pre-consumer',
  country: null,
  commodity: 'Nd',
  massMg: ofMg(1),
  usabilityPpm: ppmOf(333_333),
  counts: [{ measure: 'substituted', sign: 1 }],
  ...more,
});
const partsOf = (entries: readonly Posting[][]): number[] =>
  evidenceOf(asked, entries).map((parts) => parts.reduce((sum, { massMg }) => sum + massMg, 0));

describe('the evidence of the substituted mass', () => {
  it('is of each charge what is usable of it, rounded by itself', () => {
    // round(1/3) = 0, round(2/3) = 1, round(5/3) = 2.
    expect(partsOf([1, 2, 5].map((massMg) => [charge({ massMg: ofMg(massMg) })]))).toEqual([0, 1, 2]);
    expect(partsOf([[charge({ massMg: ofMg(1), usabilityPpm: ppmOf(500_000) })]])).toEqual([1]);
  });

  it('takes off what a reversal takes off', () => {
    const back = charge({ massMg: ofMg(2), counts: [{ measure: 'substituted', sign: -1 }] });
    expect(partsOf([[charge({ massMg: ofMg(2) })], [back]])).toEqual([1, -1]);
  });

  it('leaves out what is of another period, element, party or agreement', () => {
    const others = [{ day: '2028-01-01' }, { commodity: 'Pr' }, { partyId: 'recycler' }, { agreementId: 'B' }];
    expect(evidenceOf(asked, [others.map((more) => charge({ ...more, massMg: ofMg(1000) }))])).toEqual([[]]);
  });
});
