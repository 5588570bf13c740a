import { ofPpm } from '../matter/composition.js';
import { SimulatedBooks } from '../../../test/support/simulated-books.js';
import { DRY_MASS, totalMg } from '../matter/holding.js';
import { lastWeighingOf } from './replay.js';

/** 10, 20, 25 and 30 % of neodymium. */
const nd = (Nd: number) => ofPpm({ Nd });
const [NdTenth, NdFifth, NdQuarter, NdThirty] = [nd(100_000), nd(200_000), nd(250_000), nd(300_000)];

/** What the last entry moved, one line a posting, in the order of the days. */
function lastEntry(books: SimulatedBooks): string[] {
  return (books.entries.at(-1)?.postings ?? [])
    .map(({ day, from, to, fromBatchId, toBatchId, commodity, massMg }) => {
      const batch = fromBatchId === toBatchId ? toBatchId : `${fromBatchId} to ${toBatchId}`;
      return `${day.slice(5)} ${from} -> ${to}, ${batch}: ${massMg} ${commodity}`;
    })
    .sort();
}

/** What a measure of neodymium came to, by agreement. */
function measured(books: SimulatedBooks, measure: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { commodity, agreementId, counts, massMg } of books.entries.flatMap(({ postings }) => postings)) {
    for (const { sign } of counts.filter((count) => commodity === 'Nd' && count.measure === measure)) {
      sums[agreementId ?? 'none'] = (sums[agreementId ?? 'none'] ?? 0) + sign * massMg;
    }
  }
  return sums;
}

describe('a late assay', () => {
  it('brings every movement to what it would have been, on its own day', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.dispose('b', 100, 'reused-in-process');
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 890, refusedMg: 89 }]);
    books.assay('b', NdQuarter);
    // Of 1,000 mg 250 are Nd; 25 go with 100 mg, 225 are left and travel. 890 mg hold 222.5, so 223 mg of Nd: 89 mg of it take
    // 22.3, so 22, on the day of the dispatch, and leave 201; 225 - 223 = 2 are lost on the way.
    expect(lastEntry(books)).toEqual([
      '01-01 wip:p1 -> stock:p1, b: 250 Nd',
      '01-02 stock:p1 -> wip:p1, b: 25 Nd',
      '01-03 stock:p1 -> transit:s, b: 225 Nd',
      '01-03 transit:s -> stock:p1, b to b/R1: 22 Nd',
      '01-04 transit:s -> stock:r1, b: 201 Nd',
      '01-04 transit:s -> world:measurement-difference, b: 2 Nd',
    ]);
  });

  it('that replaces one books the difference only, back where the books hold too much', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000, { ownAssay: ofPpm({ Nd: 300_000, Dy: 10_000 }) });
    books.count('b', 1100);
    books.dispose('b', 550);
    books.assay('b', ofPpm({ Nd: 200_000, Pr: 50_000 }));
    // 300 mg of Nd become 200, 10 of Dy none, none of Pr 50. The count of 1,100 mg added a tenth of each: 30 become 20, 1
    // none, none 5. The disposal took half: 165 become 110, 5.5 (so 6) none, none 27.5 (so 28).
    expect(lastEntry(books)).toEqual([
      '01-01 stock:p1 -> wip:p1, b: 10 Dy',
      '01-01 stock:p1 -> wip:p1, b: 100 Nd',
      '01-01 wip:p1 -> stock:p1, b: 50 Pr',
      '01-02 stock:p1 -> world:measurement-difference, b: 1 Dy',
      '01-02 stock:p1 -> world:measurement-difference, b: 10 Nd',
      '01-02 world:measurement-difference -> stock:p1, b: 5 Pr',
      '01-03 stock:p1 -> world:disposed, b: 28 Pr',
      '01-03 world:disposed -> stock:p1, b: 55 Nd',
      '01-03 world:disposed -> stock:p1, b: 6 Dy',
    ]);
  });

  it('nets a split against the corrections that went before it', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000, { ownAssay: NdFifth });
    books.split('b', { p: 400 });
    books.assay('b', NdThirty);
    books.assay('b', NdQuarter);
    // 400 mg took 80 mg of Nd, then 120, now 100: one posting of 20 back, and of 50 for the whole.
    expect(lastEntry(books)).toEqual([
      '01-01 stock:p1 -> wip:p1, b: 50 Nd',
      '01-02 stock:p1 -> stock:p1, p to b: 20 Nd',
    ]);
    books.assay('b', NdQuarter);
    expect(lastEntry(books)).toEqual([]);
  });

  it('takes a receipt at the figure that the batch settled itself on, whoever weighed it', () => {
    // 1,000 mg were sent, 990 weighed, 100 refused. On the sender's figure 900 are accepted, on the mean 895.
    const [sender, mean] = [1000, 995].map((dryMg) => {
      const books = new SimulatedBooks();
      books.log('b', 1000);
      books.dispatch('s', ['b'], 'r1');
      books.receive([{ batchId: 'b', dryMg, refusedMg: 100 }]);
      books.assay('b', NdQuarter);
      return lastEntry(books).slice(2);
    });
    expect(sender).toEqual(['01-02 transit:s -> stock:p1, b to b/R1: 25 Nd', '01-03 transit:s -> stock:r1, b: 225 Nd']);
    // 995 mg hold 248.75, so 249 mg of Nd; 249 x 100 / 995 = 25.03 are refused, and 250 - 249 are lost.
    expect(mean).toEqual([
      '01-02 transit:s -> stock:p1, b to b/R1: 25 Nd',
      '01-03 transit:s -> stock:r1, b: 224 Nd',
      '01-03 transit:s -> world:measurement-difference, b: 1 Nd',
    ]);
  });

  it('is settled as it would have been', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 900, open: true }]);
    books.dispose('b', 300);
    books.settle('b', 960);
    books.assay('b', NdQuarter);
    // 900 mg hold 225 of Nd, a third of it (75) is disposed of; 960 mg hold 240, so 15 come back from the 25 that were lost.
    expect(lastEntry(books).slice(2)).toEqual([
      '01-03 transit:s -> stock:r1, b: 240 Nd',
      '01-03 transit:s -> world:measurement-difference, b: 10 Nd',
      '01-04 stock:r1 -> world:disposed, b: 75 Nd',
    ]);
  });
});

