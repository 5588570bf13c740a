import type { QueryRunner } from 'typeorm';
import { WorkInProgress1790001600000 } from '../src/database/migrations/1790001600000-work-in-progress.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { blendedLoop, type BlendedLoop } from './support/blended-loop.js';
import { assayOf, sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

interface Row {
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly counts: string;
}

describe('work in progress', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    const [siteId, { token }] = [world.plant.sites[0], world.plant.operator];
    const charge = { siteId, batchId: loop.recycled, dryKg: 60, occurredAt: '2027-03-20T08:00:00-04:00' };
    const { body } = await app.post('/charges', charge, { token });
    await created(app, `/entries/${String(body.entryId)}/reversal`, { reason: 'Too much' }, token);
    await created(app, '/charges', { ...charge, dryKg: 40 }, token);
    const assay = assayOf({ Nd: 25 });
    const { id } = await created(app, '/batches', sludge(world, { code: 'AGAIN', assay }), token);
    const reuse = { kind: 'reused-in-process', occurredAt: '2027-03-21T08:00:00-04:00', dryKg: 80, reason: 'Clean' };
    await created(app, `/batches/${id}/dispositions`, reuse, token);
  });
  afterAll(() => app.stop());

  const postings = (): Promise<Row[]> =>
    app.store.manager.query(`SELECT * FROM "posting" ORDER BY "entryId", "ordinal"`);
  const totals = (): Promise<object[]> =>
    app.store.manager.query(
      `SELECT * FROM "account_total" ORDER BY "account", "agreementKey", "partyId", "origin", "commodity", "day"`,
    );
  const report = async (): Promise<unknown> => {
    const query = `agreementId=${loop.a}&from=2027-01-01&to=2027-12-31`;
    return (await app.get(`/reports/circularity?${query}`, { token: world.plant.analyst.token })).body;
  };
  const within = async (act: (runner: QueryRunner) => Promise<void>): Promise<void> => {
    const runner = app.store.writer.createQueryRunner();
    await runner.startTransaction();
    await act(runner);
    await runner.commitTransaction();
    await runner.release();
  };
  const triggers = async (): Promise<unknown> =>
    app.store.manager.query(
      app.store.kind === 'sqlite'
        ? `SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger' ORDER BY "name"`
        : `SELECT "tgname" FROM "pg_trigger" WHERE NOT "tgisinternal" ORDER BY "tgname"`,
    );

  it('takes the place of three places in the world, in books that are there, and moves no figure', async () => {
    const migration = new WorkInProgress1790001600000();
    const before = {
      postings: await postings(),
      totals: await totals(),
      report: await report(),
      guards: await triggers(),
    };
    await within((runner) => migration.down(runner));
    const former = await postings();
    const ways = new Set(
      former.map(({ fromAccount, toAccount, counts }) => {
        const kind = (account: string): string => (account.startsWith('world') ? account : account.split(':')[0]) ?? '';
        return `${kind(fromAccount)} ${kind(toAccount)} ${counts}`;
      }),
    );
    expect([...ways].filter((way) => /generation|charged|reused/.test(way)).sort()).toEqual([
      'stock world:charged consumed+ substituted+',
      'stock world:reused reused+',
      'world:charged stock consumed- substituted-',
      'world:generation stock generated+',
    ]);
    expect(await report()).toEqual(before.report);
    await app.store.writer.query(`DELETE FROM "migration_change"`);
    await within((runner) => migration.up(runner));
    expect(await postings()).toEqual(before.postings);
    expect(await totals()).toEqual(before.totals);
    expect(await report()).toEqual(before.report);
    expect(await triggers()).toEqual(before.guards);
    const changes = await app.store.manager.query<Record<string, unknown>[]>(
      `SELECT "measure", "account", "postings" FROM "migration_change" WHERE "account" = 'wip' ORDER BY "measure"`,
    );
    expect(changes.map(({ measure, postings: n }) => [measure, Number(n)])).toEqual([
      ['consumed', 18],
      ['generated', 6],
      ['reused', 2],
      ['substituted', 18],
    ]);
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });
});
