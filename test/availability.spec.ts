import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { sludge } from './support/loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { databaseKind } from './support/test-database.js';
import { buildWorld, type World } from './support/world.js';

describe('a database that is out of order', () => {
  let app: TestApp;
  let world: World;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());
  afterEach(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    expect(findings).toEqual([]);
  });

  const token = () => world.plant.operator.token;
  const log = (code: string): Promise<Answer> =>
    app.post('/batches', sludge(world, { code }), { token: token(), headers: { 'idempotency-key': `key-of-${code}` } });
  const newCode = (): string => `OUT-${(count += 1)}`;
  const list = (): Promise<Answer> => app.get('/batches?limit=1', { token: token() });
  const booked = async (code: string): Promise<number> =>
    (await app.get(`/batches?code=${code}`, { token: token() })).body.items.length as number;

  function expectUnavailable(answer: Answer): void {
    expect([answer.status, answer.body.code]).toEqual([503, 'database-unavailable']);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }

  /** What was refused meanwhile was not booked, and is booked once when it is sent again as it was. */
  async function expectBookedOnce(code: string): Promise<void> {
    expect(await booked(code)).toBe(0);
    const answer = await log(code);
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect((await log(code)).headers['idempotency-replayed']).toBe('true');
    expect(await booked(code)).toBe(1);
  }

  if (databaseKind() === 'sqlite') {
    const pragma = (text: string): Promise<Record<string, number>[]> => app.store.writer.query(`PRAGMA ${text}`);

    it('is a disk that is full', async () => {
      const [{ page_count: pages = 0 } = {}] = await pragma('page_count');
      await pragma(`max_page_count = ${pages}`);
      const acknowledged: string[] = [];
      let code = newCode();
      let answer = await log(code);
      for (; answer.status === 201; answer = await log(code)) {
        acknowledged.push(code);
        code = newCode();
      }
      expectUnavailable(answer);
      expect((await list()).status).toBe(200);
      expectUnavailable(await log(code));
      await pragma('max_page_count = 1073741823');
      await expectBookedOnce(code);
      for (const one of acknowledged) expect([one, await booked(one)]).toEqual([one, 1]);
    });

    it('is one that may only be read', async () => {
      const code = newCode();
      await pragma('query_only = ON');
      expectUnavailable(await log(code));
      expectUnavailable(await app.post('/auth/login', { email: world.plant.admin.email, password: 'wrong password' }));
      expect((await list()).status).toBe(200);
      await pragma('query_only = OFF');
      await expectBookedOnce(code);
    });

    it('is a file that is broken, until it is whole again', async () => {
      const code = newCode();
      await pragma('wal_checkpoint(TRUNCATE)');
      const { path } = app.config.database as { path: string };
      const whole = readFileSync(path);
      const overwrite = (bytes: Buffer): void => {
        const file = openSync(path, 'r+');
        writeSync(file, bytes, 0, bytes.length, 0);
        closeSync(file);
      };
      // What was read before is remembered; a database is broken where it is read from the file.
      const forget = async (): Promise<void> => {
        for (const source of [app.store.writer, app.store.manager]) await source.query('PRAGMA shrink_memory');
      };
      await forget();
      overwrite(Buffer.alloc(statSync(path).size, 0xa5));
      const answers = [await log(code), await log(code)];
      overwrite(whole);
      for (const answer of answers) expectUnavailable(answer);
      await forget();
      await expectBookedOnce(code);
    });
  }

  if (databaseKind() === 'postgres') {
    let outside: pg.Client;
    let name: string;

    beforeAll(async () => {
      const url = new URL((app.config.database as { url: string }).url);
      name = url.pathname.slice(1);
      url.pathname = '/postgres';
      outside = new pg.Client({ connectionString: url.href });
      await outside.connect();
    });
    afterAll(() => outside.end());

    /** Ends all connections, and waits until the service has noticed. */
    async function cut(): Promise<void> {
      await outside.query('SELECT pg_terminate_backend("pid") FROM pg_stat_activity WHERE "datname" = $1', [name]);
      const { master } = app.store.writer.driver as unknown as { readonly master: pg.Pool };
      while (master.totalCount > 0) await setTimeout(5);
    }
    const set = (rule: string) => outside.query(`ALTER DATABASE "${name}" ${rule}`);

    /** While somebody else holds the table that every entry goes into. */
    async function whileHeld(work: (waits: () => Promise<void>) => Promise<void>): Promise<void> {
      const url = (app.config.database as { url: string }).url;
      const holder = new pg.Client({ connectionString: url, application_name: 'holder' });
      holder.on('error', () => undefined);
      await holder.connect();
      try {
        await holder.query('BEGIN; LOCK TABLE "posting" IN ACCESS EXCLUSIVE MODE');
        await work(async () => {
          const waiting = `SELECT 1 FROM pg_stat_activity WHERE "datname" = $1 AND "wait_event_type" = 'Lock'`;
          while ((await outside.query(waiting, [name])).rowCount === 0);
        });
      } finally {
        await holder.end().catch(() => undefined);
      }
    }

    it('is one that cuts its connections', async () => {
      const code = newCode();
      await whileHeld(async (waits) => {
        const answer = log(code);
        await waits();
        await cut();
        expectUnavailable(await answer);
      });
      await expectBookedOnce(code);
    });

    it.each([
      ['lets no statement run for long', 'statement_timeout', '300ms'],
      ['lets nobody wait for long', 'lock_timeout', '300ms'],
    ])('is one that %s', async (_, setting, value) => {
      const code = newCode();
      await set(`SET ${setting} = '${value}'`);
      await cut();
      await whileHeld(async () => expectUnavailable(await log(code)));
      await set(`RESET ${setting}`);
      await cut();
      await expectBookedOnce(code);
    });

    it('is one that may only be read', async () => {
      const code = newCode();
      await set('SET default_transaction_read_only = on');
      await cut();
      expectUnavailable(await log(code));
      expect((await list()).status).toBe(200);
      await set('RESET default_transaction_read_only');
      await cut();
      await expectBookedOnce(code);
    });

    it('is one whose connections are all in use', async () => {
      const code = newCode();
      let letGo = (): void => undefined;
      const gone = new Promise<void>((resolve) => (letGo = resolve));
      const held = Array.from({ length: 16 }, () => app.store.snapshot(() => gone));
      expectUnavailable(await log(code));
      letGo();
      await Promise.all(held);
      await expectBookedOnce(code);
    });

    it('is one that takes no connections', async () => {
      const code = newCode();
      await set('ALLOW_CONNECTIONS false');
      await cut();
      expectUnavailable(await log(code));
      expectUnavailable(await app.get('//health/ready'));
      expect((await app.get('//health/live')).status).toBe(200);
      await set('ALLOW_CONNECTIONS true');
      await expectBookedOnce(code);
    });
  }
});
