import type { QueryRunner } from 'typeorm';
import { Country1790172000000 } from '../src/database/migrations/1790172000000-country.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { assayOf, sludge } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

type Row = Record<string, unknown>;

describe('the country of a group', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let supply: string;
  let fed: string;
  let runId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    const charge = { batchId: loop.recycled, dryKg: 60, occurredAt: '2027-03-20T08:00:00-04:00' };
    await created(app, '/charges', { ...charge, siteId: world.plant.sites[0] }, world.plant.operator.token);
    supply = await supplied(app, world, { separationCountry: 'CN', metalCountry: 'VN' });
    // A batch of the recycler's own, of feed that was mined in a country that it names and of feed of which it does not.
    const desk = new RunDesk(app, world);
    const feed = { origin: 'post-consumer', description: 'Motors', dryKg: 60, composition: { Nd: 30 } };
    const run = await desk.closed({
      occurredAt: '2027-03-22T12:00:00Z',
      inputs: [],
      otherFeed: [{ ...feed, originCountry: 'BR' }, feed],
      outputs: [output('rMREO', 40, { Nd: 80 })],
    });
    fed = run.outputs[0]?.id ?? '';
    runId = run.id;
  });
  afterAll(() => app.stop());

  const rows = (sql: string): Promise<Row[]> => app.store.manager.query(sql);
  const countries = async (table: string): Promise<unknown[]> =>
    (await rows(`SELECT DISTINCT "countryKey" FROM "${table}" ORDER BY "countryKey"`)).map((row) => row['countryKey']);
  const report = async (): Promise<unknown> => {
    const query = `agreementId=${loop.a}&from=2027-01-01&to=2027-12-31`;
    return (await app.get(`/reports/circularity?${query}`, { token: world.plant.analyst.token })).body;
  };
  const findings = async (): Promise<unknown> => (await app.store.snapshot((manager) => verifyBooks(manager))).findings;
  const within = async (act: (runner: QueryRunner) => Promise<void>): Promise<void> => {
    const runner = app.store.writer.createQueryRunner();
    await runner.startTransaction();
    await act(runner);
    await runner.commitTransaction();
    await runner.release();
  };
  const definitions = (): Promise<Row[]> =>
    rows(
      app.store.kind === 'sqlite'
        ? `SELECT "type", "name" FROM "sqlite_master" WHERE "name" NOT LIKE 'sqlite_%' ORDER BY "type", "name"`
        : `SELECT "indexdef" AS "name" FROM "pg_indexes" WHERE "schemaname" = 'public' AND "indexname" NOT LIKE 'PK_%'
            UNION SELECT "tgname" FROM "pg_trigger" WHERE NOT "tgisinternal" ORDER BY 1`,
    );

  it('is that of the site for by-product, and that of mining for what was bought or fed', async () => {
    expect(await countries('posting')).toEqual(['', 'AU', 'BR', 'JP', 'US']);
    const held = await rows(
      `SELECT "countryKey", "massMg" FROM "balance" WHERE "batchKey" = '${fed}' AND "commodity" = 'Nd'`,
    );
    // 32 kg of Nd come out of 18 and 18.
    expect(held.map((row) => `${String(row['countryKey'])} ${String(row['massMg'])}`).sort()).toEqual([
      ' 16000000',
      'BR 16000000',
    ]);
    const read = (path: string, { token }: { readonly token: string }) => app.get(path, { token });
    const feeds = (await read(`/runs/${runId}`, world.recycler.analyst)).body.otherFeed as { originCountry: unknown }[];
    expect(feeds.map(({ originCountry }) => originCountry)).toEqual(['BR', null]);
    expect((await read(`/batches/${supply}`, world.plant.analyst)).body).toMatchObject({
      originCountry: 'AU',
      separationCountry: 'CN',
      metalCountry: 'VN',
    });
    const { body } = await read(`/batches/${loop.recycled}`, world.recycler.analyst);
    const shares = (body.attribution as { origin: string; country: string | null }[]).map(
      ({ origin, country }) => `${origin} ${country}`,
    );
    expect(shares.sort()).toEqual(['post-consumer not-disclosed', 'pre-consumer JP', 'pre-consumer US']);
  });

  it('is told of groups of own agreements alone', async () => {
    const seen = async (token: string): Promise<string[]> => {
      const { body } = await app.get(`/entries?batchId=${loop.recycled}&limit=200`, { token });
      const postings = (body.items as { postings: Row[] }[]).flatMap((entry) => entry.postings);
      return [...new Set(postings.map((row) => `${String(row['origin'])} ${String(row['country'])}`))].sort();
    };
    expect(await seen(world.plant.analyst.token)).toEqual([
      'post-consumer not-disclosed',
      'pre-consumer US',
      'pre-consumer not-disclosed',
    ]);
    expect(await seen(world.otherPlant.analyst.token)).toEqual(['pre-consumer JP']);
  });

  it('of what a plant bought is not told to whom it sends some of it', async () => {
    const [{ sites, operator, analyst }, { recycler }] = [world.plant, world];
    const way = { fromSiteId: sites[0], toSiteId: recycler.sites[0], batchIds: [supply], reason: 'To be refined' };
    const { id } = await created(app, '/shipments', way, operator.token);
    const left = { occurredAt: '2027-03-23T08:00:00-04:00' };
    expect((await app.post(`/shipments/${id}/dispatch`, left, { token: operator.token })).status).toBe(200);
    const { body } = await app.get(`/batches/${supply}`, { token: recycler.analyst.token });
    expect(body).toMatchObject({ id: supply, originCountry: null, separationCountry: null, metalCountry: null });
    const entries = (await app.get(`/entries?batchId=${supply}`, { token: recycler.analyst.token })).text;
    expect(entries).toContain('"country":"not-disclosed"');
    expect(entries).not.toContain('"AU"');
    const own = (await app.get(`/entries?batchId=${supply}`, { token: analyst.token })).text;
    expect(own).toContain('"kind":"supplied"');
  });

  it('is unknown of all that was booked before, and of what is drawn from it; no figure moves', async () => {
    const migration = new Country1790172000000();
    const before = { report: await report(), definitions: await definitions() };
    const totals = async (): Promise<Row[][]> =>
      Promise.all(
        ['account_total', 'measure_total'].map(async (table) => {
          const found = await rows(`SELECT * FROM "${table}"`);
          return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
        }),
      );
    const summed = await totals();
    await within((runner) => migration.down(runner));
    expect(Object.keys((await rows('SELECT * FROM "posting" LIMIT 1'))[0] ?? {})).not.toContain('countryKey');
    await within((runner) => migration.up(runner));
    expect(await countries('posting')).toEqual(['']);
    expect(await countries('balance')).toEqual(['']);
    expect(await report()).toEqual(before.report);
    expect(await totals()).toEqual(summed);
    expect(await definitions()).toEqual(before.definitions);
    expect(await findings()).toEqual([]);
    await expect(app.store.writer.query(`UPDATE "posting" SET "countryKey" = 'CN'`)).rejects.toThrow(/append-only/);

    const { token } = world.plant.operator;
    const charge = { batchId: loop.recycled, dryKg: 10, occurredAt: '2027-03-21T08:00:00-04:00' };
    await created(app, '/charges', { ...charge, siteId: world.plant.sites[0] }, token);
    expect(await countries('posting')).toEqual(['']);
    await created(app, '/batches', sludge(world, { code: 'AFTER', assay: assayOf({ Nd: 25 }) }), token);
    expect(await countries('posting')).toEqual(['', 'US']);
    expect(await findings()).toEqual([]);
  });
});
