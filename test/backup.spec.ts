import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { signedAgreement, sludge } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { databaseKind, makeTestDatabase, type TestDatabase } from './support/test-database.js';
import { buildWorld, type World } from './support/world.js';

const run = promisify(execFile);
/** A program of the machine, no package of this house. */
const SQLITE_SHELL = 'sqlite3';
/** Older tools refuse a newer server; the suites' own is of this version. */
const SERVER_VERSION = 18;

/** What the README's command needs and this machine has not got; empty where it has all. */
function missing(): string {
  if (databaseKind() === 'sqlite')
    return spawnSync(SQLITE_SHELL, ['--version']).status === 0 ? '' : 'the sqlite3 shell';
  const tools = ['pg_dump', 'pg_restore'].map((tool) => spawnSync(tool, ['--version'], { encoding: 'utf8' }).stdout);
  const isThere = tools.every((version) => Number(/(\d+)\.?\d*/.exec(version ?? '')?.[1] ?? 0) >= SERVER_VERSION);
  return isThere ? '' : `pg_dump and pg_restore of version ${SERVER_VERSION}`;
}

/** The README's two commands: out of one database, into an empty one. */
async function backUpAndRestore(from: TestDatabase, to: TestDatabase): Promise<void> {
  if (from.config.kind === 'sqlite' && to.config.kind === 'sqlite') {
    await run(SQLITE_SHELL, [from.config.path, `.backup '${to.config.path}'`]);
  } else if (from.config.kind === 'postgres' && to.config.kind === 'postgres') {
    const folder = mkdtempSync(join(tmpdir(), 'loopbook-dump-'));
    const file = join(folder, 'copy.dump');
    await run('pg_dump', ['-Fc', '-f', file, from.config.url]);
    await run('pg_restore', ['--exit-on-error', '-d', to.config.url, file]);
    rmSync(folder, { recursive: true });
  }
}

describe('a backup', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await signedAgreement(app, world);
  });
  afterAll(() => app.stop());

  const log = async (): Promise<string> => {
    const answer = await app.post('/batches', sludge(world), world.plant.operator);
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { readonly id: string }).id;
  };

  const gone = missing();
  const check = gone === '' ? it : it.skip;
  const why = gone === '' ? '' : ` (not run: ${gone} is missing on this machine)`;
  check(
    `taken while the service writes holds, restored, whole entries and all that was answered before${why}`,
    async () => {
      const before = [await log(), await log(), await log()];
      const meanwhile: string[] = [];
      let isOver = false;
      const writers = Array.from({ length: 4 }, async () => {
        while (!isOver) meanwhile.push(await log());
      });
      const copy = await makeTestDatabase();
      try {
        while (meanwhile.length < 8) await new Promise((resolve) => setTimeout(resolve, 5));
        before.push(...meanwhile);
        await backUpAndRestore(app.database, copy);
      } finally {
        isOver = true;
        await Promise.all(writers);
      }
      const restored = await TestApp.start({}, copy);
      try {
        const { findings } = await restored.store.snapshot((manager) => verifyLedger(manager));
        expect(findings).toEqual([]);
        const { token } = world.plant.operator;
        for (const id of before) {
          expect((await restored.get(`/batches/${id}`, { token })).body).toMatchObject({ id, dryKg: 880 });
        }
        // It goes on from there, with what people were signed in with.
        const next = await restored.post('/batches', sludge(world), { token });
        expect([next.status, before.includes(next.body.id)]).toEqual([201, false]);
      } finally {
        await restored.stop();
      }
    },
  );
});
