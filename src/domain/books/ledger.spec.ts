import { DRY_MASS } from '../matter/holding.js';
import {
  assertPostings,
  balanceDeltas,
  balanceDeltasOf,
  isWorld,
  keepsBatches,
  postingsOf,
  processAccount,
  stockAccount,
  totalDeltas,
  transitAccount,
  turned,
  wipAccount,
  WORLD,
  type Movement,
  type Posting,
} from './ledger.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const sent: Posting = {
  day: '2027-03-31',
  from: stockAccount('p1'),
  to: transitAccount('s'),
  fromBatchId: 'b',
  toBatchId: 'b',
  partyId: 'plant',
  commodity: DRY_MASS,
  agreementId: 'A',
  origin: 'pre-consumer',
  country: null,
  massMg: ofMg(880),
  counts: [{ measure: 'sent', sign: 1 }],
  usabilityPpm: ppmOf(1_000_000),
};

describe('accounts', () => {
  it('are stock, transit and process of something, and the outside world', () => {
    expect([sent.from, sent.to, processAccount('r')]).toEqual(['stock:p1', 'transit:s', 'process:r']);
    expect(Object.values(WORLD).every(isWorld)).toBe(true);
    // A batch loses itself in a process, and outside nobody asks.
    expect([sent.from, sent.to, processAccount('r'), WORLD.sold].map(keepsBatches)).toEqual([true, true, false, false]);
    expect([sent.from, sent.to, processAccount('r')].some(isWorld)).toBe(false);
  });
});

describe('the postings of a movement', () => {
  const { massMg: _massMg, counts: _counts, usabilityPpm: _usabilityPpm, ...way } = sent;
  const group = (agreementId: string, massMg: number) => ({
    commodity: 'Nd',
    agreementId,
    origin: 'rework' as const,
    country: null,
    massMg: ofMg(massMg),
  });
  const movement: Movement = { ...way, holding: [group('A', 5), group('B', -3), group('C', 0)] };

  it('are one for each amount; one below zero goes the other way, and counts the other way', () => {
    const countsOf = ({ agreementId }: { agreementId: string | null }) =>
      agreementId === 'B' ? [{ measure: 'leaked' as const, sign: 1 as const }] : [];
    const postings = postingsOf([{ ...movement, toBatchId: 'b/R1', countsOf }]);
    expect(postings).toMatchObject([
      { from: 'stock:p1', to: 'transit:s', fromBatchId: 'b', toBatchId: 'b/R1', massMg: 5, counts: [] },
      {
        from: 'transit:s',
        to: 'stock:p1',
        fromBatchId: 'b/R1',
        toBatchId: 'b',
        massMg: 3,
        counts: [{ measure: 'leaked', sign: -1 }],
      },
    ]);
  });

  it('are usable in whole unless the movement says otherwise', () => {
    expect(postingsOf([movement]).map(({ usabilityPpm }) => usabilityPpm)).toEqual([1_000_000, 1_000_000]);
    expect(postingsOf([{ ...movement, usabilityPpmOf: () => ppmOf(970_000) }])[0]?.usabilityPpm).toBe(970_000);
  });
});

describe('a turned posting', () => {
  it('undoes the posting on the same day, and turned again is the posting', () => {
    expect(turned(sent)).toMatchObject({ day: '2027-03-31', from: 'transit:s', to: 'stock:p1', massMg: 880 });
    expect(turned(turned(sent))).toEqual(sent);
    expect(balanceDeltas([sent, turned(sent)])).toEqual([]);
    expect(totalDeltas([sent, turned(sent)])).toEqual([]);
  });
});

