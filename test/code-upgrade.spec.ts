import { DataSource, type QueryRunner } from 'typeorm';
import { runCli } from '../src/cli/run.js';
import type { Config } from '../src/config/config.js';
import { Database, dataSourceOptions } from '../src/database/index.js';
import { entities } from '../src/app/entities.js';
import { makeTestDatabase, type TestDatabase } from './support/test-database.js';

const PARTY = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';
const SITE = '01900000-0000-7000-8000-000000000011';
const id = (n: number): string => `01900000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

/** Codes of batches at one site before codes had a key, in the order in which they were logged. */
const BATCHES: readonly { readonly code: string; readonly live: boolean; readonly key: string }[] = [
  { code: 'Drum-1', live: true, key: 'drum-1' },
  { code: 'drum-1', live: true, key: 'drum-1 (2)' },
  { code: 'DRUM-1 (2)', live: true, key: 'drum-1 (2) (2)' },
  { code: 'Drum-1 ', live: true, key: 'drum-1 (3)' },
  { code: 'DRUM-1\n', live: false, key: 'drum-1' },
  { code: '\u00c4-7', live: true, key: '\u00e4-7' },
  { code: 'a\u0308-7', live: true, key: '\u00e4-7 (2)' },
  { code: '\ufdfa'.repeat(60), live: true, key: '\ufdfa'.normalize('NFKC').repeat(60).slice(0, 200).trim() },
];

describe('the upgrade to keys of codes', () => {
  let database: TestDatabase;
  let config: Config;

  beforeAll(async () => {
    database = await makeTestDatabase();
    config = { ...({} as Config), database: database.config };
    const source = await new DataSource(before(database)).initialize();
    await source.runMigrations();
    const runner = source.createQueryRunner();
    await fillOldBooks(runner);
    await runner.release();
    await source.destroy();
  });
  afterAll(() => database.drop());

  async function verify(): Promise<string[]> {
    const out: string[] = [];
    await runCli(['verify'], { config: () => config, out: (text) => void out.push(text), err: () => {} });
    return out;
  }

  it('fills them, numbers those that read alike, leaves codes as typed, and tells of both', async () => {
    const books = await Database.open(database.config, entities);
    const rows = await books.manager.query<Record<string, string | null>[]>(
      'SELECT "code", "codeKey", "liveKey" FROM "batch" ORDER BY "id"',
    );
    expect(rows).toEqual(BATCHES.map(({ code, live, key }) => ({ code, codeKey: key, liveKey: live ? key : null })));
    expect(await books.manager.query('SELECT "code", "codeKey" FROM "site"')).toEqual([
      { code: 'S-1', codeKey: 's-1' },
    ]);
    expect(await books.manager.query('SELECT "reference", "referenceKey" FROM "agreement" ORDER BY "id"')).toEqual([
      { reference: 'Loop', referenceKey: 'loop' },
      { reference: 'LOOP', referenceKey: 'loop (2)' },
    ]);
    await books.close();
    // What else is said of these books, which hold nothing but codes, is no concern here.
    const notes = (await verify()).filter((line) => line.startsWith('note: '));
    const pair = (table: string, one: string, other: string): string =>
      `note: two codes that read alike: ${table} ${one} and ${table} ${other}`;
    expect(notes).toEqual([
      pair('batch', `${id(0)} "Drum-1"`, `${id(1)} "drum-1"`),
      pair('batch', `${id(1)} "drum-1"`, `${id(2)} "DRUM-1 (2)"`),
      pair('batch', `${id(0)} "Drum-1"`, `${id(3)} "Drum-1 "`),
      pair('batch', `${id(5)} "\u00c4-7"`, `${id(6)} "a\u0308-7"`),
      pair('agreement', `${id(50)} "Loop"`, `${id(51)} "LOOP"`),
    ]);
  });
});

function before({ config }: TestDatabase) {
  const options = dataSourceOptions(config, entities);
  const all = options.migrations as readonly { readonly name: string }[];
  return {
    ...options,
    migrations: all.slice(
      0,
      all.findIndex(({ name }) => name.startsWith('CodeKeys')),
    ),
  } as typeof options;
}

async function fillOldBooks(runner: QueryRunner): Promise<void> {
  for (const party of [PARTY, OTHER]) {
    await insert(runner, 'party', { id: party, name: party, roles: '[]', country: 'US', version: 1, createdAt: 1 });
  }
  await insert(runner, 'site', {
    id: SITE,
    partyId: PARTY,
    code: 'S-1',
    name: 'Site',
    country: 'US',
    timeZone: 'UTC',
    version: 1,
    createdAt: 1,
  });
  for (const [n, { code, live }] of BATCHES.entries()) {
    await insert(runner, 'batch', {
      id: id(n),
      kind: 'by-product',
      code,
      liveCode: live ? code : null,
      status: live ? 'on-hand' : 'void',
      resting: 'on-hand',
      partyId: PARTY,
      originSiteId: SITE,
      holderId: PARTY,
      siteId: SITE,
      rootId: id(n),
      refused: false,
      pieces: 1,
      netMg: 1,
      moisturePpm: 0,
      oilPpm: 0,
      dryMg: 1,
      estimated: false,
      occurredAt: 1,
      occurredOn: '2027-01-01',
      createdAt: 100 + n,
      version: 1,
    });
  }
  for (const [n, reference] of ['Loop', 'LOOP'].entries()) {
    await insert(runner, 'agreement', {
      id: id(50 + n),
      reference,
      generatorId: PARTY,
      recyclerId: OTHER,
      createdByPartyId: PARTY,
      version: 1,
      createdAt: n,
    });
  }
}

async function insert(runner: QueryRunner, table: string, row: Record<string, unknown>): Promise<void> {
  const postgres = runner.connection.options.type === 'postgres';
  const names = Object.keys(row);
  const values = names.map((_, index) => (postgres ? `$${index + 1}` : '?')).join(', ');
  const columns = names.map((name) => `"${name}"`).join(', ');
  await runner.query(`INSERT INTO "${table}" (${columns}) VALUES (${values})`, Object.values(row));
}
