import { kgToMg, ofMg, pctToPpm } from '../measure/quantities.js';
import { catalogue } from '../../../test/support/reference-catalogue.js';
import { type CompositionPpm, ofPpm } from '../matter/composition.js';
import { momentAt } from '../measure/events.js';
import type { Act, Entering } from './act.js';
import { assaySetBack, decideAssay, decideAssayAnew, decideForce, type AssayFacts, type FoundAssay } from './assay.js';
import { bornAt, type Birth } from './born.js';
import type { Family } from './family.js';
import { decideLog } from './log.js';
import { decideSplit } from './split.js';

const KG = 1_000_000;
const at = (day: string): number => Date.parse(`${day}T12:00:00Z`);
const site = { id: 'plant-1', partyId: 'plant', code: 'PLT', country: 'DE' };

function entering(now: string): Entering {
  let made = 0;
  return { userId: 'user', now: at(now), newId: () => `${now}-${(made += 1)}` };
}

function found(compositionPpm: CompositionPpm, more: Partial<FoundAssay> = {}): FoundAssay {
  return {
    laboratory: 'Lab',
    method: 'ICP-OES',
    reportNo: null,
    reportKey: null,
    sampledAt: at('2027-03-01'),
    compositionPpm,
    given: null,
    belowLimit: null,
    expandedUncertainty: null,
    ...more,
  };
}

/** A family after one more act. */
function grown(family: Family, { entry, postings, parts, records, steps }: Act): Family {
  const changeOf = (id: string) => steps.find(({ before }) => before.id === id)?.change;
  return {
    members: [...family.members.map((row) => ({ ...row, ...changeOf(row.id) })), ...parts.map(({ row }) => row)],
    assays: [
      ...family.assays,
      ...records.flatMap((one) => (one.kind === 'assay' && one.does === 'add' ? one.row : [])),
    ],
    forces: [
      ...family.forces,
      ...records.flatMap((one) => (one.kind === 'assayForce' && one.does === 'add' ? one.row : [])),
    ],
    entries: [...family.entries, ...(entry ? [entry] : [])],
    history: [...family.history, ...(entry ? [{ id: entry.id, kind: entry.kind, postings }] : [])],
  };
}

const NOTHING: Family = { members: [], assays: [], forces: [], entries: [], history: [] };

/** A drum of 100 kg of dry swarf, logged on 2 March without an assay; 40 kg of it are split off on 4 March. */
function drum(): Family {
  const birth: Birth = {
    id: 'drum',
    code: 'DRUM',
    site,
    moment: momentAt(at('2027-03-02'), 'UTC'),
    by: entering('2027-03-02'),
  };
  const given = {
    stream: 'grinding-swarf',
    alloy: 'NdFeB',
    grade: null,
    pieces: 1,
    containerId: null,
    estimated: false,
    reclaimable: null,
    note: null,
    grossMg: kgToMg(110),
    tareMg: kgToMg(10),
    moisturePpm: pctToPpm(0),
    oilPpm: pctToPpm(0),
  } as const;
  const logged = decideLog(birth, given, { covering: null, assay: null, catalogue });
  const [batch] = logged.parts.map(({ row }) => row);
  if (!batch) throw new Error('What is logged comes to be.');
  const stock = [
    { commodity: 'dry-mass', agreementId: null, origin: 'unknown', country: null, massMg: ofMg(100 * KG) },
  ] as const;
  const split = decideSplit(
    {
      batch,
      stock,
      moment: momentAt(at('2027-03-04'), 'UTC'),
      side: { partyId: 'plant', siteId: 'plant-1' },
      by: entering('2027-03-04'),
      partsHad: 0,
      went: { kind: 'by-product', originPartyId: 'plant', legs: [], covering: null, sharing: [] },
    },
    [{ code: 'PART', dryMg: kgToMg(40), pieces: undefined }],
  );
  return grown(grown(NOTHING, logged), split);
}

function facts(family: Family, more: Partial<AssayFacts> = {}): AssayFacts {
  return {
    families: new Map([['drum', family]]),
    run: null,
    past: new Map(family.members.map(({ id }) => [id, { lastAt: at('2027-03-04'), movedOn: '2027-03-04' }])),
    timeZone: 'UTC',
    by: entering('2027-03-10'),
    catalogue,
    batchId: 'drum',
    rootId: 'drum',
    partyId: 'plant',
    ...more,
  };
}

const moved = ({ postings }: Act): string[] =>
  postings.map(({ day, from, to, commodity, massMg }) => `${day} ${from} -> ${to} ${massMg / KG} ${commodity}`);

