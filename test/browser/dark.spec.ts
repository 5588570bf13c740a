import { readPlan } from '../../src/cli/demo/plan.js';
import { demoByCommand } from '../support/demo-database.js';
import { TestApp } from '../support/test-app.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

const { password } = readPlan().people;

/** The screens of each person; `:batches` stands for the newest of the batches that the person sees, `:year` for the demo's. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  'operator@plant.example': [
    ...['/', '/log', '/batches', '/batches/:batches', '/batches/:batches/trace', '/batches/:batches/label'],
    ...['/shipments', '/shipments/:shipments', '/shipments/:shipments/packing-list', '/shipments/new', '/feed'],
    ...['/production/magnets', '/production/counts', '/production/losses', '/production/balance?:year'],
    '/production/settings',
  ],
  'admin@plant.example': [
    ...['/agreements', '/agreements/:agreements', '/agreements/new', '/circularity?:year'],
    ...['/settings', '/settings?tab=tokens', '/settings?tab=party', '/settings?tab=people', '/nowhere'],
  ],
  'engineer@recycler.example': ['/', '/runs', '/runs/:runs', '/runs/new', '/scan'],
};

/** What no reader should ever see. */
const RAW = /\bundefined\b|\bNaN\b|Invalid Date|\[object/;
/** A mass of its own unit on the screen of somebody who weighs in pounds. */
const METRIC = /.{0,30}\d[\d.,]*\s(kg|t)(?![\p{L}\d]).{0,20}/u;

/** German and pounds, as somebody has chosen them on this device before. */
const speakGerman = (device: Device): Promise<void> =>
  device.page.evaluate(() => {
    const { localStorage } = globalThis as unknown as {
      localStorage: Record<'setItem', (key: string, value: string) => void>;
    };
    localStorage.setItem('loopbook-language', JSON.stringify('de'));
    localStorage.setItem('loopbook-mass-unit', JSON.stringify('lb'));
  });

describeInBrowser('in the dark scheme', () => {
  let stage: BrowserStage;
  let year = '';
  beforeAll(async () => {
    const demo = await demoByCommand();
    year = `from=${demo.period.from}&to=${demo.period.to}`;
    const app = await TestApp.start({ admin: null }, demo);
    app.clock.time = demo.now;
    stage = await BrowserStage.over(app);
  });
  afterAll(() => stage.close());

  /** The address with the newest of each kind in the place of its name. */
  const pathAt = async (device: Device, path: string): Promise<string> => {
    if (path.endsWith(':year')) return path.replace(':year', year);
    const [, kind] = /:([a-z]+)/.exec(path) ?? [];
    if (kind === undefined) return path;
    const answer = await device.context.request.get(`${stage.url}/api/v1/${kind}?limit=1`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return path.replace(`:${kind}`, items[0]?.id ?? '');
  };

  // Colours are the same at both sizes: the plant's people are looked at on tablets, the recycler's at a desk.
  const everyone: readonly [string, Size][] = Object.keys(SCREENS).map((email) => [
    email,
    email.endsWith('@plant.example') ? 'tablet' : 'desktop',
  ]);

  it.each(everyone)('every screen of %s can be read, at %s size', async (email, size) => {
    const device = await stage.signedIn({ email, password }, size, '/', { colorScheme: 'dark' });
    const isAbroad = size === 'tablet';
    if (isAbroad) await speakGerman(device);
    await device.goto('/scan');
    await device.settled();
    for (const path of SCREENS[email] ?? []) {
      await device.follow(await pathAt(device, path));
      await device.settled();
      expect(await device.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
      const text = await device.page.locator('body').innerText();
      expect({ path, raw: RAW.exec(text)?.[0] }).toEqual({ path, raw: undefined });
      // The settings explain the units.
      if (isAbroad && !path.startsWith('/settings'))
        expect({ path, metric: METRIC.exec(text)?.[0] }).toEqual({ path, metric: undefined });
      // All else is the same as in the light one.
      await device.expectAccessible('color-contrast');
    }
    await device.close();
  });
});
