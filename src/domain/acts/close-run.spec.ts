import { kgToMg, ofMg, ppmOf } from '../measure/quantities.js';
import { catalogue } from '../../../test/support/reference-catalogue.js';
import { DRY_MASS, type Holding } from '../matter/holding.js';
import { type CompositionPpm, ofPpm } from '../matter/composition.js';
import { momentAt } from '../measure/events.js';
import type { Posting } from '../books/ledger.js';
import { rowsAdded, type Entering } from './act.js';
import { assayOf, type FoundAssay } from './assay.js';
import { bornAt } from './born.js';
import { decideCloseRun, type ClosingFacts, type GivenRun, type RunSource } from './close-run.js';
import type { Family } from './family.js';
import { runSetBack } from './reverse.js';
import { correctedRun, followedRun, type KeptRun } from './run-again.js';

const KG = 1_000_000;
const at = (text: string): number => Date.parse(text);

const site = { id: 'works', partyId: 'recycler', code: 'WRK', country: 'DE' };

function entering(): Entering {
  let made = 0;
  return { userId: 'user', now: at('2027-05-02T08:00:00Z'), newId: () => `id-${(made += 1)}` };
}

function found(compositionPpm: CompositionPpm): FoundAssay {
  return {
    laboratory: 'Lab',
    method: 'ICP-OES',
    reportNo: null,
    reportKey: null,
    sampledAt: at('2027-05-01T12:00:00Z'),
    compositionPpm,
    given: null,
    belowLimit: null,
    expandedUncertainty: null,
  };
}

/** Swarf of an agreement: so many kilograms, 30 % of it neodymium. */
function source(id: string, agreementId: string, kg: number): RunSource {
  const by = entering();
  const moment = momentAt(at('2027-04-01T12:00:00Z'), 'UTC');
  const batch = { ...bornAt({ id, code: id, site, moment, by }), partyId: 'plant', agreementId };
  const amount = (commodity: string, massMg: number): Holding[number] => ({
    commodity,
    agreementId,
    origin: 'pre-consumer',
    country: null,
    massMg: ofMg(massMg),
  });
  const stock = [amount(DRY_MASS, kg * KG), amount('Nd', kg * 0.3 * KG)];
  return {
    batch,
    stock,
    assay: assayOf({ id: `${id}-assay`, batchId: id, partyId: 'plant', by }, found(ofPpm({ Nd: 300_000 }))),
  };
}

function facts(sources: readonly RunSource[], more: Partial<ClosingFacts> = {}): ClosingFacts {
  const side = (id: string, generatorId: string) => [id, { id, generatorId, recyclerId: 'recycler' }] as const;
  const known = [side('A', 'plant'), side('B', 'other')];
  return {
    runId: 'run',
    site,
    moment: momentAt(at('2027-05-01T12:00:00Z'), 'UTC'),
    by: entering(),
    sources,
    past: new Map(
      sources.map(({ batch }) => [batch.id, { lastAt: at('2027-04-10T12:00:00Z'), movedOn: '2027-04-10' }]),
    ),
    context: {
      sides: new Map(known.map(([id, sides]) => [id, { ...sides, processorIds: [] }])),
      members: new Map(
        known.map(([id, sides]) => [id, { ...sides, memberIds: new Set([sides.generatorId, 'recycler']) }]),
      ),
      recoveredFor: new Map(),
    },
    catalogue,
    ...more,
  };
}

function given(more: Partial<GivenRun>): GivenRun {
  return {
    kind: 'recycling',
    code: null,
    custodyModel: 'controlled-blending',
    startedAt: at('2027-04-30T12:00:00Z'),
    overrideReason: null,
    drawsMg: [],
    feeds: [],
    outputs: [],
    residues: [],
    ...more,
  };
}

const oxide = (kg: number, code: string | null = null) => ({
  code,
  product: 'Nd2O3',
  netMg: ofMg(kg * KG),
  moisturePpm: ppmOf(0),
  dryMg: ofMg(kg * KG),
  assay: found(ofPpm({ Nd: 800_000 })),
});

