import { created } from '../support/world.js';
import { sludge } from '../support/loop.js';
import { RunDesk } from '../support/run-desk.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { field, fillIn, fillRun } from './support/form.js';
import { LogDesk } from './support/log-desk.js';

type Tab = Device['page'];

/** One person with several tabs of one browser: each has its own drafts, and nothing is lost or booked twice. */
describeInBrowser('several tabs', () => {
  let stage: BrowserStage;
  let desk: LogDesk;
  beforeEach(async () => {
    stage = await BrowserStage.open();
    desk = await LogDesk.open(stage);
    // The device remembers stream, tare and oil of a first drum.
    await desk.log({ gross: '112.4', moisture: '10' });
    expect(await desk.bookedGross(1)).toEqual([112.4]);
  });
  afterEach(async () => {
    await desk.close();
    await stage.close();
  });

  const gross = (tab: Tab) => field(tab, 'Gross weight').inputValue();
  const offers = (tab: Tab) => tab.locator('[data-offer]');
  const opened = async (path = '/log'): Promise<Tab> => {
    const tab = await desk.device.context.newPage();
    await tab.goto(stage.url + path);
    await tab.locator('h1').first().waitFor();
    return tab;
  };
  const save = (tab: Tab) => tab.getByRole('button', { name: 'Save and next', exact: true }).click();
  const goOn = (tab: Tab) => tab.getByRole('button', { name: 'Go on with it' }).click();

  it('log the drum that is typed in one of them once, and each its own', async () => {
    await desk.fill({ 'Gross weight': '512.4', Moisture: '12' });
    const second = await opened();
    // The drum of the first tab is not the second one's, nor is it offered while that tab is open.
    expect(await gross(second)).toBe('');
    await fillIn(second, { 'Gross weight': '431.65', Moisture: '11.5' });
    expect(await offers(second).count()).toBe(0);
    await save(second);
    expect(await desk.bookedGross(2)).toEqual([112.4, 431.65]);
    expect(await gross(desk.page)).toBe('512.4');
    await desk.page.reload();
    await desk.page.locator('#log-gross[value="512.4"]').waitFor();
    await desk.press('Save and next');
    expect(await desk.bookedGross(3)).toEqual([112.4, 431.65, 512.4]);
    await second.reload();
    await field(second, 'Gross weight').waitFor();
    expect([await gross(second), await offers(second).count()]).toEqual(['', 0]);
  });

  it('are of their own where one was made as a copy of another', async () => {
    await desk.fill({ 'Gross weight': '512.4', Moisture: '12' });
    const [copy] = await Promise.all([
      desk.device.context.waitForEvent('page'),
      // A window that a page opens takes along what the tab has noted, like a tab that is duplicated.
      desk.page.evaluate('void window.open("/log")'),
    ]);
    await field(copy, 'Gross weight').waitFor();
    expect([await gross(copy), await offers(copy).count()]).toEqual(['', 0]);
    await desk.press('Save and next');
    expect(await desk.bookedGross(2)).toEqual([112.4, 512.4]);
  });

  it('offer what was typed in one that was closed, to one of the others', async () => {
    const first = await opened();
    await fillIn(first, { 'Gross weight': '512.4', Moisture: '12', Code: 'LEFT-1' });
    await first.close();
    const [second, third] = [await opened(), await opened()];
    await desk.fill({ 'Gross weight': '99' });
    for (const tab of [second, third])
      await offers(tab).getByText('LEFT-1 · Grinding sludge, oily · 512.4 kg').waitFor();
    await desk.device.expectAccessible();
    await goOn(second);
    await second.locator('#log-gross[value="512.4"]').waitFor();
    await offers(third).waitFor({ state: 'detached' });
    await save(second);
    expect(await desk.bookedGross(2)).toEqual([112.4, 512.4]);
    expect((await desk.booked()).map(({ code }) => code)).toEqual(['LEFT-1', expect.any(String)]);
    for (const tab of [second, third]) {
      await tab.reload();
      await field(tab, 'Gross weight').waitFor();
      expect([await gross(tab), await offers(tab).count()]).toEqual(['', 0]);
    }
    expect(await gross(desk.page)).toBe('99');
  });

  it('put aside what stands in the form for what is gone on with, and discard only what is named', async () => {
    for (const code of ['LEFT-1', 'LEFT-2']) {
      const tab = await opened();
      // What was closed before is offered; what is typed here is another drum.
      await fillIn(tab, { Code: code, 'Gross weight': '50', Moisture: '1' });
      await tab.close();
    }
    const tab = await opened();
    await fillIn(tab, { Code: 'HERE-3', 'Gross weight': '70', Moisture: '1' });
    const named = (code: string) => offers(tab).filter({ hasText: code });
    await named('LEFT-1').getByRole('button', { name: 'Go on with it' }).click();
    await named('HERE-3').waitFor();
    expect(await field(tab, 'Code').inputValue()).toBe('LEFT-1');
    await named('LEFT-2').getByRole('button', { name: 'Discard' }).click();
    await named('LEFT-2').getByRole('button', { name: 'Really discard?' }).click();
    await named('LEFT-2').waitFor({ state: 'detached' });
    expect([await field(tab, 'Code').inputValue(), await offers(tab).count()]).toEqual(['LEFT-1', 1]);
    await save(tab);
    await named('HERE-3').getByRole('button', { name: 'Go on with it' }).click();
    await tab.locator('#log-gross[value="70"]').waitFor();
    await save(tab);
    expect(await desk.bookedGross(3)).toEqual([112.4, 50, 70]);
  });

  it('keep what was typed before drafts belonged to tabs', async () => {
    const { id } = (await stage.app.get('/me', stage.world.plant.operator)).body as { id: string };
    const tab = await opened('/batches');
    const old = { gross: 77, tare: 7, moisture: 1, code: 'OLD-1', stream: 'grinding-sludge-oily', note: '', lines: [] };
    await tab.evaluate(
      `localStorage.setItem('loopbook-draft-${id}-log', ${JSON.stringify(JSON.stringify({ ...old, mends: null }))})`,
    );
    await tab.goto(`${stage.url}/log`);
    await offers(tab).getByText('OLD-1').waitFor();
    await goOn(tab);
    await tab.locator('#log-gross[value="77"]').waitFor();
  });

  it('do not mend one entry of the queue twice', async () => {
    const taken = { code: 'TAKEN-1' };
    await created(stage.app, '/batches', sludge(stage.world, taken), stage.world.plant.operator.token);
    await desk.log({ gross: '60', moisture: '1', code: 'TAKEN-1' });
    // What was refused comes back into the form from which it was saved.
    await desk.page.locator('#log-gross[value="60"]').waitFor();
    const second = await opened();
    await second.getByRole('button', { name: 'Mend', exact: true }).click();
    await second.getByText('Another tab of this device is mending it.', { exact: false }).waitFor();
    expect(await gross(second)).toBe('');
    await desk.fill({ Code: 'FREE-1' });
    await desk.press('Save and next');
    expect(await desk.bookedGross(3)).toEqual([112.4, 1020, 60]);
  });
});

