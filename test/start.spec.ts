import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ADMIN } from './support/test-app.js';
import { makeTestDatabase, type TestDatabase } from './support/test-database.js';

interface LogLine {
  readonly level: number;
  readonly msg: string;
}

const WARN = 40;
const ADMINISTRATOR = { LOOPBOOK_ADMIN_EMAIL: ADMIN.email, LOOPBOOK_ADMIN_PASSWORD: ADMIN.password };

describe('the service, started as a process', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await makeTestDatabase();
  });
  afterAll(() => database.drop());

  /** Starts it, stops it as soon as it listens, and gives the warnings that it has logged. */
  async function warnings(env: Readonly<Record<string, string>>): Promise<LogLine[]> {
    const { config } = database;
    const url = config.kind === 'sqlite' ? `sqlite:${config.path}` : config.url;
    const child = spawn(process.execPath, ['--import', './test/support/typescript.js', 'src/main.ts'], {
      env: { PATH: '', DATABASE_URL: url, PORT: '0', ...ADMINISTRATOR, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stderr.resume();
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('Server listening')) child.kill('SIGTERM');
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    const lines = text.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level >= WARN);
  }

  it('warns that TRUST_PROXY=true believes everyone', async () => {
    expect(await warnings({ TRUST_PROXY: 'true' })).toEqual([
      expect.objectContaining({ level: WARN, msg: expect.stringMatching(/^TRUST_PROXY believes .*TRUST_PROXY=1/) }),
    ]);
  });

  it('has nothing to warn of where the number of proxies is told', async () => {
    expect(await warnings({ TRUST_PROXY: '1' })).toEqual([]);
  });
});
