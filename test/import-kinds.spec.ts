import { verifyLedger } from '../src/modules/ledger/index.js';
import { FileDesk } from './support/files.js';
import { signedAgreement } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';
import { csv, BY_PRODUCTS, SUPPLIES, CHARGES, LOTS, COUNTS, ASSAYS, N42SH, RECEIPTS } from './support/kind-files.js';

const TABLES = [
  ...['batch', 'assay', 'entry', 'posting', 'entry_subject', 'balance', 'account_total', 'measure_total'],
  ...['batch_event', 'batch_party', 'charge', 'shipment', 'shipment_line', 'magnet_lot', 'wip_count', 'wip_count_line'],
];
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

interface Stage {
  readonly app: TestApp;
  readonly world: World;
  readonly desk: FileDesk;
  readonly receiver: FileDesk;
}

async function stage(): Promise<Stage> {
  const app = await TestApp.start();
  const world = await buildWorld(app);
  await signedAgreement(app, world);
  const { plant, recycler } = world;
  return {
    app,
    world,
    desk: new FileDesk(app, plant.operator.token),
    receiver: new FileDesk(app, recycler.operator.token),
  };
}

/** Every row of the books, with the codes of things in the place of their identifiers. */
async function rowsOf({ app }: Stage): Promise<Record<string, string[]>> {
  const query = (sql: string): Promise<Record<string, unknown>[]> => app.store.manager.query(sql);
  const names = new Map<string, string>();
  for (const [table, name] of [
    ...[
      ['party', 'name'],
      ['site', 'code'],
      ['batch', 'code'],
      ['user_account', 'email'],
      ['grade', 'code'],
    ],
    ...[['agreement', 'reference']],
  ] as const) {
    for (const row of await query(`SELECT "id", "${name}" AS "name" FROM "${table}"`)) {
      names.set(String(row['id']), `${table} ${String(row['name'])}`);
    }
  }
  const codes = (await query('SELECT "code" FROM "shipment"')).map(({ code }) => String(code));
  const said = (text: string): string =>
    codes
      .reduce((all, code) => all.replaceAll(code, 'SHIPMENT').replaceAll(code.toLowerCase(), 'shipment'), text)
      .replace(ID, (id) => names.get(id) ?? 'ID');
  const all: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows = await query(`SELECT * FROM "${table}"`);
    const texts = rows.map((row) => said(JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))));
    all[table] = texts.sort();
  }
  return all;
}