describeInBrowser('several tabs with other forms', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  it.each([
    ['/shipments/new', 'Carrier'],
    ['/agreements/new', 'Title'],
  ])('keep at %s what is typed for the one in which it was typed', async (path, name) => {
    const device = await stage.signedIn(stage.world.plant.admin, 'desktop', path);
    const { page, context } = device;
    await fillIn(page, { [name]: 'First' });
    const second = await context.newPage();
    await second.goto(stage.url + path);
    await field(second, name).waitFor();
    expect(await field(second, name).inputValue()).toBe('');
    await fillIn(second, { [name]: 'Second' });
    await page.reload();
    await field(page, name).waitFor();
    expect([await field(page, name).inputValue(), await field(second, name).inputValue()]).toEqual(['First', 'Second']);
    await device.close();
  });

  it('save once what was saved while its answer was lost, over a reload and in another one', async () => {
    const { admin } = stage.world.plant;
    const count = async () => ((await stage.app.get('/agreements', admin)).body as { items: unknown[] }).items.length;
    const device = await stage.signedIn(admin, 'desktop', '/');
    const first = await device.context.newPage();
    await first.goto(`${stage.url}/agreements/new`);
    await fillIn(first, { Reference: 'ONCE', Title: 'Once' });
    await field(first, 'Recycler').fill('Recycler');
    await first.getByRole('option', { name: 'Recycler (CA)', exact: true }).click();
    await fillIn(first, { 'First day': '2027-01-01', 'Last day': '2036-12-31' });
    await first.getByLabel(/^MP-2 · /).check();
    const before = await count();
    // The service books it, and its answer is lost on the way.
    await first.route('**/api/v1/agreements', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.abort();
    });
    await first.getByRole('button', { name: 'Save the draft' }).click();
    await first.getByText('The service did not answer.').waitFor();
    expect(await count()).toBe(before + 1);
    await first.close();
    await device.goto('/agreements/new');
    await device.page.locator('[data-offer]').getByText('ONCE · Once').waitFor();
    await device.page.getByRole('button', { name: 'Go on with it' }).click();
    await device.page.getByRole('button', { name: 'Save the draft' }).click();
    await device.page.getByRole('heading', { name: 'This is a draft' }).waitFor();
    expect(await count()).toBe(before + 1);
    await device.close();
  });

  it('offer the run that was typed in one that was closed', async () => {
    await RunDesk.at(stage.app, stage.world);
    const device = await stage.signedIn(stage.world.recycler.operator, 'tablet', '/');
    const first = await device.context.newPage();
    await first.goto(`${stage.url}/runs/new`);
    await fillRun(first, '12.5');
    await first.close();
    await device.goto('/');
    await device.page.getByRole('link', { name: /^Go on: A run/ }).click();
    await device.page.getByRole('button', { name: 'Go on with it' }).click();
    await device.page.locator('input[value="12.5"]').waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
