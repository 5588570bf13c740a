import { catalogue } from '../../../test/support/reference-catalogue.js';
import { DRY_MASS } from '../matter/holding.js';
import { stockAccount, WORLD, type Count, type Posting, wipAccount } from '../books/ledger.js';
import { correctionsTo, replayedElements } from './replay.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

describe("a run's output that is worked out anew", () => {
  const recovered: readonly Count[] = [{ measure: 'recovered', sign: 1 }];
  const group = (agreementId: string | null) => ({ agreementId, origin: 'pre-consumer' as const, country: null });
  const posting = (more: Partial<Posting>): Posting => ({
    day: '2027-05-01',
    from: 'process:run',
    to: stockAccount('r1'),
    fromBatchId: 'x',
    toBatchId: 'x',
    partyId: 'recycler',
    commodity: DRY_MASS,
    massMg: ofMg(1),
    ...group('A'),
    counts: recovered,
    usabilityPpm: ppmOf(1_000_000),
    ...more,
  });
  const born = [
    { ...group('A'), commodity: DRY_MASS, massMg: ofMg(10) },
    { ...group('A'), commodity: 'Nd', massMg: ofMg(5) },
    { ...group('B'), commodity: 'Nd', massMg: ofMg(2) },
  ];
  const replayed = (...entries: Posting[][]) =>
    replayedElements({
      entries: entries.map((postings, index) => ({ id: `e${index}`, kind: index ? 'disposed' : 'run', postings })),
      ownAssayOf: () => null,
      bornInRun: born,
      catalogue,
    });

  it('counts a group that has an element but not a dry milligram as the others', () => {
    // B gave too little to get one of the 10 mg of dry mass, but 2 of the 7 mg of Nd.
    const birth = [posting({ massMg: ofMg(10) })];
    const sale = [
      posting({
        massMg: ofMg(10),
        from: stockAccount('r1'),
        to: WORLD.sold,
        counts: [{ measure: 'recycled-sold', sign: 1 }],
      }),
    ];
    expect(replayed(birth, sale)).toMatchObject([
      { commodity: 'Nd', agreementId: 'A', massMg: 5, counts: recovered },
      { commodity: 'Nd', agreementId: 'B', massMg: 2, counts: recovered },
      { commodity: 'Nd', agreementId: 'A', massMg: 5, counts: [{ measure: 'recycled-sold', sign: 1 }] },
      { commodity: 'Nd', agreementId: 'B', massMg: 2, counts: [{ measure: 'recycled-sold', sign: 1 }] },
    ]);
  });

  it('keeps what an element of a group counts to, and its usability, where it has been booked before', () => {
    const birth = [posting({ massMg: ofMg(10) })];
    const charge = {
      from: stockAccount('r1'),
      to: wipAccount('r1'),
      counts: [{ measure: 'consumed' as const, sign: 1 as const }],
    };
    const charged = [
      posting({ ...charge, massMg: ofMg(10), usabilityPpm: ppmOf(970_000) }),
      posting({ ...charge, massMg: ofMg(3), commodity: 'Nd', ...group('B') }),
    ];
    const consumed = replayed(birth, charged).slice(2);
    expect(consumed.map(({ agreementId, usabilityPpm }) => [agreementId, usabilityPpm])).toEqual([
      ['A', 970_000],
      ['B', 1_000_000],
    ]);
    // The books hold 3 mg of B, one too many.
    expect(correctionsTo(consumed, charged)).toMatchObject([
      { agreementId: 'A', from: stockAccount('r1'), massMg: 5, usabilityPpm: 970_000 },
      {
        agreementId: 'B',
        from: wipAccount('r1'),
        massMg: 1,
        usabilityPpm: 1_000_000,
        counts: [{ measure: 'consumed', sign: -1 }],
      },
    ]);
  });

  it('deals ties of remainders out in the order of the books', () => {
    // One of two mg is drawn, one of each group: the tie goes to A, which the books list first, also where B was born first.
    const births = [posting({ ...group('B') }), posting({ ...group('A') })];
    const facts = {
      ownAssayOf: () => null,
      catalogue,
      bornInRun: ['B', 'A'].map((id) => ({ ...group(id), commodity: 'Nd', massMg: ofMg(1) })),
    };
    const sale = [posting({ from: stockAccount('r1'), to: WORLD.sold })];
    const entries = [births, sale].map((postings, index) => ({ id: `e${index}`, kind: 'run' as const, postings }));
    expect(replayedElements({ ...facts, entries }).at(-1)).toMatchObject({
      to: WORLD.sold,
      agreementId: 'A',
      massMg: 1,
    });
  });
});
