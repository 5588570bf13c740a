import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../src/cli/run.js';
import type { Config } from '../src/config/config.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { makeTestDatabase } from './support/test-database.js';
import { buildWorld } from './support/world.js';

interface Outcome {
  readonly code: number;
  readonly out: string[];
  readonly err: string[];
}

describe('the command line', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  async function run(args: readonly string[], more: Partial<Config> = {}): Promise<Outcome> {
    const [out, err]: string[][] = [[], []];
    const code = await runCli(args, {
      config: () => ({ ...app.config, ...more }),
      out: (text) => void out?.push(text),
      err: (text) => void err?.push(text),
    });
    return { code, out: out ?? [], err: err ?? [] };
  }

  it('verifies the books beside the running service, in one line where all is well', async () => {
    const { id: batchId } = await new ShippingDesk(app, await buildWorld(app)).drum();
    expect(await run(['verify'])).toEqual({
      code: 0,
      out: ['OK: 1 entry, 2 posting, 1 entry_subject, 2 balance, 4 account_total, 6 measure_total'],
      err: [],
    });
    const where = `WHERE "batchKey" = '${batchId}' AND "commodity" = 'Nd'`;
    await app.store.writer.query(`UPDATE "balance" SET "massMg" = 219999999 ${where}`);
    const { code, out } = await run(['verify']);
    await app.store.writer.query(`UPDATE "balance" SET "massMg" = 220000000 ${where}`);
    expect(code).toBe(1);
    expect(out[0]).toMatch(/^balance-wrong: balance account=/);
    expect(out[0]).toContain(
      'commodity=Nd agreementKey= origin=pre-consumer countryKey=US: expected 220000000, found 219999999',
    );
    expect(out[1]).toMatch(/^1 findings in 1 entry, /);
  });

  it('migrates a new database, once, and verifies none that is not there or not up to date', async () => {
    const database = await makeTestDatabase();
    try {
      const more = { database: database.config };
      const early = await run(['verify'], more);
      expect(early).toMatchObject({ code: 1, out: [] });
      expect(early.err[0]).toMatch(/There is no database at|of another version/);
      const first = await run(['migrate'], more);
      expect(first.code).toBe(0);
      expect(first.out[0]).toBe('Foundation1790000000000');
      expect(await run(['migrate'], more)).toEqual({ code: 0, out: ['The database was up to date already.'], err: [] });
      expect((await run(['verify'], more)).out[0]).toMatch(/^OK: 0 entry, /);
    } finally {
      await database.drop();
    }
  });

  it('says so where the database cannot be reached', async () => {
    const url = 'postgres://nobody:nothing@127.0.0.1:1/none';
    const { code, err } = await run(['verify'], { database: { kind: 'postgres', url } });
    expect(code).toBe(1);
    expect(err.join()).toContain('ECONNREFUSED');
  });

  it('writes the OpenAPI document the same each time, and tells a stale one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loopbook-cli-'));
    try {
      const file = join(folder, 'openapi.json');
      expect((await run(['openapi', '--check', '--file', file])).code).toBe(1);
      expect(await run(['openapi', '--write', '--file', file])).toMatchObject({ code: 0, err: [] });
      const text = await readFile(file, 'utf8');
      expect(JSON.parse(text)).toEqual((await app.get('//api/openapi.json')).body);
      expect(await run(['openapi', '--check', '--file', file])).toMatchObject({ code: 0, err: [] });
      await writeFile(file, text.replace('Loopbook', 'Loopbooks'));
      const { code, err } = await run(['openapi', '--check', '--file', file]);
      expect(code).toBe(1);
      expect(err[0]).toContain('npm run loopbook -- openapi --write');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('answers what it does not understand with 2, and a call for help with 0', async () => {
    expect((await run(['verrify'])).code).toBe(2);
    expect((await run(['verify', '--loudly'])).code).toBe(2);
    const { code, out } = await run(['--help']);
    expect(code).toBe(0);
    expect(out.join('\n')).toMatch(/migrate[\s\S]*verify[\s\S]*openapi/);
  });
});
