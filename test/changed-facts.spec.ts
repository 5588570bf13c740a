import { setImmediate } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { dataSourceOptions, runSql } from '../src/database/index.js';
import { gate } from './support/gate.js';
import { signedAgreement, sludge } from './support/loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { databaseKind } from './support/test-database.js';
import { buildWorld, type World } from './support/world.js';

/*
 * What is read together, or once for several units, is never older than the request that it is read for: whoever changes it,
 * the next batch is logged by what is true now.
 */

let app: TestApp;
let world: World;
let token: string;
let agreementId: string;

beforeAll(async () => {
  app = await TestApp.start();
  world = await buildWorld(app);
  agreementId = (await signedAgreement(app, world)).id;
  ({ token } = world.plant.operator);
  await log();
});
afterAll(() => app.stop());
afterEach(() => elsewhere(...RIGHT.map((sql) => sql())));

const log = (): Promise<Answer> => app.post('/batches', sludge(world), { token });
/** What became of a log: its agreement, and the site's code in front of its own. */
const told = ({ status, body }: Answer): unknown[] =>
  status === 201 ? [body.agreementId, String(body.code).slice(0, 4)] : [status, body.code];
const covered = (): unknown[] => [agreementId, 'MP-1'];

const siteCode = (code: string) => `UPDATE "site" SET "code" = '${code}' WHERE "id" = '${world.plant.sites[0]}'`;
const reachTo = (day: string) =>
  `UPDATE "agreement_reach" SET "toOn" = '${day}' WHERE "agreementId" = '${agreementId}'`;
const operator = (active: boolean) =>
  `UPDATE "user_account" SET "active" = ${active} WHERE "id" = '${world.plant.operator.id}'`;
const RIGHT = [() => siteCode('MP-1'), () => reachTo('2036-12-31'), () => operator(true)];

const changes: [string, () => string, () => unknown[]][] = [
  ['the code of the site', () => siteCode('NEW1'), () => [agreementId, 'NEW1']],
  ['the days that the agreement covers', () => reachTo('2027-03-01'), () => [null, 'MP-1']],
  ['who may sign in', () => operator(false), () => [401, 'unauthenticated']],
];

/** Through a connection of its own, as another process has. */
async function elsewhere(...statements: string[]): Promise<void> {
  const other = await new DataSource(dataSourceOptions(app.config.database, [])).initialize();
  try {
    for (const sql of statements) await other.query(sql);
  } finally {
    await other.destroy();
  }
}

const within = (sql: string): Promise<void> => app.work.run(async (tx) => void (await runSql(tx, sql)));

describe.each(changes)('%s', (_, sql, expected) => {
  it('is what another process has made it', async () => {
    expect(told(await log())).toEqual(covered());
    await elsewhere(sql());
    expect(told(await log())).toEqual(expected());
    await elsewhere(...RIGHT.map((right) => right()));
    expect(told(await log())).toEqual(covered());
  });

  it('is what a unit of this one has made it', async () => {
    expect(told(await log())).toEqual(covered());
    await within(sql());
    expect(told(await log())).toEqual(expected());
  });

  it('is as it was after a unit that was taken back', async () => {
    const failing = app.work.run(async (tx) => {
      await runSql(tx, sql());
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(told(await log())).toEqual(covered());
  });

  it('is known to whoever asks while others are being answered', async () => {
    const before = [log(), log(), log(), log()];
    await Promise.race(before);
    await elsewhere(sql());
    expect(told(await log())).toEqual(expected());
    await Promise.all(before);
  });
});

if (databaseKind() === 'sqlite') {
  describe('within a shared transaction', () => {
    beforeAll(() => {
      app.work.groups.mostMs = Infinity;
    });

    /** Units that share one transaction, in their order. */
    async function inOneGroup(units: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
      const [begun, complete] = [gate(), gate()];
      const first = app.work.run(async () => {
        begun.open();
        await complete.opened;
      });
      await begun.opened;
      const answers: Promise<unknown>[] = [];
      for (const [index, unit] of units.entries()) {
        answers.push(unit().catch((error: unknown) => String(error)));
        while (app.work.groups.length <= index) await setImmediate();
      }
      complete.open();
      await first;
      return Promise.all(answers);
    }

    const change = (sql: string, then?: Error) => () =>
      app.work.run(async (tx: EntityManager) => {
        await runSql(tx, sql);
        if (then) throw then;
      });
    const logged = async (): Promise<unknown> => told(await log());

    it('a change holds for the units after it', async () => {
      const units = [logged, change(siteCode('NEW1')), logged, change(reachTo('2027-03-01')), logged];
      expect(await inOneGroup(units)).toEqual([covered(), undefined, [agreementId, 'NEW1'], undefined, [null, 'NEW1']]);
    });

    it('one that is taken back holds for none of them', async () => {
      const fault = new Error('on purpose');
      const units = [
        logged,
        change(siteCode('NEW1'), fault),
        logged,
        change(reachTo('2027-03-01'), fault),
        logged,
        change(siteCode('NEW2')),
        logged,
      ];
      expect(await inOneGroup(units)).toEqual([
        covered(),
        'Error: on purpose',
        covered(),
        'Error: on purpose',
        covered(),
        undefined,
        [agreementId, 'NEW2'],
      ]);
    });
  });
}
