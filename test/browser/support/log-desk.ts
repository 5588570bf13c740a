import type { Answer } from '../../support/test-app.js';
import type { BrowserStage, Device, Size } from './browser.js';

interface Logged {
  readonly id: string;
  readonly grossKg: number;
}

interface Entry {
  readonly postings: readonly { readonly toBatchId: string }[];
}

export interface Drum {
  readonly gross: string;
  readonly moisture: string;
  readonly code?: string;
}

/** Waits for what comes by itself, and at last goes on without it: what the test expects next says what is missing. */
async function eventually(isThere: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600 && !(await isThere()); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The screen on which batches are logged, as a person at a device uses it. */
export class LogDesk {
  private constructor(
    private readonly stage: BrowserStage,
    readonly device: Device,
  ) {}

  /** Signs in at the plant and logs a first drum, so that the device has something to remember. */
  static async open(stage: BrowserStage, size: Size = 'desktop', { keepsApp = false } = {}): Promise<LogDesk> {
    const device = await stage.signedIn(stage.world.plant.operator, size, '/log', { keepsApp });
    const desk = new LogDesk(stage, device);
    await desk.choose('Site', /^MP-1/);
    await desk.choose('Stream', /^Grinding sludge, oily/);
    await desk.fill({ Tare: '12.4', Oil: '6' });
    return desk;
  }

  get page(): Device['page'] {
    return this.device.page;
  }

  /** By its visible list, as fingers do. */
  async choose(label: string, option: RegExp): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).first().click();
    await this.page.getByRole('option', { name: option }).click();
  }

  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(fields)) await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Adds a line to the assay, and waits until it is there. */
  async addElement(): Promise<void> {
    const lines = this.page.getByRole('combobox', { name: 'Element or oxide' });
    const before = await lines.count();
    await this.page.getByRole('button', { name: 'Add an element', exact: true }).press('Enter');
    await lines.nth(before).waitFor();
  }

  /** Types a drum and saves it; where tare and oil are remembered, this is all there is to type. */
  async log({ gross, moisture, code = '' }: Drum): Promise<void> {
    await this.fill({ 'Gross weight': gross, Moisture: moisture, Code: code });
    await this.press('Save and next');
    await this.page.locator('#log-gross[value=""]').waitFor();
  }

  async goOffline(): Promise<void> {
    await this.device.context.setOffline(true);
    await this.page.getByText('No network.', { exact: false }).waitFor();
  }

  async goOnline(): Promise<void> {
    await this.device.context.setOffline(false);
  }

  /** The app can open without the network once the worker has all that it needs. */
  async ready(): Promise<void> {
    await this.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  }

  /** Waits for this many entries of a state in the list under the form. @returns how many there are */
  async queued(state: 'waiting' | 'refused' | 'mending', count: number): Promise<number> {
    const entries = this.page.locator(`[data-entry="${state}"]`);
    await eventually(async () => (await entries.count()) === count);
    return entries.count();
  }

  /** The mass that a figure shows, with all its digits. */
  async figure(name: string): Promise<string | null> {
    return this.page.locator(`[data-figure="${name}"]`).getAttribute('title');
  }

  /** By-products as the service has them, newest first. */
  async booked(): Promise<Answer['body'][]> {
    const { token } = this.stage.world.plant.operator;
    const answer = await this.stage.app.get('/batches?kind=by-product&limit=200', { token });
    return (answer.body as { items: Answer['body'][] }).items;
  }

  async bookedCode(): Promise<string> {
    const note = this.page.getByText(/^Booked as/);
    await note.waitFor();
    return ((await note.textContent()) ?? '').replace('Booked as ', '');
  }

  /** Waits until the service has as many by-products. @returns their gross weights in the order in which they were booked */
  async bookedGross(count: number): Promise<number[]> {
    await eventually(async () => (await this.booked()).length >= count);
    const { token } = this.stage.world.plant.operator;
    const entries = (await this.stage.app.get('/entries?limit=200', { token })).body as { items: Entry[] };
    const gross = new Map((await this.booked()).map(({ id, grossKg }: Logged) => [id, grossKg]));
    return entries.items.map(({ postings }) => gross.get(postings[0]?.toBatchId ?? '') ?? NaN).reverse();
  }

  close(): Promise<void> {
    return this.device.close();
  }
}
