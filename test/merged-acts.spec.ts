import { playLoad } from '../bench/history/load.js';
import { enterGrade, type Setting, type Side } from '../bench/history/setting.js';
import { Stage } from '../bench/history/stage.js';
import type { Act } from '../src/domain/acts/act.js';
import type { EntityManager } from 'typeorm';
import { AgreementsQueries } from '../src/modules/agreements/index.js';
import { Acts } from '../src/modules/ledger/index.js';
import { PartiesQueries } from '../src/modules/parties/index.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { signedAgreement } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type WorldParty } from './support/world.js';

/** Loads by number: with a refused part, a dispute, a sample, material put back, an estimate and one without an assay. */
const LOADS = [8, 30, 5, 3, 39, 49];
const BEGIN = Date.parse('2027-02-01T12:00:00Z');
const MONTH_MS = 30 * 86_400_000;

/** What acts write in a unit; the running totals follow at its end. */
const TABLES = [
  'entry',
  'posting',
  'entry_subject',
  'balance',
  'batch',
  'batch_event',
  'batch_party',
  'assay',
  'shipment',
  'shipment_line',
  'run',
  'run_input',
  'run_feed',
  'run_residue',
  'run_output',
  'run_share',
  'run_warning',
  'charge',
  'magnet_lot',
];

/*
 * The bench writes its histories many acts at once. Its figures mean something only while its rows are those that the acts
 * write one after the other, and while the books that they make hold.
 */
describe('acts that are written together', () => {
  let app: TestApp;
  let acts: Act[];

  beforeAll(async () => {
    app = await TestApp.start();
    acts = await played(app);
  });
  afterAll(() => app.stop());

  it('write the rows that they write one by one', async () => {
    const writer = app.nest.get(Acts);
    let together: Rows = {};
    const takenBack = new Error('Only looked at.');
    const looking = app.work.run(async (tx) => {
      await writer.applyAll(tx, acts);
      together = await rowsIn(tx);
      throw takenBack;
    });
    await expect(looking).rejects.toBe(takenBack);
    const oneByOne = await app.work.run(async (tx) => {
      for (const act of acts) await writer.apply(tx, act);
      return rowsIn(tx);
    });
    for (const table of TABLES) expect([table, together[table]]).toEqual([table, oneByOne[table]]);
    expect(Object.values(oneByOne).every((rows) => rows.length > 0)).toBe(true);
    expect(await findings(app)).toEqual([]);
  });

  it('make books that hold', async () => {
    const other = await TestApp.start();
    try {
      const all = await played(other);
      await other.work.run((tx) => other.nest.get(Acts).applyAll(tx, all));
      expect(await findings(other)).toEqual([]);
    } finally {
      await other.stop();
    }
  });
});

async function played(app: TestApp): Promise<Act[]> {
  const stage = new Stage(await settingOf(app));
  LOADS.forEach((number, index) => playLoad(stage, { number, at: BEGIN + index * MONTH_MS, everyMs: 3_600_000 }));
  return stage.take();
}

type Rows = Readonly<Record<string, readonly string[]>>;

/** Sorted, since a table has no order. */
async function rowsIn(tx: EntityManager): Promise<Rows> {
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await tx.query<object[]>(`SELECT * FROM "${table}"`);
    all[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

function findings(app: TestApp): Promise<readonly unknown[]> {
  return app.store.snapshot(async (manager) => (await verifyBooks(manager)).findings);
}

async function settingOf(app: TestApp): Promise<Setting> {
  const world = await buildWorld(app);
  await signedAgreement(app, world);
  const [plant, recycler] = [await sideOf(app, world.plant), await sideOf(app, world.recycler)];
  const place = { siteId: plant.site.id, stream: '*', day: '2027-02-01' };
  const queries = app.nest.get(AgreementsQueries);
  const covering = await queries.covering(app.store.manager, place);
  const agreement = await queries.facts(app.store.manager, covering?.agreementId ?? '');
  if (!covering || !agreement) throw new Error('The agreement is not in force.');
  return { plant, recycler, covering, agreement, grade: await enterGrade(app, plant) };
}

async function sideOf(app: TestApp, { id, admin, sites }: WorldParty): Promise<Side> {
  const site = await app.nest.get(PartiesQueries).site(sites[0]);
  if (!site) throw new Error('The party has no site.');
  return { partyId: id, userId: admin.id, token: admin.token, site };
}
