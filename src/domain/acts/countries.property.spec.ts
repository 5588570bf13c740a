import fc from 'fast-check';
import { deeds, perform } from '../../../test/support/random-history.js';
import type { PlayedPlace } from '../../../test/support/play.js';
import { SimulatedBooks } from '../../../test/support/simulated-books.js';
import { balanceDeltasOf, roundedTogether, totalDeltas, turned, type Posting } from '../books/ledger.js';
import { ofPpm } from '../matter/composition.js';

/** Books in which what is logged next is of the next country, wherever it is logged. */
class ManyCountries extends SimulatedBooks {
  private logged = 0;

  override place(siteId: string): PlayedPlace {
    this.logged += 1;
    return { ...super.place(siteId), country: ['US', 'DE', 'FR', 'CN'][this.logged % 4] ?? '' };
  }
}

/** Books in which all is of one country, so that each agreement and origin has one: as before countries were kept. */
class OneCountry extends SimulatedBooks {
  override place(siteId: string): PlayedPlace {
    return { ...super.place(siteId), country: 'DE' };
  }
}

function begun(books: SimulatedBooks): SimulatedBooks {
  const logged = ['a', 'b', 'c', 'd', 'e'];
  logged.forEach((id, index) => {
    const ownAssay = ofPpm({ Nd: 250_003 + 7 * index, Dy: 10_001, Pr6O11: 70_001 });
    books.log(id, 30_001 + 997 * index, {
      agreementId: index < 3 ? 'A' : 'B',
      siteId: index < 3 ? 'p1' : 'q1',
      ownAssay,
    });
  });
  for (const id of logged) books.dispatch(`s-${id}`, [id], 'r1');
  books.receive(
    logged.map((batchId, index) => ({ batchId, dryMg: 30_001 + 997 * index - 11, refusedMg: 503 * (index % 2) })),
  );
  books.run(
    'first',
    { a: 20_011, b: 20_021, d: 20_033, e: 19_999 },
    {
      outputs: { oxide: [60_001, ofPpm({ Nd: 300_007, Dy: 12_000 })], cake: [9_001, ofPpm({ Nd: 1_001 })] },
      otherFeed: [],
      residues: [],
    },
  );
  return books;
}

/** What an entry moves each way, by agreement and origin. */
function moved(postings: readonly Posting[]): string[] {
  const nets = new Map<string, number>();
  for (const posting of postings) {
    const isForward = `${posting.from} ${posting.fromBatchId}` < `${posting.to} ${posting.toBatchId}`;
    const { day, from, to, fromBatchId, toBatchId, commodity, agreementId, origin } = isForward
      ? posting
      : turned(posting);
    const key = [day, from, to, fromBatchId, toBatchId, commodity, agreementId, origin].join(' ');
    nets.set(key, (nets.get(key) ?? 0) + (isForward ? 1 : -1) * posting.massMg);
  }
  return [...nets]
    .filter(([, massMg]) => massMg !== 0)
    .map(([key, massMg]) => `${key} ${massMg}`)
    .sort();
}

const totalled = (postings: readonly Posting[]): string[] =>
  totalDeltas(roundedTogether(postings)).map((total) => Object.values(total).join(' '));

describe('countries', () => {
  const history = fc.array(deeds, { minLength: 5, maxLength: 30, size: 'max' });

  it('move no mass of an agreement and origin, and no total, whatever happens', () => {
    let parted = 0;
    fc.assert(
      fc.property(history, (sequence) => {
        const [one, many] = [begun(new OneCountry()), begun(new ManyCountries())];
        for (const books of [one, many]) sequence.forEach((deed, index) => perform(books, deed, `n${index}`));
        expect(many.entries.map(({ postings }) => moved(postings))).toEqual(
          one.entries.map(({ postings }) => moved(postings)),
        );
        expect(many.entries.map(({ postings }) => totalled(postings))).toEqual(
          one.entries.map(({ postings }) => totalled(postings)),
        );
        const held = balanceDeltasOf(many.entries.map(({ postings }) => postings));
        expect(held.filter(({ deltaMg }) => deltaMg < 0)).toEqual([]);
        parted += held.filter(({ country, deltaMg }) => country !== 'DE' && deltaMg > 0).length;
      }),
      { numRuns: 20 },
    );
    expect(parted).toBeGreaterThan(0);
  });
});
