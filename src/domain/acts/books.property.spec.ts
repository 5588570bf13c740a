import fc from 'fast-check';
import { acts, allowing, assays, deeds, perform, type Deed } from '../../../test/support/random-history.js';
import { SimulatedBooks } from '../../../test/support/simulated-books.js';
import { type CompositionPpm, ofPpm } from '../matter/composition.js';
import { negative } from '../measure/quantities.js';

/** Some that have arrived at the recycler, of two agreements and of none, so that runs have something to draw on. */
function loop(): SimulatedBooks {
  const books = new SimulatedBooks();
  books.log('a', 70_001, { agreementId: 'A', ownAssay: ofPpm({ Nd: 250_003, Dy: 10_001 }) });
  books.log('b', 30_011, { agreementId: 'B', siteId: 'q1', ownAssay: ofPpm({ Nd: 310_007, Fe: 600_001 }) });
  books.log('c', 9_973, { ownAssay: ofPpm({ Nd: 199_999, Pr6O11: 70_001 }), origin: 'rework' });
  for (const id of ['a', 'b', 'c']) books.dispatch(`s-${id}`, [id], 'r1');
  books.receive([
    { batchId: 'a', dryMg: 69_900 },
    { batchId: 'b', dryMg: 30_050, refusedMg: 1_003 },
    { batchId: 'c', dryMg: 9_973, open: true },
  ]);
  return books;
}

const history = fc.array(deeds, { minLength: 5, maxLength: 30, size: 'max' });

/** What the accounts hold, as the postings say, in milligrams by a key of account and commodity. */
function nets(books: SimulatedBooks, keyOf: (account: string, commodity: string) => string): Map<string, number> {
  const found = new Map<string, number>();
  const add = (key: string, massMg: number): unknown => found.set(key, (found.get(key) ?? 0) + massMg);
  for (const { from, to, commodity, massMg } of books.entries.flatMap(({ postings }) => postings)) {
    add(keyOf(from, commodity), negative(massMg));
    add(keyOf(to, commodity), massMg);
  }
  return found;
}