describe('files of every kind', () => {
  let files: Stage;
  let calls: Stage;
  let code = '';

  beforeAll(async () => {
    files = await stage();
    calls = await stage();
    for (const { app, world } of [files, calls]) await created(app, '/grades', N42SH, world.plant.admin.token);
    await byFiles();
    await bySingleCalls();
  }, 120_000);
  afterAll(async () => {
    for (const { app } of [files, calls]) {
      const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
      await app.stop();
      expect(findings).toEqual([]);
    }
  });

  async function sent({ app, world }: Stage): Promise<{ id: string; code: string; batchIds: string[] }> {
    const { plant, recycler } = world;
    const { token } = plant.operator;
    const { body } = await app.get(`/batches?siteId=${plant.sites[0]}&kind=by-product`, { token });
    const drums = (body.items as { id: string; code: string }[]).filter((item) => /Drum [12]/.test(item.code));
    const batchIds = drums.sort((a, b) => (a.code < b.code ? -1 : 1)).map(({ id }) => id);
    const shipment = await created(
      app,
      '/shipments',
      { fromSiteId: plant.sites[0], toSiteId: recycler.sites[0], batchIds },
      token,
    );
    await app.post(`/shipments/${shipment.id}/dispatch`, { occurredAt: '2027-03-08T08:00:00-05:00' }, { token });
    const seen = await app.get(`/shipments/${shipment.id}`, { token });
    return { id: shipment.id, code: seen.body.code as string, batchIds };
  }

  async function byFiles(): Promise<void> {
    const { desk, receiver, world } = files;
    const site = world.plant.sites[0];
    const german = { decimal: 'comma', dates: 'day-first', fixed: [{ field: 'alloy', value: 'NdFeB' }] };
    expect(await desk.booked('by-products', site, BY_PRODUCTS, german)).toMatchObject({
      booked: 3,
      state: 'done',
      wrong: 0,
    });
    expect(await desk.booked('supplies', site, SUPPLIES)).toMatchObject({ booked: 2, state: 'done' });
    expect(await desk.booked('charges', site, CHARGES)).toMatchObject({ booked: 3, state: 'done' });
    expect(await desk.booked('magnet-lots', site, LOTS)).toMatchObject({ booked: 3, state: 'done' });
    // 120.5, 30, 0 and 12.25 kg.
    const counted = await desk.booked('counts', site, COUNTS);
    expect(counted).toMatchObject({ booked: 4, state: 'done', totals: { dryKg: 162.75 } });
    expect(await desk.booked('assays', site, ASSAYS)).toMatchObject({ booked: 1, state: 'done' });
    code = (await sent(files)).code;
    const text = RECEIPTS.replaceAll('CODE', code);
    expect(await receiver.booked('receipts', world.recycler.sites[0], text)).toMatchObject({
      booked: 2,
      state: 'done',
    });
  }

  async function bySingleCalls(): Promise<void> {
    const { app, world } = calls;
    const [siteId] = world.plant.sites;
    const { token } = world.plant.operator;
    const post = (url: string, body: object): Promise<{ id: string }> =>
      created(app, url, body as Record<string, unknown>, token);
    const lab = { laboratory: 'Lab', method: 'ICP-OES', sampledAt: '2027-03-01T12:00:00-05:00' };
    const drum = { siteId, stream: 'grinding-sludge-oily', alloy: 'NdFeB' };
    await post('/batches', {
      ...drum,
      code: 'Drum 1',
      occurredAt: '2027-03-01T08:00:00-05:00',
      grossKg: 1020,
      tareKg: 20,
      moisturePct: 12,
      oilPct: 0,
      assay: { ...lab, reportNo: 'R 1', composition: { Nd2O3: 28.1, Dy: '<0.05' } },
    });
    const second = await post('/batches', {
      ...drum,
      code: 'Drum 2',
      occurredAt: '2027-03-02T08:30:00-05:00',
      grossKg: 520.5,
      tareKg: 20.5,
      moisturePct: 10.5,
      oilPct: 1.25,
    });
    await post('/batches', {
      ...drum,
      code: 'Drum; 3',
      stream: 'sintered-rejects',
      occurredAt: '2027-03-03T12:00:00-05:00',
      grossKg: 50,
      tareKg: 0,
      moisturePct: 0,
      oilPct: 0,
      assay: { ...lab, reportNo: 'R 3', composition: { Nd2O3: 36, Dy: 0.8 } },
    });
    const metal = { siteId, product: 'Nd metal', supplierName: 'Mine', originCountry: 'AU' };
    const found = { laboratory: 'Lab', method: 'XRF', sampledAt: '2027-02-27T12:00:00-05:00' };
    // 1,000 lb are 453.59237 kg; 220.5 lb are 100.017117585 kg, to the milligram 100.017118.
    const lot1 = await post('/supplies', {
      ...metal,
      code: 'Lot 1',
      occurredAt: '2027-03-01T08:00:00-05:00',
      netKg: 453.59237,
      moisturePct: 0,
      assay: { ...found, composition: { Nd: 99.5 } },
    });
    const lot2 = await post('/supplies', {
      ...metal,
      code: 'Lot 2',
      occurredAt: '2027-03-02T08:00:00-05:00',
      netKg: 100.017118,
      moisturePct: 0.5,
      assay: { ...found, composition: { Nd: 98.25 } },
    });
    for (const [batchId, occurredAt, dryKg, heat] of [
      [lot1.id, '2027-03-05T08:00:00-05:00', 100],
      [lot2.id, '2027-03-05T09:00:00-05:00', 99.5, 'H 7'],
      [lot1.id, '2027-03-06T08:00:00-05:00', 200.5],
    ]) {
      await post('/charges', { siteId, batchId, occurredAt, dryKg, heat });
    }
    await plantBySingleCalls(post);
    await post(`/batches/${second.id}/assays`, {
      laboratory: 'Lab',
      method: 'ICP-OES',
      reportNo: 'R 2',
      sampledAt: '2027-03-04T10:00:00-05:00',
      composition: { Nd: 22.5, Pr: '<0.1' },
    });
    const shipment = await sent(calls);
    const [first, other] = shipment.batchIds;
    const receipt = {
      occurredAt: '2027-03-10T10:00:00-05:00',
      lines: [
        { batchId: first, grossKg: 1019, tareKg: 20, moisturePct: 12.1, refusedKg: 0 },
        ...[
          {
            batchId: other,
            grossKg: 520,
            tareKg: 20.5,
            moisturePct: 10.5,
            refusedKg: 50,
            refusalReason: 'Wet',
          },
        ],
      ],
    };
    const answer = await app.post(`/shipments/${shipment.id}/receipt`, receipt, {
      token: world.recycler.operator.token,
    });
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
  }

  async function plantBySingleCalls(post: (url: string, body: object) => Promise<{ id: string }>): Promise<void> {
    const { app, world } = calls;
    const { operator, sites } = world.plant;
    const [siteId] = sites;
    const { body } = await app.get('/grades', { token: operator.token });
    const [grade] = body.items as { id: string }[];
    const lot = { siteId, gradeId: grade?.id };
    await post('/magnet-lots', {
      ...lot,
      code: 'M-1',
      occurredAt: '2027-03-07T08:00:00-05:00',
      netKg: 50.1255,
      pieces: 1000,
      uncoated: false,
      heat: 'H 7',
    });
    await post('/magnet-lots', {
      ...lot,
      code: 'M-2',
      occurredAt: '2027-03-07T09:00:00-05:00',
      netKg: 10,
      pieces: 200,
      uncoated: true,
      assay: {
        laboratory: 'Lab',
        method: 'XRF',
        reportNo: 'R 8',
        sampledAt: '2027-03-07T12:00:00-05:00',
        composition: { Nd: 24.5, Dy: '<0.05' },
      },
    });
    await post('/magnet-lots', {
      ...lot,
      code: 'M-3',
      occurredAt: '2027-03-08T08:00:00-05:00',
      netKg: 1,
      pieces: 20,
      returnedFrom: { customer: 'Motor works', use: 'used', evidence: 'Dismantling report 5' },
    });
    await post(`/sites/${siteId}/counts`, {
      countedOn: '2027-03-06',
      note: 'Before the night shift',
      lines: [
        {
          stage: 'powder',
          dryKg: 120.5,
          assay: { laboratory: 'Lab', method: 'XRF', composition: { Nd: 25, Dy: '<0.05' } },
        },
        { stage: 'powder', dryKg: 30, standardUncertaintyPct: 0.5 },
        { stage: 'machining', dryKg: 12.25, estimated: true },
      ],
    });
    await post(`/sites/${siteId}/counts`, { countedOn: '2027-03-07', lines: [{ stage: 'alloy', dryKg: 0 }] });
  }

  it('book what the single calls book: the same rows in every table', async () => {
    const [one, other] = [await rowsOf(files), await rowsOf(calls)];
    for (const table of TABLES) expect([table, one[table]]).toEqual([table, other[table]]);
    expect(one['batch']).toHaveLength(9);
    expect(one['charge']).toHaveLength(3);
    expect([one['magnet_lot']?.length, one['wip_count']?.length, one['wip_count_line']?.length]).toEqual([3, 2, 4]);
  });

  it('book nothing when they are sent again', async () => {
    const before = await rowsOf(files);
    const { desk, receiver, world } = files;
    const site = world.plant.sites[0];
    for (const [kind, text, by, at] of [
      ...([
        ['by-products', BY_PRODUCTS, desk, site],
        ['supplies', SUPPLIES, desk, site],
      ] as const),
      ...([
        ['charges', CHARGES, desk, site],
        ['magnet-lots', LOTS, desk, site],
        ['counts', COUNTS, desk, site],
        ['assays', ASSAYS, desk, site],
      ] as const),
      ['receipts', RECEIPTS.replaceAll('CODE', code), receiver, world.recycler.sites[0]] as const,
    ]) {
      const done = await by.booked(kind, at, text);
      expect([kind, done.state, done.faults, done.booked]).toEqual([kind, 'done', [], 0]);
      expect([kind, done.alreadyThere]).toEqual([kind, done.rows]);
    }
    expect(await rowsOf(files)).toEqual(before);
  });

  it.each([
    ['by-products', 'csv', 3],
    ['by-products', 'xlsx', 3],
    ['supplies', 'csv', 2],
    ['supplies', 'xlsx', 2],
    ['charges', 'csv', 3],
    ['charges', 'xlsx', 3],
    // Of three drums and two lots of metal; those of magnets stand in their own file.
    ['assays', 'csv', 5],
    ['assays', 'xlsx', 5],
    ['magnet-lots', 'csv', 3],
    ['magnet-lots', 'xlsx', 3],
    ['counts', 'csv', 4],
    ['counts', 'xlsx', 4],
    ['receipts', 'csv', 2],
    ['receipts', 'xlsx', 2],
  ])('find %s that were written as %s booked already, all %i rows', async (kind, format, rows) => {
    const { app, world, desk, receiver } = files;
    const isReceived = kind === 'receipts';
    const [by, party] = isReceived ? [receiver, world.recycler] : [desk, world.plant];
    const [site] = party.sites;
    const url = `/exports?kind=${kind}&format=${format}&siteId=${site}`;
    const written = await app.bytes(url, party.operator.token);
    const type = format === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const { body } = await by.send(kind, site, written, { 'content-type': type });
    const proposal = { decimal: 'point', dates: 'year-first', fixed: [], ...(format === 'csv' && { delimiter: ',' }) };
    const looked = await by.mapped(body.id as string, proposal);
    expect([looked.faults, looked.rows, looked.alreadyThere]).toEqual([[], rows, rows]);
    await by.act(body.id as string, 'cancellation');
  });

  it('tell each row of a count, and of magnets, what is wrong with it', async () => {
    const { desk, world } = files;
    const [site] = world.plant.sites;
    const told = async (kind: string, text: string): Promise<unknown[]> => {
      const { faults } = (await desk.booked(kind, site, text)) as { faults: Record<string, unknown>[] };
      return faults.map(({ row, column, value, code: what }) => [row, column, value, what]);
    };
    const day = '2027-03-09';
    expect(
      await told(
        'counts',
        csv(
          'countedOn,stage,line,dryKg [kg]',
          `${day},powder,1,10`,
          `${day},dust,1,10`,
          `${day},powder,1,11`,
          `${day} 08:00,powder,1,10`,
          '2027-03-06,powder,1,120.5',
          '2027-03-07,alloy,1,0',
        ),
      ),
    ).toEqual([
      [2, null, null, 'others-wrong'],
      [3, null, null, 'others-wrong'],
      [4, 'line', '1', 'line-repeated'],
      [5, 'countedOn', `${day} 08:00`, 'day-with-time'],
      [6, 'countedOn', '2027-03-06', 'other-figures'],
    ]);
    expect(
      await told(
        'magnet-lots',
        csv(
          'code,occurredAt,grade,netKg [kg],pieces,returnedFrom.use,returnedFrom.customer',
          'M-1,2027-03-07 08:00,N42SH,50.1255,1000,,',
          'M-2,2027-03-07 09:00,N42SH,10,201,,',
          'M-5,2027-03-07 09:00,N50,10,200,,',
          'M-6,2026-12-31 09:00,N42SH,10,200,,',
          'M-7,2027-03-07 09:00,N42SH,10,200,broken,Motor works',
          'Drum 1,2027-03-07 09:00,N42SH,10,200,,',
        ),
      ),
    ).toEqual([
      // The heat and the coating are not in this file, and what is booked has others.
      [2, 'code', 'M-1', 'other-figures'],
      [3, 'code', 'M-2', 'other-figures'],
      [4, 'grade', 'N50', 'names-no-grade'],
      [5, 'grade', 'N42SH', 'grade-not-yet'],
      [6, 'returnedFrom.use', 'broken', 'not-one-of'],
      [7, 'code', 'Drum 1', 'other-figures'],
    ]);
  });
});
