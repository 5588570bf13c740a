import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readPlan } from '../../src/cli/demo/plan.js';
import { storyUntilYesterday } from '../support/demo-database.js';
import { chromiumPath } from './support/chromium.js';
import { SIZES, type Size } from './support/sizes.js';

/*
 * Takes the pictures of the README from the demo, as it is built: `npm run build && npm run screenshots`. With a folder
 * (`npm run screenshots -- /tmp/pictures`) it takes every screen in both sizes and both colour schemes instead, and with
 * words after it only those screens whose names hold one of them.
 */

const PORT = '3911';
const SERVICE = `http://127.0.0.1:${PORT}`;
const PASSWORD = readPlan().people.password;
const { from, to } = storyUntilYesterday().period;
const YEAR = `from=${from}&to=${to}`;
type Scheme = 'light' | 'dark';

interface Picture {
  readonly name: string;
  /** Nobody where it is left out: the picture is of what one sees without having signed in. */
  readonly who?: string;
  readonly path: string;
  readonly language?: 'de';
  /** What leads from that address to the screen. */
  readonly go?: (page: Page) => Promise<unknown>;
  /** Stands in the README at this size. */
  readonly readme?: Size;
}

const first = (path: string) => (page: Page) => page.locator(`main a[href^="${path}/0"]`).first().click();
const follow = (end: string) => (page: Page) => page.locator(`main a[href$="${end}"]`).first().click();

/** The administrator of a party without any data, whom the platform's administrator lets in. */
const FRESH = 'admin@fresh.example';

