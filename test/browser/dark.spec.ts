import { readPlan } from '../../src/cli/demo/plan.js';
import { demoByCommand } from '../support/demo-database.js';
import { TestApp } from '../support/test-app.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

const { password } = readPlan().people;

/** The screens of each person; `:batches` stands for the newest of the batches that the person sees. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  'operator@plant.example': [
    ...['/', '/log', '/batches', '/batches/:batches', '/batches/:batches/trace', '/batches/:batches/label'],
    ...['/shipments', '/shipments/:shipments', '/shipments/:shipments/packing-list', '/shipments/new', '/feed'],
  ],
  'admin@plant.example': [
    ...['/agreements', '/agreements/:agreements', '/agreements/new', '/circularity?from=2026-01-01&to=2026-12-31'],
    ...['/settings', '/settings?tab=tokens', '/settings?tab=party', '/settings?tab=people', '/nowhere'],
  ],
  'engineer@recycler.example': ['/', '/runs', '/runs/:runs', '/runs/new', '/scan'],
};

describeInBrowser('in the dark scheme', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    const app = await TestApp.start({ admin: null }, await demoByCommand());
    app.clock.time = Date.parse('2027-01-05T16:00:00Z');
    stage = await BrowserStage.over(app);
  }, 300_000);
  afterAll(() => stage.close());

  /** The address with the newest of each kind in the place of its name. */
  const pathAt = async (device: Device, path: string): Promise<string> => {
    const [, kind] = /:([a-z]+)/.exec(path) ?? [];
    if (kind === undefined) return path;
    const answer = await device.context.request.get(`${stage.url}/api/v1/${kind}?limit=1`);
    const { items } = (await answer.json()) as { items: { id: string }[] };
    return path.replace(`:${kind}`, items[0]?.id ?? '');
  };

  const everyone = Object.keys(SCREENS).flatMap((email) => [
    [email, 'desktop'],
    [email, 'tablet'],
  ]) as [string, Size][];

  it.each(everyone)(
    'every screen of %s can be read, at %s size',
    async (email, size) => {
      const device = await stage.signedIn({ email, password }, size, '/', { colorScheme: 'dark' });
      for (const path of SCREENS[email] ?? []) {
        await device.goto(await pathAt(device, path));
        await device.settled();
        expect(await device.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
        // All else is the same as in the light one.
        await device.expectAccessible('color-contrast');
      }
      await device.close();
    },
    120_000,
  );
});
