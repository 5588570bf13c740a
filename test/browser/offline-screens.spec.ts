import type { Route } from 'playwright-core';
import { BrowserStage, describeInBrowser, SIZES, type Device, type Size } from './support/browser.js';

/** What one goes to, where that is, and what the screen is called. */
const SCREENS = [
  ['Batches', '/batches', 'Batches'],
  ['Shipments', '/shipments', 'Shipments'],
  ['Production', '/production/feed', 'Production feed'],
  ['Agreements', '/agreements', 'Agreements'],
  ['Circularity', '/circularity', 'Circularity'],
  ['Settings', '/settings', 'Settings'],
] as const;

/** What a person never reads. */
const RAW = /TypeError|dynamically imported|Failed to fetch|is not a function/;
const MISSING = 'This screen is not on this device yet.';

/** How many files of the app the device keeps, and how many there are; runs in the page. */
const KEPT = `(async () => {
  const list = await (await fetch('/assets/manifest.json')).json();
  const files = new Set(Object.values(list).map(({ file }) => '/' + file));
  const kept = (await (await caches.open('loopbook-app')).keys()).map(({ url }) => new URL(url).pathname);
  return [...files].every((file) => kept.includes(file));
})()`;

describeInBrowser('screens that have not been opened yet', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  /** From screen to screen by the navigation, which stands behind a button where the screen is narrow. */
  const goTo = async ({ page }: Device, size: Size, name: string) => {
    if (size === 'tablet') await page.getByRole('button', { name: 'Open the navigation' }).click();
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  };
  const text = async ({ page }: Device) => page.locator('body').innerText();
  const sizes = Object.keys(SIZES) as Size[];

  it.each(sizes)('open without the network on a device that keeps the app, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.operator, size, '/', { keepsApp: true });
    const { page, context } = device;
    while (!(await page.evaluate(KEPT))) await page.waitForTimeout(200);
    await context.setOffline(true);
    await page.reload();
    for (const [name, , heading] of SCREENS) {
      await goTo(device, size, name);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      const shown = await text(device);
      expect(shown).not.toMatch(RAW);
      expect(shown).not.toContain(MISSING);
    }
    await device.close();
  });

  it.each(SCREENS)(
    'say in words that %s is not here, and come by themselves with the network',
    async (name, path, heading) => {
      const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/', { isNew: true });
      const { page, context } = device;
      // The pointer on its way would load it beforehand.
      await context.setOffline(true);
      await goTo(device, 'desktop', name);
      await page.getByRole('alert').filter({ hasText: MISSING }).waitFor();
      expect(await text(device)).not.toMatch(RAW);
      if (name === 'Circularity') await device.expectAccessible();
      // By the button it is tried again, in vain.
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('alert').filter({ hasText: MISSING }).waitFor();
      await context.setOffline(false);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      expect(new URL(page.url()).pathname).toBe(path);
      await device.close();
    },
  );

  it('load the page anew, once, where an upgrade has taken their old files away', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/', { isNew: true });
    const { page } = device;
    let loads = 0;
    page.on('load', () => (loads += 1));
    let gone = 0;
    const old = (route: Route) => {
      gone += 1;
      return loads === 0 ? route.fulfill({ status: 404, body: 'gone' }) : route.continue();
    };
    await page.route(/assets\/circularity-screen.*\.js/, old);
    await goTo(device, 'desktop', 'Circularity');
    await page.getByRole('heading', { name: 'Circularity', level: 1 }).waitFor();
    expect([loads, gone > 0]).toEqual([1, true]);
    await device.close();
  });

  it('say it in words where their files stay away, without loading the page for ever', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/', { isNew: true });
    const { page } = device;
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.route(/assets\/circularity-screen.*\.js/, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await goTo(device, 'desktop', 'Circularity');
    await page.getByRole('alert').filter({ hasText: MISSING }).waitFor();
    expect(loads).toBe(1);
    expect(await text(device)).not.toMatch(RAW);
    // Other screens can be gone to.
    await goTo(device, 'desktop', 'Batches');
    await page.getByRole('heading', { name: 'Batches', level: 1 }).waitFor();
    await goTo(device, 'desktop', 'Circularity');
    await page.getByRole('alert').filter({ hasText: MISSING }).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Circularity', level: 1 }).waitFor();
    await device.close();
  });
});
