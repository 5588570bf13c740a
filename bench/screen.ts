import { spawnSync } from 'node:child_process';
import { chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../test/browser/support/chromium.js';
import type { Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { atDesk, SMALL, type Desk } from './report.js';
import { digits, spreadOf } from './statistics.js';
import { turnByTurn } from './turns.js';

const WARM_UP = 2;
const ROUNDS = 11;
/** Opening the report, until it can be used, to opening a list: a report is more, but nobody should feel it. */
const MOST_RATIO = 1.5;
const YEAR = 'from=2030-01-01&to=2030-12-31';

/** How long the screen of the circularity report takes to be used, beside another screen of the same app. */
export async function benchScreen(databases: Databases): Promise<Figure[]> {
  buildWeb();
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error('There is no Chromium on this machine.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    return await atDesk(await databases.history(SMALL), async (desk) => {
      const authorization = `Bearer ${desk.database.setting.plant.token}`;
      const context = await browser.newContext({ locale: 'en-US', extraHTTPHeaders: { authorization } });
      return compare(await context.newPage(), desk);
    });
  } finally {
    await browser.close();
  }
}

/** The build of the service empties the folder that it is served from. */
function buildWeb(): void {
  const { status, stderr } = spawnSync('npm run --silent build:web', { encoding: 'utf8', shell: true });
  if (status !== 0) throw new Error(`The web app could not be built: ${stderr}`);
}

async function compare(page: Page, { server }: Desk): Promise<Figure[]> {
  const timed = async (path: string, use: () => Promise<void>): Promise<number> => {
    const startedAt = performance.now();
    await page.goto(`${server.client.address}${path}`);
    await use();
    return performance.now() - startedAt;
  };
  const report = () =>
    timed(`/circularity?${YEAR}`, async () => {
      await page.getByLabel('Element').selectOption('Dy');
      await page.getByText('of fresh-mined dysprosium').waitFor();
    });
  const list = () => timed('/batches', async () => page.getByRole('main').getByRole('row').nth(1).waitFor());
  const turns = { warmUp: WARM_UP, rounds: ROUNDS };
  const [one, other] = (await turnByTurn([report, list], turns, (open) => open())).map(spreadOf);
  if (!one || !other) return [];
  const detail = `${digits(one.median)} ms to ${digits(other.median)} ms, least ${digits(one.least)} ms`;
  const what = 'the circularity screen until it can be used, to the list of batches';
  return [atMost(what, one.median / other.median, MOST_RATIO, detail)];
}
