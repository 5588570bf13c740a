import { verifyLedger } from '../src/modules/ledger/index.js';
import { FileDesk } from './support/files.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const HEADER = [
  ...['code', 'stream', 'occurredAt', 'alloy', 'grossKg [kg]', 'tareKg [kg]', 'moisturePct [%]', 'assay.laboratory'],
  ...['assay.method', 'assay.sampledAt', 'assay.composition Nd [%]', 'assay.composition Dy [%]'],
];
const row = (code: string, more: Partial<Record<string, string>> = {}): string =>
  [
    ...[code, more['stream'] ?? 'grinding-sludge-oily', more['on'] ?? '2027-03-01 08:00', 'NdFeB'],
    ...[more['gross'] ?? '120', more['tare'] ?? '20', more['moisture'] ?? '10', 'Lab', 'ICP-OES', '2027-03-01'],
    ...[more['Nd'] ?? '24.1', more['Dy'] ?? '<0.05'],
  ].join(',');
const csv = (...rows: string[]): string => [HEADER.join(','), ...rows].map((line) => `${line}\r\n`).join('');

describe('files of by-products', () => {
  let app: TestApp;
  let world: World;
  let desk: FileDesk;
  let site: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new FileDesk(app, world.plant.operator.token);
    site = world.plant.sites[0];
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const count = (table: string): Promise<number> =>
    app.store.manager
      .query<{ n: unknown }[]>(`SELECT COUNT(*) AS "n" FROM "${table}"`)
      .then(([found]) => Number(found?.n));
  const batch = async (code: string): Promise<unknown> =>
    (await app.store.manager.query<unknown[]>(`SELECT "dryMg" FROM "batch" WHERE "code" = '${code}'`))[0];

  it('are looked at, then booked, each row as the single call books it', async () => {
    const sent = await desk.send('by-products', site, csv(row('F-1'), row('F-2', { gross: '70.5' })));
    expect([sent.status, sent.body.state]).toEqual([202, 'reading']);
    const before = await desk.one(sent.body.id);
    expect([before.mapping, before.firstRows[0].header]).toEqual([null, HEADER]);
    const looked = await desk.mapped(sent.body.id);
    expect(looked).toMatchObject({
      rows: 2,
      wrong: 0,
      alreadyThere: 0,
      booked: 0,
      faults: [],
      totals: { dryKg: 135.45 },
    });
    expect(await batch('F-1')).toBeUndefined();
    expect((await desk.act(sent.body.id, 'booking')).status).toBe(202);
    const done = await desk.when(sent.body.id, 'done');
    expect(done).toMatchObject({ rows: 2, wrong: 0, booked: 2, userId: world.plant.operator.id });
    const { body } = await app.get('/batches?limit=2', { token: world.plant.operator.token });
    expect(
      body.items.map((item: { code: string; dryKg: number; elements: object }) => [
        item.code,
        item.dryKg,
        item.elements,
      ]),
    ).toEqual([
      ['F-2', 45.45, { Nd: { kg: 10.95345 } }],
      ['F-1', 90, { Nd: { kg: 21.69 } }],
    ]);
  });

  it('are remembered by their columns, and the same one again books nothing', async () => {
    const batches = await count('batch');
    const { body } = await desk.send('by-products', site, csv(row('F-1'), row('F-2', { gross: '70.5' })));
    const looked = await desk.when(body.id, 'looked');
    expect(looked).toMatchObject({ rows: 2, wrong: 0, alreadyThere: 2, totals: { dryKg: 0 } });
    await desk.act(body.id, 'booking');
    expect(await desk.when(body.id, 'done')).toMatchObject({ booked: 0, alreadyThere: 2 });
    expect(await count('batch')).toBe(batches);
  });

  it('say every fault by row, column, value and what to do, and book nothing while a row is wrong', async () => {
    const { body } = await desk.send(
      'by-products',
      site,
      csv(
        row('F-3'),
        row('F-1', { gross: '121' }),
        row('F-4', { gross: '1.234,5', on: '03/04/2027' }),
        row('F-5', { tare: '130', stream: 'sand' }),
        ',,,,,,,,,,,',
        'Total,,,,345,,,,,,,',
        row('f-3 ', { gross: '99' }),
        row('F-6', { on: '2027-07-09' }),
        `${row('F-7')},9`,
      ),
    );
    const looked = await desk.when(body.id, 'looked');
    expect(looked).toMatchObject({ rows: 9, wrong: 8, alreadyThere: 0 });
    expect(
      looked.faults.map((fault: { row: number; column: string; value: string; code: string }) => [
        ...[fault.row, fault.column, fault.value, fault.code],
      ]),
    ).toEqual([
      [3, 'code', 'F-1', 'other-figures'],
      [4, null, null, 'other-cells'],
      [5, 'stream', 'sand', 'not-a-stream'],
      [5, 'tareKg [kg]', '130', 'not-below-gross'],
      [6, null, null, 'empty-row'],
      [7, null, null, 'total-row'],
      [8, 'code', 'f-3 ', 'other-figures'],
      [9, 'occurredAt', '2027-07-09', 'too-far-ahead'],
      [10, null, null, 'other-cells'],
    ]);
    const refused = await desk.act(body.id, 'booking');
    expect([refused.status, refused.body.code]).toEqual([409, 'rows-wrong']);
    const text = await app.get(`/imports/${body.id}/faults`, { token: world.plant.operator.token });
    expect(text.text.split('\r\n')[6]).toBe('7,,,total-row,is a row of totals: delete it');
    await desk.act(body.id, 'booking', { goodRowsOnly: true });
    expect(await desk.when(body.id, 'done')).toMatchObject({ booked: 1, wrong: 8 });
    expect(await batch('F-3')).toBeDefined();
    expect(await batch('F-4')).toBeUndefined();
  });

  it('say what can be done with them, how far they are and whose word their reading is', async () => {
    const { token } = world.plant.operator;
    const text = `${csv(row('M-1'), row('M-2')).replace('code,stream', 'Drum,stream')}`;
    const url = `/imports?kind=by-products&siteId=${site}&fileName=${encodeURIComponent('März 2027.csv')}`;
    const { body } = await app.send('POST', url, text, { token, headers: { 'content-type': 'text/csv' } });
    const sent = await desk.one(body.id);
    expect(sent).toMatchObject({ fileName: 'März 2027.csv', isMapped: false, through: 0, may: ['map', 'cancel'] });
    // All but the column that has another name were read before at this site.
    expect(sent.remembered).toMatchObject({ userId: world.plant.operator.id, columns: HEADER.slice(1) });
    const analyst = await app.get(`/imports/${body.id}`, { token: world.plant.analyst.token });
    expect([analyst.status, analyst.body.may]).toEqual([200, []]);

    const columns = [...sent.proposal.columns, { column: 'Drum', field: 'code' }];
    const looked = await desk.mapped(body.id, { columns });
    expect(looked).toMatchObject({ isMapped: true, rows: 2, through: 2, may: ['map', 'book', 'cancel'] });
    await desk.act(body.id, 'cancellation');
    expect(await desk.one(body.id)).toMatchObject({ state: 'cancelled', may: [] });
    const list = await app.get(`/imports?siteId=${site}&limit=1`, { token });
    expect(list.body.items).toMatchObject([
      { id: body.id, fileName: 'März 2027.csv', userId: world.plant.operator.id },
    ]);
  });
});
