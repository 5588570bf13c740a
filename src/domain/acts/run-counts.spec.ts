import { DRY_MASS, type Holding } from '../matter/holding.js';
import { postingsOf, totalDeltas } from '../books/ledger.js';
import { decideRun, type RunFacts, type RunInput } from './run.js';
import { ofMg } from '../measure/quantities.js';

const KG = 1_000_000;
const SIDES = new Map(
  ['A', 'B'].map((id) => [
    id,
    { id, generatorId: `plant ${id}`, recyclerId: 'recycler', processorIds: ['metal-maker'] },
  ]),
);

const holding = (agreementId: string | null, kg: number): Holding =>
  [DRY_MASS, 'Nd'].map((commodity) => ({
    agreementId,
    origin: 'pre-consumer',
    country: null,
    commodity,
    massMg: ofMg(kg * KG),
  }));

const input = (kind: RunInput['kind'], kg: number, more: Partial<RunInput> = {}): RunInput => ({
  batchId: `${kind} ${kg}`,
  kind,
  drawn: holding('A', kg),
  named: new Set(['Nd']),
  ...more,
});
const outputs = (kind: 'recycled' | 'intermediate', kg: number): RunFacts['outputs'] => [
  { batchId: 'out', kind, dryMg: ofMg(kg * KG), elementsMg: new Map([['Nd', ofMg(kg * KG)]]) },
];

function decided(partyId: string, inputs: readonly RunInput[], outs: RunFacts['outputs']) {
  return decideRun({
    runId: 'run',
    siteId: 'site',
    partyId,
    kind: 'separation',
    custodyModel: 'controlled-blending',
    day: '2027-05-01',
    inputs,
    otherFeed: [],
    outputs: outs,
    residues: [],
    overrideReason: null,
    sides: SIDES,
  });
}

/** What a run counts of an agreement's neodymium, in kilograms. */
function counts(
  partyId: string,
  inputs: readonly RunInput[],
  outs: RunFacts['outputs'],
  of = 'A',
): Record<string, number> {
  const deltas = totalDeltas(postingsOf(decided(partyId, inputs, outs).movements));
  const own = deltas.filter(({ subject, commodity, agreementId }) => {
    return commodity === 'Nd' && agreementId === of && !subject.includes(':');
  });
  return Object.fromEntries(own.map(({ subject, deltaMg }) => [subject, deltaMg / KG]));
}

describe('what a run counts to', () => {
  it('is an intermediate first and recovered later, of swarf that is recycled in two stages', () => {
    // 240 kg Nd in swarf, mixed carbonate with 233 kg of it, NdPr oxide with 224.97 kg: 93.74 % are recovered in all.
    expect(counts('recycler', [input('by-product', 240)], outputs('intermediate', 233))).toEqual({
      processed: 240,
      intermediate: 233,
      made: 233,
      unaccounted: 7,
    });
    expect(counts('recycler', [input('intermediate', 233)], outputs('recycled', 224.97))).toEqual({
      intermediate: -233,
      recovered: 224.97,
      made: -8.03,
      unaccounted: 8.03,
    });
  });

  it('is not recovered again where the recycler draws recovered oxide with by-product', () => {
    const inputs = [input('by-product', 100), input('recycled', 50)];
    expect(counts('recycler', inputs, outputs('recycled', 145))).toEqual({
      processed: 100,
      recovered: 95,
      made: 95,
      unaccounted: 5,
    });
  });

  it('is no recovery where all that it draws was recovered, whatever it puts out', () => {
    expect(counts('recycler', [input('recycled', 100)], outputs('recycled', 98))).toEqual({
      'lost-later': 2,
      unaccounted: 2,
      'later-unaccounted': 2,
    });
    const recovered = { recoveredFor: new Set(['A']) };
    expect(counts('metal-maker', [input('intermediate', 100, recovered)], outputs('recycled', 97))).toEqual({
      'lost-later': 3,
      unaccounted: 3,
      'later-unaccounted': 3,
    });
  });

  it('says for which agreements an output is recovered: all that went in of them was', () => {
    const mixed = [...holding('A', 50), ...holding('B', 50)];
    const half = input('intermediate', 0, { drawn: mixed, recoveredFor: new Set(['A']) });
    expect(decided('recycler', [half], outputs('intermediate', 100)).recoveredFor).toEqual(new Set(['A']));
    const swarf = input('by-product', 1, { drawn: holding('B', 1) });
    expect(decided('recycler', [input('recycled', 9), swarf], outputs('recycled', 10)).recoveredFor).toEqual(
      new Set(['A']),
    );
    expect(counts('recycler', [half], outputs('recycled', 98), 'B')).toEqual({
      intermediate: -50,
      recovered: 49,
      made: -1,
      unaccounted: 1,
    });
    expect(counts('recycler', [half], outputs('recycled', 98))).toEqual({
      'lost-later': 1,
      unaccounted: 1,
      'later-unaccounted': 1,
    });
  });

  it('recovers at a named processor too, whose losses are those of its other runs unless it draws by-product', () => {
    expect(counts('metal-maker', [input('intermediate', 100)], outputs('recycled', 96))).toEqual({
      intermediate: -100,
      recovered: 96,
      'lost-later': 4,
      unaccounted: 4,
      'later-unaccounted': 4,
    });
    expect(counts('metal-maker', [input('by-product', 100)], outputs('recycled', 90))).toEqual({
      processed: 100,
      recovered: 90,
      made: 90,
      unaccounted: 10,
    });
  });

  it('is nothing but what is unaccounted for in the run of a customer, and of the plant', () => {
    const lost = { unaccounted: 4, 'later-unaccounted': 4 };
    expect(counts('customer', [input('by-product', 50), input('intermediate', 50)], outputs('recycled', 96))).toEqual(
      lost,
    );
    expect(counts('plant A', [input('recycled', 100)], outputs('recycled', 96))).toEqual(lost);
    expect(counts('plant A', [input('by-product', 100)], outputs('recycled', 96))).toEqual({ processed: 100, ...lost });
  });
});
