import { ofPpm, type CompositionPpm } from '../matter/composition.js';
import fc from 'fast-check';
import { deeds, perform } from '../../../test/support/random-history.js';
import { SimulatedBooks } from '../../../test/support/simulated-books.js';
import { afterRecoveryOf } from './after-recovery.js';
import type { Measure } from '../books/ledger.js';
import type { TotalRow } from '../books/totals.js';
import { ofMg } from '../measure/quantities.js';

const PARTIES = { generatorId: 'plant', recyclerId: 'recycler' };
const history = fc.array(deeds, { minLength: 10, maxLength: 40, size: 'max' });

/** Oxide of two agreements and an intermediate at the recycler, some oxide at the processor, so that there is something to move. */
function loop(): SimulatedBooks {
  const books = new SimulatedBooks();
  books.log('a', 70_001, { agreementId: 'A', ownAssay: ofPpm({ Nd: 250_003, Dy: 10_001 }) });
  books.log('b', 30_011, { agreementId: 'B', siteId: 'q1', ownAssay: ofPpm({ Nd: 310_007 }) });
  for (const id of ['a', 'b']) books.dispatch(`s-${id}`, [id], 'r1');
  books.receive([
    { batchId: 'a', dryMg: 69_900 },
    { batchId: 'b', dryMg: 30_050 },
  ]);
  const output: [number, CompositionPpm] = [25_000, ofPpm({ Nd: 800_000 })];
  books.run('first', { a: 60_000, b: 20_000 }, { outputs: { oxide: output }, otherFeed: [], residues: [] });
  books.split('oxide', { sent: 9_000, again: 5_000 });
  books.dispatch('s-sent', ['sent'], 'm1');
  books.receive([{ batchId: 'sent', dryMg: 8_990 }]);
  const oxide: [number, CompositionPpm] = [11_000, ofPpm({ Nd: 800_000 })];
  books.run('second', { again: 5_000, a: 8_000 }, { outputs: { more: oxide }, otherFeed: [], residues: [] });
  const carbonate: [number, CompositionPpm] = [1_500, ofPpm({ Nd: 300_000 })];
  books.run('third', { a: 1_500 }, { outputs: { carbonate }, makes: 'intermediate', otherFeed: [], residues: [] });
  return books;
}

/** What agreement A has of neodymium in recycled and intermediate batches in stock and on the way from sites, as the postings say. */
function stockOf(books: SimulatedBooks, siteId: string): bigint {
  const postings = books.entries.flatMap((entry) => entry.postings);
  // The dispatch is the first to enter a way; a reversed receipt does so later.
  const dispatched = postings.filter(({ to }) => to.startsWith('transit:')).reverse();
  const senders = new Map(dispatched.map(({ to, from }) => [to, from]));
  const isThere = (account: string): boolean => (senders.get(account) ?? account) === `stock:${siteId}`;
  const isRecycled = (id: string | null): boolean =>
    ['recycled', 'intermediate'].includes(books.batches.get(id ?? '')?.kind ?? '');
  return postings
    .filter(({ commodity, agreementId }) => commodity === 'Nd' && agreementId === 'A')
    .reduce((sum, { from, to, fromBatchId, toBatchId, massMg }) => {
      const out = isThere(from) && isRecycled(fromBatchId) ? massMg : 0;
      const into = isThere(to) && isRecycled(toBatchId) ? massMg : 0;
      return sum + BigInt(into - out);
    }, 0n);
}

function rowsOf(books: SimulatedBooks): TotalRow[] {
  return Object.entries(books.allTotals()).flatMap(([key, massMg]) => {
    const { subject, ...total } = JSON.parse(key) as Omit<TotalRow, 'measure'> & { subject: Measure };
    const isOwn = total.agreementId === 'A' && total.commodity === 'Nd' && !subject.includes(':');
    return isOwn ? [{ ...total, measure: subject, massMg: ofMg(massMg) }] : [];
  });
}

describe('after any sequence of events', () => {
  it('what becomes of what was made closes with the stock at the recycler and at the processor, to the milligram', () => {
    fc.assert(
      fc.property(history, (sequence) => {
        const books = loop();
        sequence.forEach((deed, index) => perform(books, deed, `n${index}`));
        const { recycler, processors } = afterRecoveryOf(rowsOf(books), PARTIES);
        expect(recycler.stockIncrease).toBe(stockOf(books, 'r1'));
        expect(processors.stockIncrease).toBe(stockOf(books, 'm1'));
      }),
      { numRuns: 40 },
    );
  });
});
