import type { Posting } from '../books/ledger.js';
import { idBehind, shownBalances, shownPostings, type ShownBalance, type Known } from './hidden.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const known: Known = {
  agreementIds: new Set(['a']),
  batchIds: new Set(['drum']),
  knowsSite: (siteId) => siteId === 'plant',
  knowsRun: (runId) => runId === 'run',
  ownsSite: (siteId) => siteId === 'plant',
  shipmentIds: new Set(['truck']),
};

function posting(more: Partial<Posting>): Posting {
  return {
    day: '2027-03-02',
    from: 'stock:plant',
    to: 'wip:plant',
    fromBatchId: 'drum',
    toBatchId: 'drum',
    partyId: 'party',
    commodity: 'Nd',
    agreementId: 'a',
    origin: 'pre-consumer',
    country: null,
    massMg: ofMg(1),
    counts: [],
    usabilityPpm: ppmOf(1_000_000),
    ...more,
  };
}

describe('postings as a reader sees them', () => {
  it('name what the reader knows, and nothing of the books behind', () => {
    expect(shownPostings([posting({ from: 'transit:truck', massMg: ofMg(7) })], known)).toEqual([
      {
        day: '2027-03-02',
        from: 'transit:truck',
        to: 'wip:plant',
        fromBatchId: 'drum',
        toBatchId: 'drum',
        commodity: 'Nd',
        agreementId: 'a',
        origin: 'pre-consumer',
        country: null,
        massMg: 7,
      },
    ]);
  });

  it('tell countries of own agreements alone, and sum all others whatever theirs', () => {
    const shown = shownPostings(
      [
        posting({ country: 'DE', massMg: ofMg(1) }),
        posting({ country: 'US', massMg: ofMg(2) }),
        posting({ agreementId: 'b', country: 'JP', massMg: ofMg(4) }),
        posting({ agreementId: null, country: 'CN', massMg: ofMg(8) }),
        posting({ agreementId: null, country: null, massMg: ofMg(16) }),
      ],
      known,
    );
    expect(shown.map(({ agreementId, country, massMg }) => [agreementId, country, massMg])).toEqual([
      ['a', 'DE', 1],
      ['a', 'US', 2],
      [null, 'not-disclosed', 28],
    ]);
  });

  it('name the work in progress of no site but the own', () => {
    const shown = shownPostings(
      [posting({ to: 'wip:other' }), posting({ from: 'wip:third', to: 'stock:plant' })],
      known,
    );
    expect(shown.map(({ from, to }) => [from, to])).toEqual([
      ['stock:plant', 'world:production'],
      ['world:production', 'stock:plant'],
    ]);
  });

  it('sum the groups of other agreements with those of none, per origin', () => {
    // Of no agreement 10 + b's 5 + c's 3, all pre-consumer, are 18; c's 2 post-consumer stay apart.
    const shown = shownPostings(
      [
        posting({ agreementId: null, massMg: ofMg(10) }),
        posting({ agreementId: 'b', massMg: ofMg(5) }),
        posting({ massMg: ofMg(4) }),
        posting({ agreementId: 'c', massMg: ofMg(3) }),
        posting({ agreementId: 'c', origin: 'post-consumer', country: null, massMg: ofMg(2) }),
      ],
      known,
    );
    expect(shown.map(({ agreementId, origin, massMg }) => [agreementId, origin, massMg])).toEqual([
      [null, 'pre-consumer', 18],
      ['a', 'pre-consumer', 4],
      [null, 'post-consumer', 2],
    ]);
  });

  it('take out sites, shipments, runs and batches of others, and what goes on among them, but not the outside world', () => {
    const shown = shownPostings(
      [
        posting({ from: 'stock:plant', to: 'transit:ship', toBatchId: 'keg' }),
        posting({ from: 'transit:ship', to: 'stock:other', toBatchId: 'keg', massMg: ofMg(9) }),
        posting({ from: 'stock:other', to: 'process:strange', toBatchId: null, massMg: ofMg(8) }),
        posting({ from: 'process:strange', to: 'world:residue', toBatchId: null, massMg: ofMg(7) }),
        posting({ from: 'process:run', to: 'stock:plant', fromBatchId: null }),
        posting({ from: 'stock:plant', to: 'stock:plant', toBatchId: 'keg', massMg: ofMg(2) }),
        posting({ from: 'stock:plant', to: 'stock:plant', toBatchId: 'cask', massMg: ofMg(3) }),
      ],
      known,
    );
    expect(
      shown.map(({ from, to, fromBatchId, toBatchId, massMg }) => [from, to, fromBatchId, toBatchId, massMg]),
    ).toEqual([
      ['stock:plant', 'stock:others', 'drum', null, 1],
      ['stock:others', 'world:residue', 'drum', null, 7],
      ['process:run', 'stock:plant', null, 'drum', 1],
      ['stock:plant', 'stock:plant', 'drum', null, 5],
    ]);
  });

  it('refuse a sum beyond what the books hold', () => {
    const most = posting({ massMg: ofMg(Number.MAX_SAFE_INTEGER) });
    expect(() => shownPostings([most, posting({})], known)).toThrow(
      expect.objectContaining({ code: 'mass-too-large' }) as Error,
    );
  });
});

describe('balances as a reader sees them', () => {
  const line = (account: string, agreementId: string | null, massMg: number, commodity = 'Nd'): ShownBalance => ({
    account,
    commodity,
    agreementId,
    origin: 'pre-consumer',
    massMg: ofMg(massMg),
  });

  it('are in order, summed where names are taken out, and without what comes to zero', () => {
    const shown = shownBalances(
      [
        line('wip:plant', 'a', -30),
        line('stock:plant', 'a', 20),
        line('stock:plant', 'a', 90, 'dry-mass'),
        line('stock:plant', 'b', 7),
        line('stock:plant', 'c', 2),
        line('stock:one', 'a', 4),
        line('stock:two', 'a', 6),
        line('transit:one', 'a', 5),
        line('process:one', 'a', 1),
        line('transit:two', 'a', -6),
      ],
      known,
    );
    expect(
      shown.map(({ account, commodity, agreementId, massMg }) => [account, commodity, agreementId, massMg]),
    ).toEqual([
      ['stock:others', 'Nd', 'a', 10],
      ['stock:plant', 'dry-mass', 'a', 90],
      ['stock:plant', 'Nd', 'a', 20],
      ['stock:plant', 'Nd', null, 9],
      ['wip:plant', 'Nd', 'a', -30],
    ]);
  });
});

it('tells what stands behind an account', () => {
  expect([idBehind('stock:s', 'stock'), idBehind('stock:s', 'transit'), idBehind('world:sold', 'stock')]).toEqual([
    ...['s', null, null],
  ]);
});