describe("an assay of a part's own", () => {
  it('changes what came all the way to it, also back from a shipment of which all was refused', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000, { ownAssay: NdFifth, agreementId: 'A' });
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 1000, refusedMg: 1000 }]);
    books.split('b', { p: 400 });
    books.assay('p', NdThirty);
    // 400 mg hold 120 mg of Nd and not 80: 40 more were generated, sent, refused and split off.
    expect(lastEntry(books)).toEqual([
      '01-01 wip:p1 -> stock:p1, b: 40 Nd',
      '01-02 stock:p1 -> transit:s, b: 40 Nd',
      '01-02 transit:s -> stock:p1, b: 40 Nd',
      '01-04 stock:p1 -> stock:p1, b to p: 40 Nd',
    ]);
    expect(books.holding('transit:s', 'b')).toEqual([]);
    expect([totalMg(books.stock('p'), 'Nd'), totalMg(books.stock('b'), 'Nd')]).toEqual([120, 120]);
  });

  it('reaches a refused part and the parts of a part', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000, { ownAssay: NdFifth });
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 1000, refusedMg: 300 }]);
    books.split('b/R1', { p: 100 });
    books.assay('b/R1', NdThirty);
    books.assay('p', NdTenth);
    // The refused 300 mg held 60 mg of Nd, then 90, of which 30 went to p. Now p holds 10: 20 less on the whole way.
    expect(books.stock('p')).toContainEqual({
      commodity: 'Nd',
      agreementId: null,
      origin: 'pre-consumer',
      country: 'FR',
      massMg: 10,
    });
    expect(lastEntry(books)).toEqual([
      '01-01 stock:p1 -> wip:p1, b: 20 Nd',
      '01-02 stock:p1 -> transit:s, b/R1 to b: 20 Nd',
      '01-02 transit:s -> stock:p1, b: 20 Nd',
      '01-04 stock:p1 -> stock:p1, p to b/R1: 20 Nd',
    ]);
  });

  it('finds a way where nothing had arrived and the sender was right', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 0, open: true }]);
    books.settle('b', 1000);
    books.split('b', { p: 400 });
    books.assay('p', NdQuarter);
    expect(lastEntry(books)).toEqual([
      '01-01 wip:p1 -> stock:p1, b: 100 Nd',
      '01-02 stock:p1 -> transit:s, b: 100 Nd',
      '01-03 transit:s -> stock:r1, b: 100 Nd',
      '01-04 stock:r1 -> stock:r1, b to p: 100 Nd',
    ]);
  });

  it('is not generated where it was gained by a count', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.count('b', 1250);
    books.split('b', { p: 500 });
    books.assay('p', NdQuarter);
    // A fifth of the 1,250 mg came by the count, and so a fifth of the 125 mg of Nd.
    expect(lastEntry(books)).toEqual([
      '01-01 wip:p1 -> stock:p1, b: 100 Nd',
      '01-02 world:measurement-difference -> stock:p1, b: 25 Nd',
      '01-03 stock:p1 -> stock:p1, b to p: 125 Nd',
    ]);
  });

  it.each([
    ['at once', 1250, null],
    ['by a settlement', 1000, 1250],
    ['less by a settlement', 1500, 1250],
  ])('is not generated where it was gained on the way, %s', (_, dryMg, settledMg) => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg, open: true }]);
    if (settledMg) books.settle('b', settledMg);
    books.split('b', { p: 500 });
    books.assay('p', NdQuarter);
    // 250 of 1,250 mg were gained: a fifth of the 125 mg of Nd.
    expect(lastEntry(books)).toEqual([
      '01-01 wip:p1 -> stock:p1, b: 100 Nd',
      '01-02 stock:p1 -> transit:s, b: 100 Nd',
      '01-03 transit:s -> stock:r1, b: 125 Nd',
      '01-03 world:measurement-difference -> transit:s, b: 25 Nd',
      '01-04 stock:r1 -> stock:r1, b to p: 125 Nd',
    ]);
  });

  it('leaves alone how its parent was weighed', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000, { ownAssay: NdFifth });
    books.dispatch('s', ['b'], 'r1');
    books.receive([{ batchId: 'b', dryMg: 900, refusedMg: 50, open: true }]);
    books.split('b', { p: 400 });
    books.assay('p', NdThirty);
    const weighed = lastWeighingOf(books.familyFacts('b'), 'b');
    // The books say that 240 mg of Nd were sent, 40 of them by the part's assay; the settlement goes by the parent's 200.
    expect(weighed).toMatchObject({ receivedDryMg: 900, refusedDryMg: 50 });
    expect(totalMg(weighed?.weighing.dispatched ?? [], 'Nd')).toBe(200);
    books.settle('b', 1000);
    // 100 mg more, with 20 mg of Nd: 180 - 10 - 80 + 20 are left.
    expect(totalMg(books.stock('b'), 'Nd')).toBe(110);
    expect(lastWeighingOf(books.familyFacts('b'), 'p')).toBeNull();
  });
});

