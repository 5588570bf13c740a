import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions, migrateDatabase } from '../src/database/index.js';
import { migrations } from '../src/database/migrations/index.js';
import { entities } from '../src/app/entities.js';
import { databaseKind, makeTestDatabase, type TestDatabase } from './support/test-database.js';

interface Outcome {
  readonly code: number | null;
  readonly lines: string[];
}

const NAMES = migrations.map(({ name }) => name);

describe('several processes that start together', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await makeTestDatabase();
  });
  afterEach(() => database.drop());

  /** Runs `loopbook migrate` in a process of its own. */
  function migrate(): Promise<Outcome> {
    const { config } = database;
    const url = config.kind === 'sqlite' ? `sqlite:${config.path}` : config.url;
    const child = spawn(process.execPath, ['--import', './test/support/typescript.js', 'src/cli.ts', 'migrate'], {
      env: { PATH: '', DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => (text += part));
    }
    return new Promise((done, failed) => {
      child.once('error', failed);
      child.once('close', (code) => done({ code, lines: text.trim().split('\n') }));
    });
  }

  const recorded = async (): Promise<string[]> => {
    const source = await new DataSource(dataSourceOptions(database.config, entities)).initialize();
    try {
      const rows = await source.query<{ name: string }[]>('SELECT "name" FROM "migration" ORDER BY "id"');
      return rows.map(({ name }) => name);
    } finally {
      await source.destroy();
    }
  };

  it('build one new database once: one of them all of it, the other nothing', async () => {
    const outcomes = await Promise.all([migrate(), migrate()]);
    const [first, second] = outcomes.sort((one, other) => other.lines.length - one.lines.length);
    expect(first).toEqual({ code: 0, lines: [...NAMES, 'The database is up to date.'] });
    expect(second).toEqual({ code: 0, lines: ['The database was up to date already.'] });
    expect(await recorded()).toEqual(NAMES);
  });

  it('do the same on connections of one process', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(database.config, entities)));
    expect(applied.filter(({ length }) => length > 0)).toEqual([NAMES]);
    expect(await recorded()).toEqual(NAMES);
  });

  if (databaseKind() === 'sqlite') {
    it('wait for one that holds the whole new file', async () => {
      const options = { ...dataSourceOptions(database.config, []), enableWAL: false, migrations: [] };
      const other = await new DataSource(options).initialize();
      try {
        await other.query('BEGIN EXCLUSIVE');
        const waiting = migrateDatabase(database.config, entities);
        await setTimeout(700);
        await other.query('COMMIT');
        expect(await waiting).toEqual(NAMES);
      } finally {
        await other.destroy();
      }
    });

    it('leave nothing behind where one of the migrations fails', async () => {
      const source = await new DataSource(dataSourceOptions(database.config, entities)).initialize();
      await source.query('CREATE TABLE "posting" ("in" INTEGER, "the" INTEGER, "way" INTEGER)');
      const { code, lines } = await migrate();
      expect([code, lines.join()]).toEqual([1, expect.stringContaining('table "posting" already exists')]);
      const tables = await source.query<{ name: string }[]>(`SELECT "name" FROM sqlite_master WHERE "type" = 'table'`);
      expect(tables.map(({ name }) => name)).toEqual(['posting']);
      await source.destroy();
    });
  }
});
