import { DRY_MASS, totalMg, type Holding } from '../matter/holding.js';
import { balanceDeltas, postingsOf, type Posting } from '../books/ledger.js';
import { bornElements, bornHolding, changesWhatIsFinal, closingPostings, residueCorrections } from './run-outputs.js';
import { checkNotPromised, decideRun, type RunFacts } from './run.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const KG = 1_000_000;
const A = { agreementId: 'A', origin: 'pre-consumer', country: null } as const;

/** 100 kg of A's swarf with 30 kg Nd become 34 kg of oxide and 60 kg of slag with 1.2 kg Nd. */
function facts(outNdKg: number): RunFacts {
  const drawn: Holding = [
    { ...A, commodity: DRY_MASS, massMg: ofMg(100 * KG) },
    { ...A, commodity: 'Nd', massMg: ofMg(30 * KG) },
  ];
  return {
    runId: 'run',
    siteId: 'site',
    partyId: 'recycler',
    day: '2027-03-20',
    kind: 'recycling',
    custodyModel: 'controlled-blending',
    overrideReason: null,
    otherFeed: [],
    sides: new Map(),
    inputs: [{ batchId: 'a', kind: 'by-product', drawn, named: new Set(['Nd']) }],
    outputs: [
      { batchId: 'o', kind: 'recycled', dryMg: ofMg(34 * KG), elementsMg: new Map([['Nd', ofMg(outNdKg * KG)]]) },
    ],
    residues: [{ dryMg: ofMg(60 * KG), elementsMg: new Map([['Nd', ofMg(1.2 * KG)]]) }],
  };
}

const posting = (from: string, to: string, more: Partial<Posting> = {}): Posting => ({
  ...A,
  commodity: 'Nd',
  massMg: ofMg(KG),
  day: '2027-03-20',
  from,
  to,
  partyId: 'recycler',
  fromBatchId: 'o',
  toBatchId: 'o',
  counts: [],
  usabilityPpm: ppmOf(1_000_000),
  ...more,
});

describe("a run's output, assayed anew", () => {
  it('was born with what came out of the process, less what an assay put back', () => {
    const booked = [
      ...postingsOf(decideRun(facts(27.2)).movements),
      posting('stock:site', 'process:run', { massMg: ofMg(KG / 5) }),
      posting('process:run', 'stock:site', { toBatchId: 'other', fromBatchId: 'other' }),
      posting('stock:site', 'world:sold'),
    ];
    expect([...bornElements(booked, { runId: 'run', batchId: 'o' })]).toEqual([['Nd', 27 * KG]]);
  });

  it('is born in the groups that the run attributes it to, by its own assay', () => {
    const attributed: Holding = [
      { ...A, commodity: 'Nd', massMg: ofMg(20) },
      { ...A, agreementId: 'B', commodity: 'Nd', massMg: ofMg(10) },
    ];
    // 31 mg shared 2 to 1: 20.67 and 10.33 mg.
    expect(bornHolding(attributed, new Map([['Nd', ofMg(31)]]))).toEqual([
      { ...A, commodity: 'Nd', massMg: 21 },
      { ...A, agreementId: 'B', commodity: 'Nd', massMg: 10 },
    ]);
  });

  it('keeps the sum of an output in what it is born with', () => {
    const [holding = []] = decideRun(facts(27.2)).outputHoldings;
    expect(totalMg(bornHolding(holding, new Map([['Nd', ofMg(28_560_001)]])), 'Nd')).toBe(28_560_001);
  });

  it('leaves the process empty: the difference goes on to what is unaccounted for', () => {
    // 1.36 kg more come out, so that as much less is missing.
    const moved = [posting('process:run', 'stock:site', { massMg: ofMg(1.36 * KG) })];
    const closing = closingPostings(facts(28.56), moved);
    expect(closing).toEqual([
      posting('world:unaccounted', 'process:run', {
        massMg: ofMg(1.36 * KG),
        fromBatchId: null,
        toBatchId: null,
        counts: [{ measure: 'unaccounted', sign: -1 }],
      }),
    ]);
    const open = balanceDeltas([...moved, ...closing]).filter(({ account }) => account === 'process:run');
    expect(open).toEqual([]);
  });

  it('brings residues to what the run now attributes to them', () => {
    const decision = decideRun(facts(27.2));
    const booked = postingsOf(decision.movements);
    expect(residueCorrections(decision, booked)).toEqual([]);
    const others = booked.map((one) => (one.to === 'world:residue' ? { ...one, agreementId: 'B' } : one));
    const corrections = residueCorrections(decision, others);
    const kg = (agreementId: string, to: string): number =>
      corrections.reduce((sum, one) => (one.agreementId === agreementId && one.to === to ? sum + one.massMg : sum), 0) /
      KG;
    expect([kg('A', 'world:residue'), kg('B', 'process:run')]).toEqual([1.2, 1.2]);
    expect(corrections).toHaveLength(2);
  });

  it('may not change what has been dispatched, charged, or drawn by another run', () => {
    const final = (from: string, to: string): boolean => changesWhatIsFinal([posting(from, to)], 'run');
    expect(final('process:run', 'stock:site')).toBe(false);
    expect(final('stock:site', 'world:sold')).toBe(false);
    expect(final('stock:site', 'transit:shipment')).toBe(true);
    expect(final('transit:shipment', 'stock:site')).toBe(true);
    expect(final('stock:site', 'wip:site')).toBe(true);
    expect(final('stock:site', 'process:later')).toBe(true);
  });
});

describe("a generator's own run", () => {
  const batch = { code: 'B-1', kind: 'by-product', partyId: 'plant', agreementId: 'A' } as const;

  it('leaves alone what an agreement promises to the recycler', () => {
    const refused = expect.objectContaining({ code: 'exclusivity-breach', facts: { batches: ['B-1'] } });
    expect(() => checkNotPromised('plant', [batch, { ...batch, code: 'B-2', agreementId: null }])).toThrow(refused);
  });

  it('may draw what no agreement covers and what is not its by-product; the recycler draws what it received', () => {
    expect(() => checkNotPromised('plant', [{ ...batch, agreementId: null }])).not.toThrow();
    expect(() => checkNotPromised('plant', [{ ...batch, kind: 'recycled', partyId: 'recycler' }])).not.toThrow();
    expect(() => checkNotPromised('recycler', [batch])).not.toThrow();
  });
});