describe('after any sequence of events', () => {
  it('the sum is zero per commodity, nothing is below zero, and nothing is left in a run or on a way that has ended', () => {
    fc.assert(
      fc.property(history, (sequence) => {
        const books = loop();
        // An entry is refused that leaves a stock, a transit or a process below zero, per batch, commodity and group.
        sequence.forEach((deed, index) => perform(books, deed, `n${index}`));
        const sums = nets(books, (_, commodity) => commodity);
        expect([...sums].filter(([, massMg]) => massMg !== 0)).toEqual([]);

        const travelling = [...books.batches.values()].flatMap(({ status, shipmentId }) =>
          status === 'in-transit' ? [`transit:${shipmentId}`] : [],
        );
        const passing = [...nets(books, (account, commodity) => `${account} ${commodity}`)].filter(
          ([key, massMg]) => massMg !== 0 && /^(process|transit):/.test(key),
        );
        expect(passing.filter(([key]) => !travelling.includes(key.split(' ')[0] ?? ''))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('a reversal brings every balance and total back to what it was', () => {
    fc.assert(
      fc.property(history, (sequence) => {
        const books = loop();
        const [start, first] = [figuresOf(books), books.standing().length];
        const before: Figures[] = [];
        sequence.forEach((deed, index) => {
          const [count, balances] = [books.entries.length, books.allBalances()];
          if (deed.what !== 'reverse') perform(books, deed, `n${index}`);
          if (books.entries.length > count) before.push(balances);
        });
        expect(books.standing()).toHaveLength(first + before.length);
        for (const balances of before.reverse()) {
          books.reverseLast();
          expect(unlike(books.allBalances(), balances)).toEqual([]);
        }
        expect(unlike(figuresOf(books), start)).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });
});

type Figures = Readonly<Record<string, number>>;

/** What every balance and every running total comes to, without those of zero. */
function figuresOf(books: SimulatedBooks): Figures {
  return { ...books.allBalances(), ...books.allTotals() };
}

/** The figures that differ; a list of some hundred that do not would hide them. */
function unlike(some: Figures, others: Figures): string[] {
  return [...new Set([...Object.keys(some), ...Object.keys(others)])]
    .filter((key) => some[key] !== others[key])
    .map((key) => `${key}: ${some[key] ?? 0} and ${others[key] ?? 0} mg`);
}

/** One act in seven was a mistake and is taken back at once. */
function act(books: SimulatedBooks, deed: Deed, name: string, rootId: string): void {
  const count = books.entries.length;
  perform(books, deed, name, rootId);
  if (deed.pick % 7 === 6 && books.entries.length > count) books.reverseLast();
}

/** A later assay, where it leaves no day below zero: of what it may not tell, a history says nothing. */
function late(books: SimulatedBooks, id: string, assay: CompositionPpm): void {
  fc.pre(allowing('assay-below-drawn', () => books.assay(id, assay)));
}

/** What happens to one family, and what its batches are assayed with: the root, one part in two, and a wrong one. */
const story = fc.record({
  deeds: fc.array(acts, { minLength: 1, maxLength: 16, size: 'max' }),
  covered: fc.boolean(),
  root: assays,
  part: assays,
  wrong: assays,
});

describe('a figure', () => {
  it('does not depend on whether an assay came early, late, or after a wrong one', () => {
    fc.assert(
      fc.property(story, ({ deeds: sequence, covered, root, part, wrong }) => {
        const [early, after] = [new SimulatedBooks(), new SimulatedBooks()];
        const agreementId = covered ? 'A' : null;
        early.log('b', 30_011, { agreementId, ownAssay: root });
        after.log('b', 30_011, { agreementId });
        const waiting: (readonly [string, CompositionPpm])[] = [];
        const seen = new Set(['b']);
        sequence.forEach((deed, index) => {
          for (const books of [early, after]) act(books, deed, `n${index}`, 'b');
          const born = [...early.batches.keys()].filter((id) => !seen.has(id) && seen.add(id).size % 2 === 0);
          for (const id of born) {
            late(early, id, part);
            waiting.push([id, part]);
          }
          const [next] = deed.pick % 3 === 0 ? waiting.splice(0, 1) : [];
          if (next) late(after, ...next);
          if (deed.pick % 4 === 0) allowing('assay-below-drawn', () => after.assay('b', wrong));
        });
        for (const [id, assay] of [...waiting, ['b', root] as const]) late(after, id, assay);
        expect(unlike(figuresOf(after), figuresOf(early))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('does not depend on the order in which independent events arrive', () => {
    fc.assert(
      fc.property(story, story, fc.array(fc.boolean(), { maxLength: 32, size: 'max' }), (one, other, turns) => {
        const steps = [one, other].map(({ deeds: sequence, covered, root, part }, family) => {
          const id = `f${family}`;
          const at = (books: SimulatedBooks, index: number): unknown => (books.days = 2 * index + family);
          return [
            (books: SimulatedBooks) => {
              at(books, 0);
              books.log(id, 30_011, { agreementId: covered ? 'A' : null, ownAssay: root });
            },
            ...sequence.map((deed, index) => (books: SimulatedBooks) => {
              at(books, 1 + index);
              act(books, deed, `${id}-${index}`, id);
            }),
            (books: SimulatedBooks) => late(books, id, part),
          ];
        });
        const [first = [], second = []] = steps;
        const [apart, mixed] = [new SimulatedBooks(), new SimulatedBooks()];
        for (const step of [...first, ...second]) step(apart);
        const [left, right] = [[...first], [...second]];
        for (const turn of turns) (turn ? left : right).shift()?.(mixed);
        for (const step of [...right, ...left]) step(mixed);
        expect(unlike(figuresOf(mixed), figuresOf(apart))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