describe('a run that is closed', () => {
  // 1,000 kg and 400 kg of 30 % Nd, half of the second drawn: 300 + 60 = 360 kg of Nd go in, 450 kg of 80 % come out.
  const act = decideCloseRun(
    facts([source('a', 'A', 1000), source('b', 'B', 400)]),
    given({ drawsMg: [null, kgToMg(200)], outputs: [oxide(450)] }),
  );
  const [part] = act.parts;

  it('ends what it draws whole, and leaves what is left', () => {
    expect(act.steps.map(({ before, change }) => [before.id, change.status, change.version])).toEqual([
      ['a', 'processed', 2],
      ['b', 'on-hand', 2],
    ]);
    expect(act.events.map(({ batchId, kind, dryMg }) => [batchId, kind, dryMg])).toEqual([
      ['a', 'run', 1000 * KG],
      ['b', 'run', 200 * KG],
    ]);
    expect(rowsAdded(act, 'runInput').map(({ batchId, ordinal, named }) => [batchId, ordinal, named])).toEqual([
      ['a', 0, ['Nd']],
      ['b', 1, ['Nd']],
    ]);
  });

  it('makes its outputs with their assays, named after the site and the day', () => {
    expect(part?.row).toMatchObject({ product: 'Nd2O3', kind: 'recycled', runId: 'run', dryMg: 450 * KG });
    expect(part?.name?.base).toMatch(/^WRK-270501-/);
    expect(rowsAdded(act, 'assay').map(({ id, batchId }) => [id, batchId])).toEqual([
      [part?.row.assayId, part?.row.id],
    ]);
    expect(act.subjects).toEqual(['run', 'a', 'b', part?.row.id]);
    const run = act.records.find(({ kind }) => kind === 'run');
    expect(run).toMatchObject({ does: 'add', row: { id: 'run', entryId: act.entry?.id, status: 'closed' } });
    expect(run?.does === 'add' && run.name?.base).toMatch(/^WRK-RUN-270501-/);
  });

  it('brings its process back to zero', () => {
    const process = act.postings.reduce(
      (sum, { from, to, massMg }) => sum + (to === 'process:run' ? massMg : 0) - (from === 'process:run' ? massMg : 0),
      0,
    );
    expect(process).toBe(0);
  });

  it('shows an output whole to who made it, and to the sides of each agreement in it their share', () => {
    expect(act.sight.map(({ batch, sees, hidden }) => [batch.id, [...sees], hidden])).toEqual([
      [
        part?.row.id,
        [
          ['recycler', 'all'],
          ['plant', 'share'],
          ['other', 'share'],
        ],
        [],
      ],
    ]);
    expect(rowsAdded(act, 'runShare').map(({ agreementId, recovered }) => [agreementId, recovered])).toEqual([
      ['A', false],
      ['B', false],
    ]);
  });

  it('counts on the day of what happened to its inputs, where that is later than its own', () => {
    const past = new Map([['a', { lastAt: at('2027-04-10T12:00:00Z'), movedOn: '2027-05-02' }]]);
    const late = decideCloseRun(facts([source('a', 'A', 100)], { past }), given({ outputs: [oxide(30)] }));
    expect(late.entry).toMatchObject({ occurredOn: '2027-05-02', localOn: '2027-05-01' });
    expect(rowsAdded(late, 'run')).toMatchObject([{ occurredOn: '2027-05-02', localOn: '2027-05-01' }]);
  });

  it.each([
    ['out-of-order', facts([source('a', 'A', 1)], { moment: momentAt(at('2027-04-10T11:59:59Z'), 'UTC') }), given({})],
    ['missing-assay', facts([{ ...source('a', 'A', 1), assay: null }]), given({})],
    ['nothing-left', facts([{ ...source('a', 'A', 1), stock: [] }]), given({})],
    ['more-than-left', facts([source('a', 'A', 1)]), given({ drawsMg: [kgToMg(1.000001)] })],
    ['out-of-order', facts([source('a', 'A', 1)]), given({ startedAt: at('2027-04-10T11:59:59Z') })],
    ['matter-created', facts([source('a', 'A', 1)]), given({ outputs: [oxide(1)] })],
  ])('is refused as %s', (code, known, said) => {
    expect(() => decideCloseRun(known, said)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('a run whose output is assayed anew', () => {
  // 30 kg of Nd go in; 34 kg of 80 % are 27.2 kg, so that 2.8 kg are missing: more than 2 % of 30 kg.
  const act = decideCloseRun(facts([source('a', 'A', 100)]), given({ outputs: [oxide(34)] }));
  const [row] = act.parts.map((part) => part.row);
  const [run] = rowsAdded(act, 'run');
  if (!row || !run || !act.entry) throw new Error('A run with an output was closed.');
  const kept: KeptRun = {
    run,
    inputs: rowsAdded(act, 'runInput'),
    feeds: [],
    residues: [],
    outputs: rowsAdded(act, 'runOutput'),
    warnings: rowsAdded(act, 'runWarning'),
    context: facts([]).context,
    booked: act.postings,
  };

  /** The output with its parts, once so much of it is found to be neodymium, in parts per million. */
  function family(ppm: number): ReadonlyMap<string, Family> {
    const born = { id: `${ppm}`, batchId: row?.id ?? '', partyId: 'recycler', by: entering() };
    const own = act.postings.filter(({ toBatchId }) => toBatchId === row?.id);
    const one: Family = {
      members: row ? [row] : [],
      assays: [assayOf(born, found(ofPpm({ Nd: ppm })))],
      forces: [],
      entries: act.entry ? [act.entry] : [],
      history: [{ id: act.entry?.id ?? '', kind: 'run', postings: own }],
    };
    return new Map([[row?.id ?? '', one]]);
  }

  const moved = (postings: readonly Posting[]): string[] =>
    postings.map(({ from, to, massMg, agreementId }) => `${from} -> ${to} ${massMg / KG} of ${agreementId}`);

  it('brings the difference through its process to what is unaccounted for, and tells of what is missing now', () => {
    // 84 % are 28.56 kg: 1.36 kg more, 1.44 kg missing.
    const { postings, subjectIds, records } = correctedRun(kept, family(840_000), catalogue);
    expect(moved(postings)).toEqual([
      'process:run -> stock:works 1.36 of A',
      'world:unaccounted -> process:run 1.36 of A',
    ]);
    expect(subjectIds).toEqual(['run', row.id]);
    expect(records).toMatchObject([
      { kind: 'runWarning', does: 'change', before: { agreementKey: '' }, change: { massMg: 1.44 * KG } },
      { kind: 'runWarning', does: 'change', before: { agreementKey: 'A' }, change: { massMg: 1.44 * KG } },
    ]);
  });

  it('tells of nothing where nothing is missing any more', () => {
    // 88 % are 29.92 kg, 0.08 kg less than went in.
    const { records } = correctedRun(kept, family(880_000), catalogue);
    expect(records.map(({ kind, does }) => [kind, does])).toEqual([
      ['runWarning', 'drop'],
      ['runWarning', 'drop'],
    ]);
    const since = { ...kept, warnings: [] };
    const again = followedRun(since, family(800_000), catalogue);
    expect(again).toMatchObject([
      { does: 'add', row: { agreementKey: '', code: 'open-balance', element: 'Nd', massMg: 2.8 * KG } },
      { does: 'add', row: { agreementKey: 'A', code: 'open-balance', element: 'Nd', massMg: 2.8 * KG } },
    ]);
  });

  it('is refused where more comes out than went in, or the run was reversed', () => {
    const refused = (code: string): Error => expect.objectContaining({ code }) as Error;
    expect(() => correctedRun(kept, family(920_000), catalogue)).toThrow(refused('matter-created'));
    const reversed: KeptRun = { ...kept, run: { ...run, status: 'reversed' } };
    expect(() => correctedRun(reversed, family(840_000), catalogue)).toThrow(refused('batch-state'));
    expect(followedRun(reversed, family(840_000), catalogue)).toEqual([]);
  });

  it('is set back where it is reversed: its code is free, and nothing is missing', () => {
    const back = runSetBack(run, { warnings: kept.warnings, inputs: act.steps, outputs: [row] });
    expect(back.steps?.map(({ before, change }) => [before.id, change.status, change.liveKey])).toEqual([
      [row.id, 'void', null],
      ['a', 'processed', undefined],
    ]);
    expect(back.records?.map(({ kind, does }) => [kind, does])).toEqual([
      ['run', 'change'],
      ['runWarning', 'drop'],
      ['runWarning', 'drop'],
    ]);
    expect(back.records?.[0]).toMatchObject({ change: { status: 'reversed', liveKey: null } });
  });
});
