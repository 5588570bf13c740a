import {
  dispositionMovement,
  generationMovement,
  splitMovements,
  stampPostings,
  stockDifferenceMovement,
  supplyMovement,
  type CountFacts,
  type LeavingFacts,
} from './batch-movements.js';
import { DRY_MASS, type Holding } from '../matter/holding.js';
import { postingsOf, totalDeltas, type Movement, type Posting } from '../books/ledger.js';
import { negative, ofMg } from '../measure/quantities.js';

const place = { batchId: 'b', siteId: 'p1', partyId: 'plant', day: '2027-03-03' };
const contents: Holding = [
  { commodity: DRY_MASS, agreementId: 'A', origin: 'pre-consumer', country: null, massMg: ofMg(880) },
  { commodity: 'Nd', agreementId: 'A', origin: 'pre-consumer', country: null, massMg: ofMg(220) },
];
const sides = new Map([['A', { id: 'A', generatorId: 'plant', recyclerId: 'recycler', processorIds: [] }]]);

/** `from -> to: mg of dry mass`, with what it counts to. */
const shown = (...movements: Movement[]) =>
  postingsOf(movements)
    .filter(({ commodity }) => commodity === DRY_MASS)
    .map(({ from, to, massMg, counts }) =>
      [`${from} -> ${to}: ${massMg}`, ...counts.map(({ measure, sign }) => `${sign * massMg} ${measure}`)].join(', '),
    );

describe('what comes to be in a plant', () => {
  it('is generated where it is a by-product, and counts to nothing where it is supplied', () => {
    expect(shown(generationMovement(place, contents))).toEqual(['wip:p1 -> stock:p1: 880, 880 generated']);
    expect(shown(supplyMovement(place, contents))).toEqual(['world:primary-supply -> stock:p1: 880']);
    expect(generationMovement(place, contents)).toMatchObject({ day: '2027-03-03', partyId: 'plant', toBatchId: 'b' });
  });
});

describe('a split', () => {
  it('goes from batch to batch within the stock, and counts to nothing', () => {
    const parts = [{ batchId: 'b/P1', holding: contents }];
    expect(splitMovements(place, parts)).toMatchObject([{ fromBatchId: 'b', toBatchId: 'b/P1' }]);
    expect(shown(...splitMovements(place, parts))).toEqual(['stock:p1 -> stock:p1: 880']);
  });
});

describe('a disposition', () => {
  const facts: LeavingFacts = { kind: 'disposed', batchKind: 'by-product', leak: null, holderId: 'plant', sides };
  const counted = (more: Partial<LeavingFacts>) => shown(dispositionMovement(place, contents, { ...facts, ...more }));

  it.each<[string, Partial<LeavingFacts>, string]>([
    ['put back into its process', { kind: 'reused-in-process' }, 'wip:p1: 880, 880 reused'],
    ['disposed of without agreement', {}, 'world:disposed: 880'],
    [
      'sold under a carve-out',
      { kind: 'sold-elsewhere', leak: 'leaked-carve-out' },
      'world:sold: 880, 880 leaked-carve-out',
    ],
    ['disposed of against the agreement', { leak: 'leaked-breach' }, 'world:disposed: 880, 880 leaked-breach'],
    ['disposed of by the recycler', { holderId: 'recycler' }, 'world:disposed: 880, 880 recycler-disposed'],
    ['sold by somebody else', { kind: 'sold-elsewhere', holderId: 'other' }, 'world:sold: 880'],
    ['recycled and sold', { kind: 'sold-elsewhere', batchKind: 'recycled' }, 'world:sold: 880, 880 recycled-sold'],
    [
      'recycled and disposed of',
      { batchKind: 'recycled', holderId: 'recycler' },
      'world:disposed: 880, 880 recycled-disposed',
    ],
    [
      'recycled and sold by another customer',
      { kind: 'sold-elsewhere', batchKind: 'recycled', holderId: 'other' },
      'world:sold: 880',
    ],
  ])('of what is %s', (_, more, expected) => {
    expect(counted(more)).toEqual([`stock:p1 -> ${expected}`]);
  });
});

describe('a count against the books', () => {
  it('is a loss where less is there, and the generator’s own where it held its by-product', () => {
    const less = contents.map((amount) => ({ ...amount, massMg: negative(amount.massMg) }));
    const counted = (way: 'down' | 'up', more: Partial<CountFacts> = {}) =>
      shown(
        stockDifferenceMovement(place, way === 'down' ? less : contents, {
          batchKind: 'by-product',
          holderId: 'plant',
          sides,
          way,
          ...more,
        }),
      );
    const [out, back] = [
      'stock:p1 -> world:measurement-difference: 880,',
      'world:measurement-difference -> stock:p1: 880,',
    ];
    expect(counted('down')).toEqual([`${out} 880 counted-down`]);
    expect(counted('up')).toEqual([`${back} 880 counted-up`]);
    expect(counted('down', { holderId: 'recycler' })).toEqual([`${out} 880 recycler-count-down`]);
    expect(counted('up', { holderId: 'recycler' })).toEqual([`${back} 880 recycler-count-up`]);
    expect(counted('up', { batchKind: 'recycled' })).toEqual([`${back} -880 difference, -880 recycled-counted`]);
  });
});

describe('the stamp of a second signature', () => {
  const [none, covered] = [null, 'A'].map((agreementId) => contents.map((amount) => ({ ...amount, agreementId })));
  const free: LeavingFacts = { kind: 'disposed', batchKind: 'by-product', leak: null, holderId: 'plant', sides };
  /** 880 mg logged, of which a count missed 80, 300 were disposed of, 200 sold and 100 reused, before anybody had signed. */
  const acts = (holding: Holding = [], leak: LeavingFacts['leak'] = null): Posting[] => {
    const count = { batchKind: 'by-product', holderId: 'plant', sides } as const;
    const of = (massMg: number) => holding.slice(0, 1).map((amount) => ({ ...amount, massMg: ofMg(massMg) }));
    return postingsOf([
      generationMovement(place, holding),
      stockDifferenceMovement(place, of(-90), { ...count, way: 'down' }),
      stockDifferenceMovement(place, of(10), { ...count, way: 'up' }),
      dispositionMovement(place, of(300), { ...free, leak }),
      dispositionMovement(place, of(200), { ...free, kind: 'sold-elsewhere', leak }),
      dispositionMovement(place, of(100), { ...free, kind: 'reused-in-process' }),
    ]);
  };

  it('makes the books read as if the agreement had been there', () => {
    const before = acts(none);
    const stamped = totalDeltas([...before, ...stampPostings(before, 'A')]);
    expect(stamped).toEqual(totalDeltas(acts(covered, 'leaked')));
    const measures = stamped.filter(({ subject, commodity }) => !subject.includes(':') && commodity === DRY_MASS);
    expect(measures.map(({ subject, agreementId, deltaMg }) => [subject, agreementId, deltaMg])).toEqual([
      ['counted-down', 'A', 90],
      ['counted-up', 'A', 10],
      ['generated', 'A', 880],
      ['leaked', 'A', 500],
      ['reused', 'A', 100],
    ]);
  });
});