describe('an assay', () => {
  const family = drum();
  const act = decideAssay(facts(family), found(ofPpm({ Nd: 300_000 })));

  it('that comes late brings every movement to what it would have been, in one entry when the last of them was', () => {
    // 30 % of 100 kg and of the 40 kg that were split off.
    expect(moved(act)).toEqual([
      '2027-03-02 wip:plant-1 -> stock:plant-1 30 Nd',
      '2027-03-04 stock:plant-1 -> stock:plant-1 12 Nd',
    ]);
    expect(act.entry).toMatchObject({ kind: 'assayed', occurredAt: at('2027-03-04'), occurredOn: '2027-03-04' });
    const [drumId, partId] = family.members.map(({ id }) => id);
    expect(act.subjects).toEqual([drumId, partId]);
    const [record] = act.records;
    expect(record).toMatchObject({ kind: 'assay', does: 'add', row: { batchId: 'drum', entryId: act.entry?.id } });
    expect(act.steps.map(({ before, change }) => [before.id, change])).toEqual([
      [drumId, { assayId: record?.does === 'add' && (record.row as { id: string }).id, version: 3 }],
      [partId, { assayId: record?.does === 'add' && (record.row as { id: string }).id, version: 2 }],
    ]);
  });

  it('of an older sample is kept beside the one in force, and books nothing', () => {
    const older = decideAssay(
      facts(grown(family, act)),
      found(ofPpm({ Nd: 250_000 }), { sampledAt: at('2027-02-01') }),
    );
    expect([older.entry, older.postings, older.steps]).toEqual([null, [], []]);
    expect(older.records).toMatchObject([{ kind: 'assay', does: 'add', row: { entryId: null } }]);
  });

  it('of an older sample that is put in force by hand books the difference', () => {
    const later = grown(family, act);
    const older = decideAssay(facts(later), found(ofPpm({ Nd: 250_000 }), { sampledAt: at('2027-02-01') }));
    const both = grown(later, {
      ...older,
      records: older.records.map((one) => ({ ...one, row: { ...row(one), id: 'old' } }) as typeof one),
    });
    const forced = decideForce(facts(both), { assayId: 'old', reason: 'The later sample was mixed up.' });
    expect(moved(forced)).toEqual([
      '2027-03-02 stock:plant-1 -> wip:plant-1 5 Nd',
      '2027-03-04 stock:plant-1 -> stock:plant-1 2 Nd',
    ]);
    expect(forced.records).toMatchObject([{ kind: 'assayForce', row: { assayId: 'old', entryId: forced.entry?.id } }]);
  });

  it('whose entry is reversed is withdrawn, and its batches work with none', () => {
    const { families } = facts(grown(family, act));
    const assays = [...families.values()].flatMap((one) => one.assays);
    const back = assaySetBack({ families, run: null, catalogue }, act.entry?.id ?? '', { assays, forces: [] });
    expect(back.steps.map(({ change }) => change.assayId)).toEqual([null, null]);
    expect(back.records).toMatchObject([{ kind: 'assay', does: 'change', change: { withdrawn: true } }]);
  });

  it('that stood above what is reversed is said anew of what is left, because of that reversal', () => {
    const { families, ...books } = facts(grown(family, act));
    const [all] = families.values();
    const split = all?.entries.find(({ kind }) => kind === 'split');
    // Without the split, and without what the assay booked.
    const ids = [split?.id, act.entry?.id];
    const left = all && {
      ...all,
      members: all.members.filter(({ id }) => id === 'drum'),
      history: all.history.filter(({ id }) => !ids.includes(id)),
    };
    const newest = act.entry;
    if (!left || !newest) throw new Error('There is a drum with an assay.');
    const anew = decideAssayAnew(
      { ...books, families: new Map([['drum', left]]) },
      { newest, becauseId: 'reversal', said: left, batchIds: ['drum'] },
    );
    expect(moved(anew)).toEqual(['2027-03-02 wip:plant-1 -> stock:plant-1 30 Nd']);
    expect(anew.entry).toMatchObject({ kind: 'assayed', becauseId: 'reversal', partyId: 'plant', siteId: 'plant-1' });
    expect(anew.records).toMatchObject([{ kind: 'assay', does: 'change', change: { entryId: anew.entry?.id } }]);
  });

  it.each([
    ['batch-state', () => decideAssay(facts({ ...family, members: family.members.map(voided) }), found({}))],
    [
      'report-taken',
      () => {
        const report = { reportNo: '7', reportKey: 'lab\n7' };
        const there = grown(family, decideAssay(facts(family), found(ofPpm({ Nd: 300_000 }), report)));
        return decideAssay(facts(there), found(ofPpm({ Nd: 310_000 }), report));
      },
    ],
    ['batch-sealed', () => decideAssay(facts(drawnOn(family)), found(ofPpm({ Nd: 300_000 })))],
    ['forbidden', () => decideForce(facts(family, { partyId: 'recycler' }), { assayId: 'any', reason: 'No.' })],
    ['not-found', () => decideForce(facts(family), { assayId: 'any', reason: 'No.' })],
  ])('is refused as %s', (code, decide) => {
    expect(decide).toThrow(expect.objectContaining({ code }) as Error);
  });
});

function row(record: Act['records'][number]): object {
  return record.does === 'change' ? record.before : record.row;
}

const voided = (batch: Family['members'][number]) => ({ ...batch, status: 'void' as const });

/** The family after a charge has drawn on the drum. */
function drawnOn(family: Family): Family {
  const [logged] = family.history;
  const postings = (logged?.postings ?? []).map((posting) => ({
    ...posting,
    from: 'stock:plant-1',
    to: 'wip:plant-1',
    fromBatchId: 'drum',
    massMg: ofMg(KG),
  }));
  return { ...family, history: [...family.history, { id: 'charge', kind: 'charged', postings }] };
}

it('is of a batch as a side had it made', () => {
  const born = bornAt({
    id: 'b',
    code: 'B',
    site,
    moment: momentAt(at('2027-03-02'), 'UTC'),
    by: entering('2027-03-02'),
  });
  const act = decideAssay(
    facts({ ...NOTHING, members: [{ ...born, rootId: 'drum' }] }, { batchId: 'b' }),
    found(ofPpm({ Nd: 1 })),
  );
  expect(act.records).toMatchObject([
    {
      row: {
        batchId: 'b',
        partyId: 'plant',
        laboratory: 'Lab',
        userId: 'user',
        withdrawn: false,
        createdAt: at('2027-03-10'),
      },
    },
  ]);
});