async function openFreshParty(browser: Browser): Promise<void> {
  const page = await signedIn(browser, { who: 'platform@loopbook.example' }, 'desktop', 'light');
  const made = async (path: string, data: object) => {
    const headers = { origin: SERVICE, 'idempotency-key': path };
    const answer = await page.request.post(`${SERVICE}/api/v1${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { readonly id: string };
  };
  const { id } = await made('/parties', { name: 'Fresh party', roles: ['generator', 'recycler'], country: 'DE' });
  await made(`/parties/${id}/sites`, { code: 'FR1', name: 'First site', country: 'DE', timeZone: 'Europe/Berlin' });
  await made(`/parties/${id}/users`, { email: FRESH, name: 'Newcomer', role: 'admin', password: PASSWORD });
  await page.context().close();
}

/** Types a drum as the scale and the laboratory say it, so that the figures move. */
async function logDrum(page: Page): Promise<void> {
  await page.getByLabel('Stream', { exact: true }).first().click();
  await page.getByRole('option', { name: /^Grinding sludge, oily/ }).click();
  const weighed = { 'Gross weight': '994.7', Tare: '62.5', Moisture: '11.5', Oil: '6' };
  for (const [label, text] of Object.entries(weighed)) await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole('button', { name: /^More/ }).click();
  const contents = { Nd: '28.4', Pr: '0.9', Dy: '1.1' };
  for (const [index, [element, pct]] of Object.entries(contents).entries()) {
    await page.getByRole('button', { name: /Add an element/ }).click();
    await page.getByPlaceholder('Element or oxide').nth(index).fill(element);
    await page.getByRole('option', { name: element, exact: true }).click();
    await page.getByPlaceholder('Percent').nth(index).fill(pct);
  }
  await page.getByLabel('Laboratory').fill('Plant laboratory');
  await page.getByLabel('Method').fill('ICP-OES');
  await page.getByLabel('Gross weight').focus();
  await page.evaluate('window.scrollTo(0, 0)');
}

const PICTURES: readonly Picture[] = [
  { name: 'to-do', who: 'gate@recycler.example', path: '/' },
  { name: 'to-do-plant', who: 'operator@plant.example', path: '/' },
  { name: 'log', who: 'operator@plant.example', path: '/log', go: logDrum, readme: 'tablet' },
  { name: 'batches', who: 'operator@plant.example', path: '/batches' },
  { name: 'batch', who: 'analyst@plant.example', path: '/batches', go: first('/batches') },
  {
    name: 'trace',
    who: 'analyst@plant.example',
    path: '/batches?kind=recycled',
    go: async (page) => {
      await first('/batches')(page);
      await page.locator('main a[href$="/trace"], main a[href*="/trace?"]').first().click();
    },
  },
  { name: 'shipments', who: 'operator@plant.example', path: '/shipments' },
  { name: 'shipment', who: 'gate@recycler.example', path: '/shipments', go: first('/shipments') },
  { name: 'new-shipment', who: 'operator@plant.example', path: '/shipments/new' },
  {
    name: 'receive',
    who: 'gate@recycler.example',
    path: '/shipments?direction=incoming&status=in-transit',
    go: async (page) => {
      await first('/shipments')(page);
      await page.getByRole('link', { name: 'Receive' }).first().click();
      await page.getByRole('button', { name: 'Accept all as announced' }).click();
    },
    readme: 'tablet',
  },
  { name: 'runs', who: 'engineer@recycler.example', path: '/runs' },
  {
    name: 'run',
    who: 'engineer@recycler.example',
    path: '/runs',
    go: (page) => page.getByRole('link', { name: 'REF-2611' }).click(),
    readme: 'desktop',
  },
  { name: 'run-share', who: 'engineer@recycler.example', path: '/runs', go: first('/runs') },
  { name: 'new-run', who: 'engineer@recycler.example', path: '/runs/new' },
  { name: 'feed', who: 'operator@plant.example', path: '/production/feed' },
  { name: 'magnets', who: 'operator@plant.example', path: '/production/magnets' },
  { name: 'counts', who: 'admin@plant.example', path: '/production/counts' },
  { name: 'balance', who: 'analyst@plant.example', path: `/production/balance?${YEAR}`, readme: 'desktop' },
  { name: 'balance-de', who: 'analyst@plant.example', path: `/production/balance?${YEAR}`, language: 'de' },
  { name: 'dependence', who: 'analyst@plant.example', path: `/dependence?${YEAR}`, readme: 'desktop' },
  { name: 'dependence-de', who: 'analyst@plant.example', path: `/dependence?${YEAR}`, language: 'de' },
  { name: 'imports', who: 'operator@second.example', path: '/imports' },
  { name: 'agreements', who: 'admin@plant.example', path: '/agreements' },
  {
    name: 'agreement',
    who: 'admin@plant.example',
    path: '/agreements',
    go: (page) => page.getByRole('link', { name: 'LOOP-2026' }).first().click(),
    readme: 'desktop',
  },
  { name: 'circularity', who: 'analyst@plant.example', path: `/circularity?${YEAR}`, readme: 'desktop' },
  { name: 'circularity-recycler', who: 'analyst@recycler.example', path: `/circularity?${YEAR}` },
  {
    name: 'evidence',
    who: 'analyst@plant.example',
    path: `/circularity?${YEAR}`,
    go: (page) => page.locator('main a[href*="/circularity/evidence"]').first().click(),
  },
  ...['edit', 'label'].map((word) => ({
    name: word,
    who: 'operator@plant.example',
    path: '/batches?status=on-hand',
    go: async (page: Page) => {
      await page.getByRole('link', { name: 'GS-0264' }).click();
      await follow(`/${word}`)(page);
    },
  })),
  {
    name: 'packing-list',
    who: 'operator@plant.example',
    path: '/shipments?status=in-transit',
    go: async (page) => {
      await first('/shipments')(page);
      await follow('/packing-list')(page);
    },
  },
  { name: 'scan', who: 'gate@recycler.example', path: '/scan' },
  { name: 'agreement-draft', who: 'admin@plant.example', path: '/agreements/new' },
  { name: 'settings', who: 'admin@plant.example', path: '/settings' },
  ...['tokens', 'party', 'people'].map((tab) => ({
    name: `settings-${tab}`,
    who: 'admin@plant.example',
    path: `/settings?tab=${tab}`,
  })),
  { name: 'parties', who: 'platform@loopbook.example', path: '/parties' },
  { name: 'sign-in', path: '/' },
  { name: 'gone', who: 'admin@plant.example', path: '/batches/00000000-0000-7000-8000-000000000000' },
  { name: 'nowhere', who: 'admin@plant.example', path: '/nowhere' },
  ...['', 'log', 'batches', 'shipments', 'shipments/new', 'runs', 'runs/new', 'feed', 'agreements', 'circularity'].map(
    (path) => ({ name: `empty-${path.replace('/', '-')}`, who: FRESH, path: `/${path}` }),
  ),
  ...['', 'log', 'batches', 'shipments/new', 'agreements', 'settings', `circularity?${YEAR}`].map((path) => ({
    name: `german-${path.split('?')[0]?.replace('/', '-') ?? ''}`,
    who: 'admin@plant.example',
    path: `/${path}`,
    language: 'de' as const,
  })),
];

/** The demo, as its command serves it, in a folder of its own. */
async function servedDemo(folder: string): Promise<ChildProcess> {
  const demo = spawn(process.execPath, [resolve('dist/cli.js'), 'demo'], {
    cwd: folder,
    env: { PORT, HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((ready, failed) => {
    demo.stdout?.on('data', (text: Buffer) => String(text).includes('Loopbook listens') && ready());
    demo.once('exit', (code) => failed(new Error(`The demo ended with ${String(code)}.`)));
  });
  return demo;
}

async function signedIn(
  browser: Browser,
  { who, language }: Pick<Picture, 'who' | 'language'>,
  ...[size, scheme]: readonly [Size, Scheme]
): Promise<Page> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    colorScheme: scheme,
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(SERVICE);
  if (who === undefined) return page;
  await page.getByLabel('E-mail address').fill(who);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  if (language) await page.evaluate(`localStorage.setItem("loopbook-language", JSON.stringify("${language}"))`);
  return page;
}

async function take(page: Page, { path, go }: Picture, file: string, fullPage: boolean): Promise<void> {
  await page.goto(SERVICE + path);
  await page.locator('h1').first().waitFor();
  await go?.(page);
  await page.waitForLoadState('networkidle');
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(400);
  await page.screenshot({ path: file, fullPage });
  process.stdout.write(`${file}\n`);
}

async function takeAll(browser: Browser, folder: string | undefined, words: readonly string[]): Promise<void> {
  const target = folder ?? 'data/screenshots';
  mkdirSync(target, { recursive: true });
  const wanted = PICTURES.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const schemes: readonly Scheme[] = folder ? ['light', 'dark'] : ['light'];
  const sizes: readonly Size[] = ['desktop', 'tablet'];
  for (const size of sizes) {
    for (const scheme of schemes) {
      const pages = new Map<string, Page>();
      for (const picture of wanted.filter(({ readme }) => folder !== undefined || readme === size)) {
        const key = `${picture.who ?? ''} ${picture.language ?? ''}`;
        const page = pages.get(key) ?? (await signedIn(browser, picture, size, scheme));
        pages.set(key, page);
        const file = folder ? `${picture.name}-${size}-${scheme}.png` : `${picture.name}.png`;
        await take(page, picture, join(target, file), folder !== undefined).catch((error: unknown) => {
          process.stderr.write(`${picture.name} at ${size} size: ${String(error)}\n`);
          process.exitCode = 1;
        });
      }
      for (const page of pages.values()) await page.context().close();
    }
  }
}

const executablePath = chromiumPath();
if (!executablePath) throw new Error('There is no Chromium on this machine.');
const folder = mkdtempSync(join(tmpdir(), 'loopbook-screenshots-'));
const demo = await servedDemo(folder);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  if (process.argv[2]) await openFreshParty(browser);
  await takeAll(browser, process.argv[2], process.argv.slice(3));
} finally {
  await browser.close();
  demo.kill();
  rmSync(folder, { recursive: true, force: true });
}
