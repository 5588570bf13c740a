import { readSheet } from '../src/files/index.js';
import { FileDesk } from './support/files.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const CSV = [
  'code,stream,occurredAt,alloy,containerId,grossKg [kg],tareKg [kg],moisturePct [%],note,assay.laboratory,assay.method,assay.sampledAt,assay.composition Nd [%],assay.composition Dy [%]',
  'X-1,grinding-sludge-oily,2027-03-01T13:00:00.000Z,NdFeB,=1+1,120.5,20,10,,Lab,ICP-OES,2027-03-01T12:00:00.000Z,24.1,<0.05',
  'X-2,grinding-sludge-oily,2027-03-01T14:00:00.000Z,NdFeB,,100,20,10,"a, b",,,,,',
];

describe('lists as files', () => {
  let app: TestApp;
  let world: World;
  let desk: FileDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new FileDesk(app, world.plant.operator.token);
    await desk.booked('by-products', world.plant.sites[0], CSV.map((line) => `${line}\r\n`).join(''));
  });
  afterAll(() => app.stop());

  const read = (url: string, token = world.plant.operator.token): Promise<Answer> => app.get(url, { token });
  const linesOf = ({ text }: Answer): string[][] =>
    text
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split(','));

  it('have the columns that imports read, and what is no number cannot be run as a formula', async () => {
    const answer = await read('/exports?kind=by-products&from=2027-03-01&to=2027-03-01');
    expect(answer.headers['content-type']).toContain('text/csv');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="by-products.csv"');
    const [header = [], newest = [], first = []] = linesOf(answer);
    expect(header.slice(0, 11)).toEqual([
      ...['code', 'stream', 'occurredAt', 'alloy', 'grade', 'pieces', 'containerId', 'grossKg [kg]', 'tareKg [kg]'],
      ...['moisturePct [%]', 'oilPct [%]'],
    ]);
    expect(header.slice(-2)).toEqual(['assay.composition Dy [%]', 'assay.composition Nd [%]']);
    expect(newest.slice(0, 4)).toEqual(['X-2', 'grinding-sludge-oily', '2027-03-01T14:00:00.000Z', 'NdFeB']);
    expect([first[0], first[6], first[7], first.at(-2), first.at(-1)]).toEqual([
      'X-1',
      "'=1+1",
      '120.5',
      '<0.05',
      '24.1',
    ]);
  });

  it('are workbooks too, whose rows an import finds booked already', async () => {
    const url = '/exports?kind=by-products&format=xlsx&from=2027-03-01&to=2027-03-01';
    const response = await app.bytes(url, world.plant.operator.token);
    const rows = [];
    for await (const { cells } of readSheet(response)) rows.push(cells);
    expect(rows[2]?.[6]).toEqual({ kind: 'text', text: '=1+1' });
    expect(rows[2]?.[7]).toEqual({ kind: 'number', text: '120.5', isPercent: false });
    const sent = await desk.send('by-products', world.plant.sites[0], response, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    const looked = await desk.mapped(sent.body.id);
    expect(looked).toMatchObject({ rows: 2, wrong: 0, alreadyThere: 2, faults: [] });
  });

  it('hold what their lists tell, and no more', async () => {
    expect(linesOf(await read('/exports?kind=assays'))).toHaveLength(2);
    expect(linesOf(await read('/exports?kind=by-products', world.recycler.operator.token))).toHaveLength(1);
    for (const { token } of [world.otherPlant.admin, world.otherRecycler.operator, world.auditor]) {
      expect(linesOf(await read('/exports?kind=by-products', token))).toHaveLength(1);
    }
    expect((await read('/exports?kind=agreements')).status).toBe(400);
  });

  it('tell nobody else what happens inside a plant', async () => {
    const { plant, recycler, otherPlant, otherRecycler, auditor } = world;
    const [siteId] = plant.sites;
    const { token } = plant.operator;
    const { body } = await app.get('/batches?kind=by-product', { token });
    const [drum] = body.items as { id: string }[];
    await app.post(
      `/sites/${siteId}/counts`,
      { countedOn: '2027-03-02', lines: [{ stage: 'alloy', dryKg: 7 }] },
      { token },
    );
    await app.post(
      '/shipments',
      { fromSiteId: siteId, toSiteId: plant.sites[1] ?? siteId, batchIds: [drum?.id] },
      { token },
    );
    expect(linesOf(await read('/exports?kind=counts'))).toEqual([
      [
        'countedOn',
        'stage',
        'line',
        'dryKg [kg]',
        'estimated',
        'standardUncertaintyPct [%]',
        'note',
        'assay.laboratory',
        'assay.method',
      ],
      ['2027-03-02', 'alloy', '1', '7', 'false', '1', '', '', ''],
    ]);
    const kinds = ['supplies', 'charges', 'magnet-lots', 'counts', 'receipts', 'shipments', 'runs'];
    for (const stranger of [recycler.operator, otherPlant.admin, otherRecycler.operator, auditor]) {
      for (const kind of kinds) {
        const answer = await read(`/exports?kind=${kind}`, stranger.token);
        expect([kind, answer.status, linesOf(answer).length]).toEqual([kind, 200, 1]);
      }
      expect((await read(`/exports?kind=counts&siteId=${siteId}`, stranger.token)).status).toBe(404);
    }
  });
});