describe('the stamp of a second signature', () => {
  it('regroups what was done before it, and nothing that was done after it', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    for (const leak of [null, null, 'leaked-carve-out'] as const) {
      books.days = 1;
      if (leak) books.sign('b', 'A');
      books.dispose('b', 100, 'disposed', leak ?? 'leaked');
    }
    books.assay('b', NdQuarter);
    // On one day 100 mg three times, the last by a carve-out of the agreement: 250 x 100 / 1,000 = 25 mg of Nd, 225 x 100 / 900
    // = 25 and 200 x 100 / 800 = 25; 175 are left.
    expect(['generated', 'leaked', 'leaked-carve-out'].map((measure) => measured(books, measure))).toEqual([
      { A: 250 },
      { A: 50 },
      { A: 25 },
    ]);
    expect(books.stock('b')).toEqual([
      { commodity: 'Nd', agreementId: 'A', origin: 'pre-consumer', country: 'FR', massMg: 175 },
      { commodity: DRY_MASS, agreementId: 'A', origin: 'pre-consumer', country: 'FR', massMg: 700 },
    ]);
  });

  it('regroups a loss that was counted before it as the generator’s own', () => {
    const books = new SimulatedBooks();
    books.log('b', 1000);
    books.count('b', 900);
    books.sign('b', 'A');
    books.assay('b', NdQuarter);
    expect([measured(books, 'counted-down'), measured(books, 'difference')]).toEqual([{ A: 25 }, {}]);
  });
});
