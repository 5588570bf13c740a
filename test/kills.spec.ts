import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { verifyLedger } from '../src/modules/ledger/index.js';
import type { KilledPlan, Write } from './support/killed-app.js';
import { sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { databaseKind } from './support/test-database.js';
import { buildWorld, type World } from './support/world.js';

const CONNECTIONS = 8;

interface Killed {
  readonly child: ChildProcess;
  /** The first line that it writes. */
  readonly line: Promise<string>;
  /** All that it has written, when it is gone. */
  readonly gone: Promise<string>;
}

describe('a service that is killed', () => {
  let app: TestApp;
  let world: World;
  let count = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await app.get('/batches?limit=1', { token: world.plant.operator.token });
  });
  afterAll(() => app.stop());

  /** Starts the service anew, in a process of its own, on the same database. */
  async function start(group?: readonly Write[]): Promise<Killed> {
    await app.nest.close();
    const plan: KilledPlan = group ? { database: app.config.database, group } : { database: app.config.database };
    const args = ['--import', './test/support/typescript.js', 'test/support/killed-app.ts', JSON.stringify(plan)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    const line = new Promise<string>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
      });
    });
    const gone = once(child, 'close').then(([code, signal]) => {
      expect([code, signal]).toEqual([null, 'SIGKILL']);
      return text;
    });
    return { child, line, gone };
  }

  async function restart(): Promise<void> {
    app = await TestApp.start({}, app.database);
  }

  const write = (url: string, body: object): Write => {
    const key = `key-of-write-${(count += 1)}`;
    return { url, body, key, token: world.plant.operator.token };
  };
  const log = (): Write => write('/batches', sludge(world, { code: `KILLED-${count}` }));
  const draw = (id: string): Write =>
    write(`/batches/${id}/dispositions`, {
      kind: 'reused-in-process',
      occurredAt: '2027-03-03T08:00:00-05:00',
      reason: 'As seen',
      dryKg: 80,
    });
  const again = ({ url, body, token, key }: Write) =>
    app.post(url, body, { token, headers: { 'idempotency-key': key } });

  async function expectVerified(): Promise<void> {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    expect(findings).toEqual([]);
  }

  /** Every batch is there once, with all of its draws and no more. */
  async function expectBooked(batches: ReadonlyMap<string, number>): Promise<void> {
    const rows = await app.store.manager.query<{ id: string }[]>(
      `SELECT "id" FROM "batch" WHERE "code" LIKE 'KILLED-%'`,
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([...batches.keys()].sort());
    for (const [id, draws] of batches) {
      const { body } = await app.get(`/batches/${id}`, { token: world.plant.operator.token });
      expect([id, body.remainingDryKg]).toEqual([id, 880 - 80 * draws]);
    }
  }

  it('under load has lost nothing that it acknowledged, and books what is sent again once', async () => {
    const { child, line, gone } = await start();
    const base = `http://127.0.0.1:${await line}/api/v1`;
    const acknowledged: { write: Write; text: string }[] = [];
    const open: Write[] = [];

    async function send(one: Write): Promise<{ id: string } | null> {
      try {
        const answer = await fetch(`${base}${one.url}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${one.token}`,
            'idempotency-key': one.key,
          },
          body: JSON.stringify(one.body),
        });
        const text = await answer.text();
        expect([answer.status, text]).toEqual([201, text]);
        acknowledged.push({ write: one, text });
        if (acknowledged.length === 60) child.kill('SIGKILL');
        return JSON.parse(text) as { id: string };
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        open.push(one);
        return null;
      }
    }
    const connection = async (): Promise<void> => {
      for (let batch = await send(log()); batch; batch = await send(log())) if (!(await send(draw(batch.id)))) return;
    };
    try {
      await Promise.all(Array.from({ length: CONNECTIONS }, connection));
    } finally {
      child.kill('SIGKILL');
    }
    await gone;

    await restart();
    await expectVerified();
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    expect(open).toHaveLength(CONNECTIONS);
    const batches = new Map<string, number>();
    const book = ({ url }: Write, { id }: { id: string }): void => {
      const [, drawn] = /^\/batches\/(.*)\/dispositions$/.exec(url) ?? [];
      batches.set(drawn ?? id, drawn ? 1 : (batches.get(id) ?? 0));
    };
    for (const { write: one, text } of acknowledged) {
      const answer = await again(one);
      expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([201, 'true']);
      expect(answer.body).toEqual(JSON.parse(text));
      book(one, answer.body as { id: string });
    }
    for (const one of open) {
      const answer = await again(one);
      expect(answer.status).toBe(201);
      book(one, answer.body as { id: string });
    }
    await expectBooked(batches);
    await expectVerified();
  });

  if (databaseKind() === 'sqlite') {
    it('between the savepoints and the commit of a group has told nobody, and nothing of the group stands', async () => {
      const before = await again(log());
      const group = [log(), draw(before.body.id as string), log()];
      const { gone } = await start(group);
      expect(await gone).toBe('kill\n');
      await restart();
      await expectVerified();
      expect(await app.store.manager.query(`SELECT * FROM "sign_in_failures" WHERE "id" = 'half'`)).toEqual([]);
      const codes = await app.store.manager.query<{ code: string }[]>(
        `SELECT "code" FROM "batch" WHERE "code" LIKE 'KILLED-%' ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`,
      );
      expect(codes).toEqual([{ code: before.body.code }]);
      for (const one of group) {
        const answer = await again(one);
        expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([201, undefined]);
      }
      const { body } = await app.get(`/batches/${before.body.id}`, { token: world.plant.operator.token });
      expect(body.remainingDryKg).toBe(800);
      await expectVerified();
    });
  }
});