describe('the changes of balances', () => {
  it('are kept per account, commodity and group, and per batch where batches are kept apart', () => {
    const group = { agreementId: 'A', origin: 'pre-consumer', country: null };
    const draw = { ...sent, to: processAccount('r'), counts: [] };
    const changes = balanceDeltas([
      sent,
      { ...draw, massMg: ofMg(20) },
      { ...draw, fromBatchId: 'c', toBatchId: 'c', massMg: ofMg(30) },
    ]);
    // 880 + 20 leave b and 30 leave c; the run has 50, whoever gave it. By account, then batch.
    expect(changes).toEqual([
      { account: 'process:r', batchId: null, commodity: DRY_MASS, ...group, deltaMg: 50 },
      { account: 'stock:p1', batchId: 'b', commodity: DRY_MASS, ...group, deltaMg: -900 },
      { account: 'stock:p1', batchId: 'c', commodity: DRY_MASS, ...group, deltaMg: -30 },
      { account: 'transit:s', batchId: 'b', commodity: DRY_MASS, ...group, deltaMg: 880 },
    ]);
  });

  it('leave the outside world and work in progress out', () => {
    for (const to of [WORLD.disposed, wipAccount('p1')]) {
      const gone = balanceDeltas([{ ...sent, to }]);
      expect(gone.map(({ account, deltaMg }) => [account, deltaMg])).toEqual([['stock:p1', -880]]);
    }
  });

  it('of entries one after the other stay where a balance came to be and was emptied again', () => {
    const born = { ...sent, from: wipAccount('p1'), to: stockAccount('p1') };
    const deltas = balanceDeltasOf([[born], [sent]]);
    expect(deltas.map(({ account, deltaMg }) => [account, deltaMg])).toEqual([
      ['stock:p1', 0],
      ['transit:s', 880],
    ]);
    // What cancels out within one of them was never there.
    expect(balanceDeltasOf([[sent, turned(sent)]])).toEqual([]);
  });
});

describe('the changes of running totals', () => {
  it('are those of both accounts and of each measure, on the day of the posting', () => {
    const back: Posting = {
      ...turned({ ...sent, massMg: ofMg(80) }),
      counts: [
        { measure: 'sent', sign: -1 },
        { measure: 'refused', sign: 1 },
      ],
    };
    const totals = totalDeltas([sent, back]).map(({ subject, day, deltaMg }) => [subject, day, deltaMg]);
    expect(totals).toEqual([
      ['refused', '2027-03-31', 80],
      ['sent', '2027-03-31', 800],
      ['stock:p1', '2027-03-31', -800],
      ['transit:s', '2027-03-31', 800],
    ]);
  });

  it('tell usability apart for measures, but not for accounts', () => {
    const charge: Posting = {
      ...sent,
      from: stockAccount('p1'),
      to: wipAccount('p1'),
      counts: [{ measure: 'consumed', sign: 1 }],
    };
    const totals = totalDeltas([charge, { ...charge, usabilityPpm: ppmOf(970_000) }]);
    expect(totals.map(({ subject, usabilityPpm, deltaMg }) => [subject, usabilityPpm, deltaMg])).toEqual([
      ['consumed', 1_000_000, 880],
      ['consumed', 970_000, 880],
      ['stock:p1', 1_000_000, -1760],
      ['wip:p1', 1_000_000, 1760],
    ]);
  });

  it('keep parties, days, groups and commodities apart', () => {
    const others: Partial<Posting>[] = [
      { day: '2027-04-01' },
      { partyId: 'recycler' },
      { agreementId: null },
      { origin: 'rework', country: null },
      { commodity: 'Nd' },
    ];
    const totals = totalDeltas([sent, ...others.map((more) => ({ ...sent, ...more }))]);
    expect(totals.filter(({ subject }) => subject === 'sent').map(({ deltaMg }) => deltaMg)).toEqual([
      880, 880, 880, 880, 880, 880,
    ]);
  });
});

describe('what cannot be booked', () => {
  it.each<[string, Partial<Posting>]>([
    ['nothing', { massMg: 0 }],
    ['less than nothing', { massMg: ofMg(-1) }],
    ['half a milligram', { massMg: ofMg(0.5) }],
    ['a batch onto itself', { to: sent.from }],
    ['stock of no batch', { fromBatchId: null }],
    ['transit of no batch', { toBatchId: null }],
  ])('is %s', (_, more) => {
    expect(() => assertPostings([sent, { ...sent, ...more }])).toThrow(/cannot be booked|must name its batch/);
  });

  it('is a mass that is not a safe integer, as a refusal with a code', () => {
    const largest = { ...sent, massMg: ofMg(Number.MAX_SAFE_INTEGER) };
    expect(() => assertPostings([largest])).not.toThrow();
    expect(() => assertPostings([{ ...largest, massMg: ofMg(2 ** 53) }])).toThrow(
      expect.objectContaining({ code: 'mass-too-large' }),
    );
  });

  it('is not a split within a stock, nor feed and residue without a batch', () => {
    const batchless = { fromBatchId: null, toBatchId: null };
    const feed = { ...sent, ...batchless, from: WORLD.otherFeed, to: processAccount('r') };
    expect(() => assertPostings([{ ...sent, to: sent.from, toBatchId: 'b/P1' }, feed])).not.toThrow();
  });
});
