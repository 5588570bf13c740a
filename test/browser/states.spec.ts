import type { Page, Route } from 'playwright-core';
import { RunDesk } from '../support/run-desk.js';
import { ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';

/** What can come back instead of an answer, and how the screen calls it. */
const FAILURES = {
  refused: {
    answer: (route: Route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: '/problems/internal',
          title: 'Internal error',
          status: 500,
          code: 'internal',
          detail: 'Something went wrong here.',
        }),
      }),
    words: 'Something went wrong here.',
  },
  gateway: {
    answer: (route: Route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>503</h1>' }),
    words: 'The service cannot be reached.',
  },
  cut: { answer: (route: Route) => route.abort(), words: 'The service cannot be reached.' },
} as const;

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What the screen lives on: the end of its address. */
  readonly asks: RegExp;
  readonly failure: keyof typeof FAILURES;
  /** What one sees when it is there. */
  readonly shows: string;
}

describeInBrowser('main screens on a bad day', () => {
  let stage: BrowserStage;
  let device: Device;
  let ids: Readonly<Record<'batch' | 'shipment' | 'run' | 'agreement', string>>;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    const runs = await RunDesk.at(stage.app, stage.world);
    const shipping = new ShippingDesk(stage.app, stage.world);
    const { id: batchId } = await runs.swarf(stage.world.plant, 100, { Nd: 20 });
    const residues = [{ kind: 'cake', dryKg: 100, composition: { Nd: 20 }, destination: 'Cement works' }];
    const run = await runs.closed({ inputs: [{ batchId }], outputs: [], residues });
    const shipment = await shipping.sent([(await shipping.drum()).id]);
    ids = { batch: batchId, shipment: shipment.id, run: run.id, agreement: runs.agreementA };
    device = await stage.signedIn(stage.world.recycler.operator, 'tablet', '/settings');
  });
  afterAll(async () => {
    await device.close();
    await stage.close();
  });

  const screens: readonly Screen[] = [
    { name: 'to do', path: '/', asks: /\/todo$/, failure: 'refused', shows: 'To receive' },
    { name: 'batches', path: '/batches', asks: /\/batches(\?|$)/, failure: 'gateway', shows: 'Grinding sludge' },
    {
      name: 'batch',
      path: '/batches/:batch',
      asks: /\/batches\/:batch$/,
      failure: 'refused',
      shows: 'Life of the batch',
    },
    { name: 'life of a batch', path: '/batches/:batch', asks: /\/entries\?/, failure: 'refused', shows: 'evidence' },
    { name: 'shipments', path: '/shipments', asks: /\/shipments(\?|$)/, failure: 'refused', shows: 'on its way' },
    {
      name: 'shipment',
      path: '/shipments/:shipment',
      asks: /\/shipments\/:shipment$/,
      failure: 'refused',
      shows: 'What comes next',
    },
    {
      name: 'receive',
      path: '/shipments/:shipment/receive',
      asks: /\/batches\/[^/]+$/,
      failure: 'cut',
      shows: '0 of 1 weighed',
    },
    {
      name: 'terms of a receipt',
      path: '/shipments/:shipment/receive',
      asks: /\/agreements\/[^/]+$/,
      failure: 'refused',
      shows: 'Tolerance 0.5 %',
    },
    { name: 'run', path: '/runs/:run', asks: /\/runs\/:run$/, failure: 'refused', shows: 'cake' },
    { name: 'inputs of a run', path: '/runs/new', asks: /\/batches\?/, failure: 'refused', shows: 'Book the run' },
    {
      name: 'circularity',
      path: '/circularity',
      asks: /\/reports\/circularity\?/,
      failure: 'refused',
      shows: 'fresh-mined',
    },
    { name: 'agreements', path: '/agreements', asks: /\/agreements\?/, failure: 'refused', shows: 'LOOP-A' },
  ];

  it.each(screens)('$name: loads, says in words that it failed, and loads again', async (screen) => {
    const { page } = device;
    const withIds = (text: string) => text.replace(/:(batch|shipment|run)\b/, (_, kind: keyof typeof ids) => ids[kind]);
    const asks = new RegExp(withIds(screen.asks.source));
    const { answer, words } = FAILURES[screen.failure];
    const held = holdBack(page, asks, answer);
    const failure = page.getByRole('alert').filter({ hasText: words }).first();
    try {
      await device.goto(withIds(screen.path));
      await held.asked;
      await page.getByRole('status', { name: 'Loading' }).first().waitFor();
      held.letGo();
      await failure.waitFor();
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (screen.failure === 'cut') await device.expectAccessible();
    } finally {
      // What is still held back when this fails would keep the next screen from asking, and its test waiting for ever.
      held.letGo();
      await page.unrouteAll({ behavior: 'wait' });
    }
    await failure.getByRole('button', { name: 'Try again' }).click();
    await page.getByText(screen.shows).first().waitFor();
    await failure.waitFor({ state: 'detached' });
  });

  it('what is printed fits the paper, is light and has nothing on it to press', async () => {
    const { page } = device;
    await page.emulateMedia({ colorScheme: 'dark' });
    const screen = page.viewportSize() ?? { width: 800, height: 1280 };
    const { batch, shipment, run, agreement } = ids;
    const shown = {
      [`/shipments/${shipment}/packing-list`]: 'Handed over by',
      [`/batches/${batch}/label`]: 'Net',
      [`/runs/${run}`]: 'Cement works',
      [`/agreements/${agreement}`]: 'Signatures',
      '/circularity': 'What the figures rest on',
    };
    for (const [path, words] of Object.entries(shown)) {
      await device.goto(path);
      await page.getByText(words).first().waitFor();
      if (path === '/circularity') await page.locator('[data-chart] svg').nth(1).waitFor();
      // A4 between margins of 12 mm.
      await page.setViewportSize({ width: 703, height: 1031 });
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
      await page.emulateMedia({ media: 'print' });
      const pressed = [page.getByRole('button'), page.getByRole('navigation'), page.getByRole('banner')];
      expect([path, ...(await Promise.all(pressed.map((one) => one.count())))]).toEqual([path, 0, 0, 0]);
      const [overhang, scheme] = await page.evaluate<[number, string]>(
        `[document.documentElement.scrollWidth - innerWidth, document.documentElement.dataset.mantineColorScheme]`,
      );
      expect([path, overhang, scheme]).toEqual([path, 0, 'light']);
      // Charts as well, although they are drawn by a program of their own.
      expect(await unfit(page)).toEqual([]);
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize(screen);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('an offline device says so at once, and goes on by itself when the network is back', async () => {
    const clerk = stage.world.recycler.operator;
    const offline = await stage.signedIn(clerk, 'tablet', '/shipments', { keepsApp: true });
    const { page, context } = offline;
    await page.getByText('on its way').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await context.setOffline(true);
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'planned' }).click();
    await page.getByText('The service cannot be reached.').waitFor();
    await offline.expectAccessible();
    await context.setOffline(false);
    await page.getByText('No shipments here.').waitFor();
    await offline.close();
  });
});

/** The charts that are too wide for the paper or not in the colours of ink, once they have had time to be drawn anew. */
async function unfit(page: Page): Promise<readonly [number, string][]> {
  for (let tries = 0; ; tries += 1) {
    const charts = await page.evaluate<[number, string][]>(
      `[...document.querySelectorAll('[data-chart] svg')].map((svg) => [svg.clientWidth, svg.querySelector('text').getAttribute('fill')])`,
    );
    const left = charts.filter(([width, text]) => width > 703 || !['#1c2226', '#56616b'].includes(text));
    if (left.length === 0 || tries === 200) return left;
    await page.waitForTimeout(100);
  }
}

/** Keeps the answers to some questions back, and when it is told to gives another in their place. */
function holdBack(page: Page, asks: RegExp, answer: (route: Route) => Promise<void>) {
  let letGo = (): void => undefined;
  let told = (): void => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  const asked = new Promise<void>((resolve) => (told = resolve));
  void page.route(
    (url) => url.pathname.startsWith('/api/v1/') && asks.test(url.pathname + url.search),
    async (route) => {
      told();
      await gone;
      await answer(route);
    },
  );
  return { asked, letGo: () => letGo() };
}
