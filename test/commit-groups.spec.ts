import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { dataSourceOptions, insertRows, runSql } from '../src/database/index.js';
import type { SqliteConnection } from '../src/database/sqlite-connection.js';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { gate } from './support/gate.js';
import { sludge } from './support/loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { databaseKind } from './support/test-database.js';
import { buildWorld, type World } from './support/world.js';

type Work = (tx: EntityManager) => Promise<void>;
const nothing: Work = async () => undefined;

describe('units that wait for each other', () => {
  let app: TestApp;
  let world: World;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    // The first use of a token is noted, which is a unit too.
    await app.get('/batches?limit=1', { token: world.plant.operator.token });
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    expect(findings).toEqual([]);
  });

  const newCode = (): string => `GROUP-${(count += 1)}`;
  const send = (url: string, body: object, key: string): Promise<Answer> =>
    app.post(url, body, { token: world.plant.operator.token, headers: { 'idempotency-key': key } });
  const log = (code: string, key = `key-of-${code}`): Promise<Answer> => send('/batches', sludge(world, { code }), key);
  const draw = (id: string, dryKg: number, key: string): Promise<Answer> => {
    const body = { kind: 'reused-in-process', occurredAt: '2027-03-03T08:00:00-05:00', reason: 'As seen', dryKg };
    return send(`/batches/${id}/dispositions`, body, key);
  };
  const booked = async (code: string): Promise<number> =>
    (await app.get(`/batches?code=${code}`, { token: world.plant.operator.token })).body.items.length as number;
  const leftOf = async (id: string): Promise<number> =>
    (await app.get(`/batches/${id}`, { token: world.plant.operator.token })).body.remainingDryKg as number;
  const statuses = (answers: readonly Answer[]) => answers.map(({ status, body }) => [status, body.code]);

  /** A row that stands for what a unit did. */
  const note = async (tx: EntityManager, id: string): Promise<void> => {
    await runSql(tx, `INSERT INTO "sign_in_failures" VALUES (?, 0, 0, NULL)`, [id]);
  };
  const noted = async (id: string): Promise<boolean> =>
    (await app.store.manager.query<unknown[]>(`SELECT 1 FROM "sign_in_failures" WHERE "id" = '${id}'`)).length > 0;

  it('answer a key that is used twice at once from what the first was answered', async () => {
    const code = newCode();
    const answers = await Promise.all([log(code), log(code)]);
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual([
      [201, answers[0]?.body.id],
      [201, answers[0]?.body.id],
    ]);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(1);
    expect(await booked(code)).toBe(1);
  });

  if (databaseKind() === 'sqlite') {
    beforeEach(() => {
      app.work.groups.mostMs = Infinity;
    });

    /**
     * Lets requests share a transaction, in their order, with a last unit that says how it ends. None is told anything
     * before that.
     */
    async function inOneGroup<T>(
      sent: readonly (() => Promise<T>)[],
      ending: Work,
    ): Promise<PromiseSettledResult<T>[]> {
      const [begun, complete, decided, storing] = [gate(), gate(), gate(), gate()];
      const told: number[] = [];
      const first = app.work.run(async () => {
        begun.open();
        await complete.opened;
      });
      await begun.opened;
      const answers = sent.map(async (one, index) => {
        while (app.work.groups.length < index) await setImmediate();
        return one().finally(() => told.push(index));
      });
      while (app.work.groups.length < sent.length) await setImmediate();
      const last = app.work.run(async (tx) => {
        decided.open();
        await storing.opened;
        await ending(tx);
      });
      complete.open();
      await decided.opened;
      for (let turn = 0; turn < 20; turn += 1) await setImmediate();
      expect(told).toEqual([]);
      storing.open();
      await Promise.allSettled([first, last]);
      return Promise.allSettled(answers);
    }

    async function answersInOneGroup(sent: readonly (() => Promise<Answer>)[], ending: Work): Promise<Answer[]> {
      const settled = await inOneGroup(sent, ending);
      return settled.map((one) => (one as PromiseFulfilledResult<Answer>).value);
    }

    function expectUnavailable(answers: readonly Answer[]): void {
      for (const { status, body, headers } of answers) {
        expect([status, body.code, headers['retry-after']]).toEqual([503, 'database-unavailable', '5']);
      }
    }

    /** What is wrong is found when the transaction is stored, and not before. */
    const orphan: Work = async (tx) => {
      await tx.query('PRAGMA defer_foreign_keys = ON');
      await tx.query(`INSERT INTO "site" SELECT '${v7()}', 'nobody', "code", "codeKey", "name", "country",
        "subdivision", "timeZone", "version", "createdAt" FROM "site" LIMIT 1`);
    };
    /** The disk is full, which is one of the faults after which SQLite takes all of a transaction back by itself. */
    const fullDisk: Work = async (tx) => {
      const [{ page_count: pages = 0 } = {}] = await tx.query<{ page_count: number }[]>('PRAGMA page_count');
      await tx.query(`PRAGMA max_page_count = ${pages}`);
      for (;;) await note(tx, `${v7()}${'x'.repeat(2_000)}`);
    };
    const failures: [string, Work][] = [
      ['is refused', orphan],
      ['finds the disk full', fullDisk],
      ['finds the transaction gone', (tx) => tx.query('ROLLBACK')],
    ];

    describe('share a transaction', () => {
      it('and answer the second use of a key once the first is stored', async () => {
        const code = newCode();
        const [first, second] = await answersInOneGroup([() => log(code), () => log(code)], nothing);
        expect([first?.status, first?.headers['idempotency-replayed']]).toEqual([201, undefined]);
        expect([second?.status, second?.headers['idempotency-replayed']]).toEqual([201, 'true']);
        expect(second?.body).toEqual(first?.body);
        expect(await booked(code)).toBe(1);
      });

      it('and refuse what a neighbour has taken', async () => {
        const code = newCode();
        const answers = await answersInOneGroup([() => log(code), () => log(code, `another-of-${code}`)], nothing);
        expect(statuses(answers).map(String)).toEqual([`201,${code}`, '409,code-taken']);
        expect(await booked(code)).toBe(1);
      });

      it.each(failures)('of which nothing stands where storing it %s', async (_, ending) => {
        const code = newCode();
        const { id } = (await log(newCode())).body as { id: string };
        const sent = [
          () => log(code, `first-of-${code}`),
          () => log(code, `first-of-${code}`),
          () => log(code, `second-of-${code}`),
          () => draw(id, 800, `third-of-${code}`),
          () => draw(id, 800, `fourth-of-${code}`),
        ];
        const answers = await answersInOneGroup(sent, ending);
        expect(answers).toHaveLength(5);
        expectUnavailable(answers);
        await app.store.writer.query('PRAGMA max_page_count = 1073741823');
        expect(await booked(code)).toBe(0);
        expect(await leftOf(id)).toBe(880);
        // Others come first now, and nothing of what was decided then is remembered.
        expect((await draw(id, 800, `fourth-of-${code}`)).status).toBe(201);
        expect((await log(code, `second-of-${code}`)).status).toBe(201);
        expect(statuses([await draw(id, 800, `third-of-${code}`), await log(code, `first-of-${code}`)])).toEqual([
          [409, 'more-than-left'],
          [409, 'code-taken'],
        ]);
        const again = await log(code, `second-of-${code}`);
        expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
      });

      it('of which nothing is told as stored where the transaction is gone after it was done again', async () => {
        const code = newCode();
        const send = [
          () => log(code),
          () => log(code, `another-of-${code}`),
          () => app.work.run((tx) => tx.query('ROLLBACK')).then(() => null),
        ];
        const outcomes = await inOneGroup<Answer | null>(send, (tx) => note(tx, v7()));
        const told = outcomes.map((one) => (one.status === 'fulfilled' ? one.value?.status : String(one.reason)));
        expect(told).toEqual([503, 503, expect.stringContaining('Not stored')]);
        expect(await booked(code)).toBe(0);
      });

      it('of which one that may last begins its own, so that nobody who is through waits for it', async () => {
        const [id, lasting] = [v7(), gate()];
        const first = app.work.run((tx) => note(tx, id));
        const long = app.work.runLong(() => lasting.opened);
        await first;
        expect([await noted(id), app.work.isAwaited]).toEqual([true, false]);
        const other = app.work.run(nothing);
        expect(app.work.isAwaited).toBe(true);
        lasting.open();
        await Promise.all([long, other]);
        expect(app.work.isAwaited).toBe(false);
      });

      it('from which a unit that fails takes nobody along, and leaves nothing', async () => {
        const ids = [v7(), v7(), v7(), v7(), v7()];
        const units = ids.map(
          (id, index) => () =>
            app.work.run(async (tx) => {
              await note(tx, id);
              if (index % 2 === 1) throw new Error(`on purpose ${index}`);
              return index;
            }),
        );
        const outcomes = await inOneGroup(units, () => Promise.reject(new Error('the last')));
        expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
          0,
          'Error: on purpose 1',
          2,
          'Error: on purpose 3',
          4,
        ]);
        expect(await Promise.all(ids.map(noted))).toEqual([true, false, true, false, true]);
      });

      it('in which units keep their order, each to its very end, with the context of its caller', async () => {
        const storage = new AsyncLocalStorage<number>();
        const order: string[] = [];
        const told: number[] = [];
        const step = async (_: EntityManager, items: readonly number[]): Promise<void> => {
          await setImmediate();
          order.push(`end of ${items.join()} for ${storage.getStore()}`);
        };
        const units = [1, 2, 3].map((number) => async () => {
          await storage.run(number, () =>
            app.work.run(async (tx) => {
              order.push(`begin ${number}`);
              app.work.lastly(tx, step, [number, 10 * number]);
              await setImmediate();
              if (number === 2) throw new Error('on purpose');
            }),
          );
          told.push(number);
        });
        await inOneGroup(units, nothing);
        expect(order).toEqual(['begin 1', 'end of 1,10 for 1', 'begin 2', 'begin 3', 'end of 3,30 for 3']);
        expect(told).toEqual([1, 3]);
      });

      it('that takes back with a unit what was done at its end', async () => {
        const [kept, lost] = [v7(), v7()];
        const units = [kept, lost].map(
          (id) => () =>
            app.work.run(async (tx) => {
              const noting = async (): Promise<void> => {
                await note(tx, id);
                if (id === lost) throw new Error('on purpose');
              };
              app.work.lastly(tx, noting, [id]);
            }),
        );
        const outcomes = await inOneGroup(units, nothing);
        expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
        expect([await noted(kept), await noted(lost)]).toEqual([true, false]);
      });

      it('which does not keep what is large in memory until its end', async () => {
        const connection = (await app.store.writer.createQueryRunner().connect()) as SqliteConnection;
        const large = 'x'.repeat(100_000);
        const ids = [v7(), `${v7()}${large}`, `${v7()}${large}`];
        const held: boolean[] = [];
        const columns = ['id', 'failures', 'changedAt'];
        const units = ids.map(
          (id, index) => () =>
            app.work.run(async (tx) => {
              await insertRows(tx, { table: 'sign_in_failures', columns, rows: [[id, 0, 0]] });
              held.push(connection.held.isHeld);
              if (index === 2) throw new Error('on purpose');
            }),
        );
        await inOneGroup(units, nothing);
        expect(held).toEqual([true, false, false]);
        expect(await Promise.all(ids.map(noted))).toEqual([true, true, false]);
      });

      it('of 32 at most, those after them seeing them stored', async () => {
        const ids = Array.from({ length: 40 }, () => v7());
        const seen: number[] = [];
        const units = ids.map((id) =>
          app.work.run(async (tx) => {
            await note(tx, id);
            seen.push((await Promise.all(ids.map(noted))).filter(Boolean).length);
          }),
        );
        await Promise.all(units);
        expect(seen).toEqual([...Array<number>(32).fill(0), ...Array<number>(8).fill(32)]);
      });

      it('that takes in no more once it has lasted', async () => {
        app.work.groups.mostMs = 0;
        const ids = [v7(), v7(), v7()];
        const seen: boolean[][] = [];
        const units = ids.map((id) =>
          app.work.run(async (tx) => {
            await note(tx, id);
            seen.push(await Promise.all(ids.map(noted)));
          }),
        );
        await Promise.all(units);
        expect(seen).toEqual([
          [false, false, false],
          [true, false, false],
          [true, true, false],
        ]);
      });
    });

    it('are all answered 503 while another process keeps the file to itself', async () => {
      const codes = [newCode(), newCode()];
      const other = await new DataSource(dataSourceOptions(app.config.database, [])).initialize();
      try {
        await other.query('BEGIN IMMEDIATE');
        await app.store.writer.query('PRAGMA busy_timeout = 0');
        expectUnavailable(await Promise.all(codes.map((code) => log(code))));
        await other.query('COMMIT');
        await app.store.writer.query('PRAGMA busy_timeout = 10000');
        for (const code of codes) expect(statuses([await log(code)])).toEqual([[201, code]]);
      } finally {
        await other.destroy();
      }
    });
  }
});
