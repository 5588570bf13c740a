import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { TestApp } from '../../support/test-app.js';
import { buildWorld, PASSWORD, type Person, type World } from '../../support/world.js';
import { chromiumPath } from './chromium.js';
import { theDoor } from './door.js';
import { SIZES, type Size } from './sizes.js';

export { SIZES, type Size };

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** `describe` where there is a browser; where there is none, the name of what is left out says so. */
export const describeInBrowser = (name: string, suite: () => void): void => {
  if (chromiumPath()) describe(name, suite);
  else describe.skip(`${name} [no Chromium on this machine]`, suite);
};

/** One person at one device: a browser context of its own, signed in, that remembers what went wrong on its pages. */
export class Device {
  readonly faults: string[] = [];

  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
    readonly url: string,
    private readonly putAway: (device: Device) => Promise<void>,
  ) {
    page.on('console', (message) => {
      // A browser logs every refused request; what the app does with it is the test's business.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(String(error)));
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Goes to another screen within the app that is open, as by one of its links. */
  async follow(path: string): Promise<void> {
    const isSameScreen = new URL(path, this.url).pathname === new URL(this.page.url()).pathname;
    if (isSameScreen) return this.goto(path);
    await this.page.evaluate(`document.querySelector('h1')?.setAttribute('data-left', '')`);
    await this.page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
    await this.page.locator('h1:not([data-left])').first().waitFor();
  }

  /** Waits until the screen has a title and nothing on it is still being loaded. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor();
    await this.page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
  }

  /** Runs axe on the page as it is, by all rules for everyone or some of its own, and fails with what it found. */
  async expectAccessible(...rules: readonly string[]): Promise<void> {
    // A window that opens gets its name with its title, a moment later.
    const nameless = this.page.locator('[role=dialog]:visible:not([aria-labelledby], [aria-label])');
    await nameless.first().waitFor({ state: 'detached' });
    // The content policy forbids foreign scripts on the page; the debugger may put one there.
    if (!(await this.page.evaluate(`'axe' in globalThis`))) await this.page.evaluate(readFileSync(AXE, 'utf8'));
    const found = await this.page.evaluate(
      async (runOnly) => {
        const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResult> } };
        const { violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
        return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' | ')})`);
      },
      [...(rules.length > 0 ? rules : RULES)],
    );
    expect(found).toEqual([]);
  }

  async close(): Promise<void> {
    // What a test has put in the way of requests may still have one of them in its hands.
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    await this.putAway(this);
    expect(this.faults.splice(0)).toEqual([]);
  }
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** How a person signs in; with the password of the world's people where none is said. */
type Credentials = Pick<Person, 'email'> & { readonly password?: string };

interface DeviceOptions {
  /** Light unless said otherwise. */
  readonly colorScheme?: 'light' | 'dark';
  /** Whether its service worker keeps the app, so that it opens without the network. Keeping costs as much as opening. */
  readonly keepsApp?: boolean;
  /** Whether nothing of the app may be on it yet. */
  readonly isNew?: boolean;
  /** Where its clock stands still; it goes where nothing is said. */
  readonly time?: number;
  /** The time zone that it thinks it is in: that of the plant where nothing is said. */
  readonly timeZone?: string;
}

/** One browser for all suites of a process: to start it costs as much as a test. */
let running: Promise<Browser> | null = null;

async function theBrowser(): Promise<Browser> {
  const there = await running;
  if (there?.isConnected()) return there;
  running = chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
      // No page lives so long that making its program quicker pays.
      '--js-flags=--no-opt --no-maglev',
    ],
  });
  return running;
}

/**
 * Devices that nobody is at, by what they are: a page that has shown the app opens it in a third of the time of a new one.
 * Since all suites of a process are at the same address, what a device has loaded of the app serves the next suite as well.
 */
const free = new Map<string, Device[]>();

/** A process that the runner lets go ends when nothing is left open in it. */
async function closeBrowser(): Promise<void> {
  const browser = running;
  running = null;
  free.clear();
  await (await browser)?.close();
}
process.once('disconnect', () => void closeBrowser());

/** The real app on a real database, within reach, with a world of people, and a real browser. */
export class BrowserStage {
  private constructor(
    readonly app: TestApp,
    private readonly people: World | null,
    readonly url: string,
    private readonly browser: Browser,
  ) {}

  static async open(): Promise<BrowserStage> {
    const app = await TestApp.start();
    return BrowserStage.over(app, await buildWorld(app));
  }

  /** Over a service that has its own people. */
  static async over(app: TestApp, world: World | null = null): Promise<BrowserStage> {
    await app.nest.getHttpAdapter().getInstance().ready();
    return new BrowserStage(app, world, await theDoor.openTo(app.nest.getHttpServer()), await theBrowser());
  }

  get world(): World {
    if (!this.people) throw new Error('This stage has people of its own.');
    return this.people;
  }

  /**
   * A device of a size on which a person is signed in, at a path; without one, at no page yet. The session is there already,
   * as on any day but the first; how one comes by it is tried where that is the subject.
   */
  async signedIn(
    person: Credentials,
    size: Size = 'desktop',
    path: string | null = '/',
    options: DeviceOptions = {},
  ): Promise<Device> {
    const device = await this.device(size, options);
    const { email, password = PASSWORD } = person;
    const answer = await device.context.request.post(`${this.url}/api/v1/auth/login`, { data: { email, password } });
    if (!answer.ok()) throw new Error(`${email} was not signed in: ${await answer.text()}`);
    if (path === null) return device;
    await device.goto(path);
    await device.page.getByRole('button', { name: 'Sign out' }).waitFor();
    return device;
  }

  /** A device on which a person has signed in through the screen, and which keeps the app as in use. */
  async signedInByHand(person: Credentials, size: Size = 'desktop', path = '/'): Promise<Device> {
    const device = await this.device(size, { keepsApp: true });
    await device.goto(path);
    await this.signInAt(device, person);
    return device;
  }

  /** Signs in at a device that shows the screen for it. */
  async signInAt({ page }: Device, { email, password = PASSWORD }: Credentials): Promise<void> {
    await page.getByLabel('E-mail address').fill(email);
    await page.locator('input[type=password]').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  async close(): Promise<void> {
    const kept = new Set([...free.values()].flat().map(({ context }) => context));
    const left = this.browser.contexts().filter((context) => !kept.has(context));
    await Promise.all(left.map((context) => context.close()));
    theDoor.close();
    // Without a runner above it this process has to end by itself.
    if (!process.connected) await closeBrowser();
    await this.app.stop();
  }

  private async device(size: Size, options: DeviceOptions): Promise<Device> {
    const { colorScheme = 'light', keepsApp = false, time, timeZone: timezoneId = 'America/New_York' } = options;
    const { isNew = keepsApp } = options;
    const kind = JSON.stringify([size, colorScheme, time, timezoneId]);
    const ready = isNew ? undefined : free.get(kind)?.pop();
    if (ready) return ready;
    const context = await this.browser.newContext({
      viewport: SIZES[size],
      colorScheme,
      locale: 'en-US',
      timezoneId,
      reducedMotion: 'reduce',
      serviceWorkers: keepsApp ? 'allow' : 'block',
    });
    // Longer than the busiest machine takes.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    if (time !== undefined) await page.clock.setFixedTime(time);
    return new Device(page, context, this.url, (device) => (isNew ? context.close() : this.wiped(kind, device)));
  }

  /** Leaves nothing at a device of who was there. */
  private async wiped(kind: string, device: Device): Promise<void> {
    const { page, context } = device;
    const others = context.pages().filter((other) => other !== page);
    await Promise.all(others.map((other) => other.close()));
    // A page of the same origin on which nothing runs: from elsewhere the browser would need another process.
    await page.goto(`${this.url}/icon.svg`);
    await page.evaluate('sessionStorage.clear()');
    const browser = await context.newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', { origin: this.url, storageTypes: 'local_storage,indexeddb' });
    await browser.detach();
    await context.clearCookies();
    await context.clearPermissions();
    free.set(kind, [...(free.get(kind) ?? []), device]);
  }
}
