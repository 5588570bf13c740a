import { verifyBooks } from '../src/modules/verification/index.js';
import { ExamplePlant } from './support/example-plant.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('the balance of a plant', () => {
  let app: TestApp;
  let world: World;
  let plant: ExamplePlant;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    plant = new ExamplePlant(app, world);
    await plant.count('2027-02-28', 1_000);
    await plant.month();
  });
  afterAll(() => app.stop());

  const url = (rest = ''): string => `/sites/${plant.siteId}${rest}`;

  it('is not known while only one end is counted', async () => {
    const balance = await plant.balance();
    expect(balance).toMatchObject({
      countedFrom: null,
      countedTo: null,
      total: { verdict: 'not-known', completenessPct: null, unexplainedKg: null, expectedKg: null },
    });
    expect(balance['warnings']).toEqual([{ code: 'wip-not-counted', message: expect.any(String) as string }]);
  });

  it('runs from count to count, each term to the kilogram', async () => {
    await plant.count('2027-03-31', 1_200);
    const { elements, ...balance } = await plant.balance();
    expect(balance).toMatchObject({
      countedFrom: '2027-02-28',
      countedTo: '2027-03-31',
      warnings: [],
      assaysByDefault: 0,
    });
    expect(elements).toEqual([
      {
        element: 'Nd',
        openingKg: 250,
        chargedKg: 1060.01492,
        reusedInProcessKg: 20,
        backToProductionKg: 0,
        magnetsKg: 0,
        processLossesKg: 0,
        closingKg: 300,
        loggedKg: 313,
        expectedKg: 1030.01492,
        unexplainedKg: 717.01492,
        uncertaintyKg: expect.any(Number) as number,
        completenessPct: 29.0095,
        verdict: 'not-known',
        partsKg: expect.any(Object) as object,
      },
    ]);
    const parts = elements[0]?.['partsKg'] as Record<string, number>;
    // Without magnets 0.0005 x (1,060.01492 + 20 - 313) stand on the scale; the rest is as in the worked example.
    const rounded = Object.entries(parts).map(([kind, kg]) => [kind, Number(kg.toFixed(4))]);
    expect(Object.fromEntries(rounded)).toEqual({
      repeatability: 0.0525,
      calibration: 0.3835,
      moisture: 1.8,
      count: 3.9051,
      laboratory: 2.535,
      family: 2.4743,
      assay: 1.6113,
    });
  });

  it('is kept by month, as JSON and as a table', async () => {
    const query = '/balance/months?from=2027-02-01&to=2027-03-31';
    const { body } = await app.get(url(query), { token: plant.token });
    const items = body.items as { from: string; total: { unexplainedKg: number | null } }[];
    expect(items.map(({ from, total }) => [from, total.unexplainedKg])).toEqual([
      ['2027-02-01', null],
      ['2027-03-01', 717.01492],
    ]);
    const { text } = await app.get(url(query), { token: plant.token, headers: { accept: 'text/csv' } });
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^siteId,from,to,countedFrom,countedTo,element,openingKg,/);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toMatch(/,2027-03-01,2027-03-31,2027-02-28,2027-03-31,Nd,250,1060.01492,20,0,0,0,300,313,/);
  });

  it('takes another count of the day with a reason only, and keeps the first', async () => {
    const body = {
      countedOn: '2027-03-31',
      lines: [{ stage: 'green', dryKg: 1_100, estimated: true, assay: plant.counted(25) }],
    };
    const refused = await app.post(url('/counts'), body, { token: plant.token });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/reason', message: 'must say why', code: 'no-reason' }],
    ]);
    const again = await app.post(
      url('/counts'),
      { ...body, reason: 'One bin was counted twice.' },
      { token: plant.token },
    );
    expect(again.body).toMatchObject({
      inForce: true,
      lines: [
        { stage: 'green', dryKg: 1_100, estimated: true, standardUncertaintyPct: 5, elements: { Nd: { kg: 275 } } },
      ],
    });
    const { body: list } = await app.get(url('/counts'), { token: world.plant.analyst.token });
    const items = list.items as { id: string; countedOn: string; inForce: boolean }[];
    expect(items.map(({ countedOn, inForce }) => [countedOn, inForce])).toEqual([
      ['2027-03-31', true],
      ['2027-03-31', false],
      ['2027-02-28', true],
    ]);
    expect(again.body.replacesId).toBe(items[1]?.id);
    const { body: one } = await app.get(url(`/counts/${items[1]?.id}`), { token: plant.token });
    expect(one).toMatchObject({
      inForce: false,
      lines: [{ stage: 'powder', dryKg: 1_200, standardUncertaintyPct: 1 }],
    });
    expect((await plant.balance()).total).toMatchObject({ closingKg: 275, unexplainedKg: 742.01492 });
    await plant.count('2027-03-31', 1_200, { reason: 'The first was right.' });
  });

  it('names what is wrong with a count', async () => {
    const wrong = {
      countedOn: '2031-01-01',
      lines: [
        { stage: 'melt', dryKg: -1 },
        { stage: 'alloy', dryKg: 1, assay: { ...plant.counted(25), expandedUncertainty: { Dy: 1 } } },
      ],
    };
    const shape = await app.post(url('/counts'), wrong, { token: plant.token });
    expect([shape.status, shape.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/lines/0/stage', '/lines/0/dryKg'],
    ]);
    const sense = await app.post(url('/counts'), { ...wrong, lines: wrong.lines.slice(1) }, { token: plant.token });
    expect([sense.status, sense.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['/countedOn', '/lines/0/assay/expandedUncertainty/Dy'],
    ]);
  });

  it('is struck as the site says: scales, limits, elements', async () => {
    const token = world.plant.admin.token;
    const { body: before, headers } = await app.get(url('/balance-settings'), { token });
    expect(before).toMatchObject({
      isDefault: true,
      scales: [{ name: 'scale', calibrationPct: 0.05, repeatabilityKg: 0.05 }],
      moisture: { method: 'drying', points: 0.5 },
      coarsePct: 5,
    });
    const { siteId: _, isDefault, version, ...kept } = before as Record<string, unknown>;
    expect([headers['etag'], isDefault, version]).toEqual(['"1"', true, 1]);
    const scale = { name: 'Yard', calibrationPct: 0.2, repeatabilityKg: 0.5, weighs: ['by-products'] };
    const settings = {
      ...kept,
      scales: [...(kept['scales'] as object[]).map((one) => ({ ...one, weighs: ['supplies'] })), scale],
    };
    const put = (etag: string, as = token) =>
      app.send('PUT', url('/balance-settings'), settings, { token: as, headers: { 'if-match': etag } });
    expect((await put('"1"', plant.token)).status).toBe(403);
    expect((await put('"2"')).status).toBe(412);
    expect((await put('"1"')).body).toMatchObject({ isDefault: false, version: 2, scales: [{}, { name: 'Yard' }] });
    const { elements } = await plant.balance();
    // 0.0005 x 1,060.01492 on one scale, 0.002 x (20 - 313) on the other.
    const { calibration } = elements[0]?.['partsKg'] as Record<string, number>;
    expect(Number(calibration?.toFixed(4))).toBe(0.7901);
    const back = await app.send('PUT', url('/balance-settings'), kept, { token, headers: { 'if-match': '"2"' } });
    expect(back.status).toBe(200);
  });

  it('is verified as far as it can be: what took the place of what', async () => {
    const found = async (): Promise<string[]> => {
      const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
      return findings.map(({ code }) => code);
    };
    expect(await found()).toEqual([]);
    const set = (reason: string) =>
      app.store.writer.query(
        `UPDATE "wip_count" SET "reason" = ${reason} WHERE "siteId" = '${plant.siteId}' AND "inForce" AND "replacesId" IS NOT NULL`,
      );
    await set('NULL');
    expect(await found()).toEqual(['wip-count-replaced']);
    await set(`'The first was right.'`);
    const force = (to: string, from: string) =>
      app.store.writer.query(
        `UPDATE "wip_count" SET "inForce" = ${to} WHERE "countedOn" = '2027-02-28' AND "inForce" = ${from}`,
      );
    await force('FALSE', 'TRUE');
    expect(await found()).toEqual(['wip-count-force']);
    await force('TRUE', 'FALSE');
    expect(await found()).toEqual([]);
  });

  it('is for nobody but the party of the site and the auditors that it invited', async () => {
    const paths = ['/counts', '/balance-settings', '/balance?from=2027-03-01&to=2027-03-31'];
    const statuses = async (token: string) =>
      Promise.all(paths.map(async (path) => (await app.get(url(path), { token })).status));
    expect(await statuses(world.plant.analyst.token)).toEqual([200, 200, 200]);
    for (const { token } of [world.recycler.admin, world.otherPlant.admin, world.auditor]) {
      expect(await statuses(token)).toEqual([404, 404, 404]);
    }
    const counted = await app.post(
      url('/counts'),
      { countedOn: '2027-04-30', lines: [] },
      { token: world.recycler.admin.token },
    );
    expect(counted.status).toBe(404);
  });
});
