import { buildPerson, type Person } from '../support/world.js';
import { sludge } from '../support/loop.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';
import { LogDesk } from './support/log-desk.js';

describeInBrowser('logging without network', () => {
  let stage: BrowserStage;
  beforeEach(async () => {
    stage = await BrowserStage.open();
  });
  afterEach(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])(
    'keeps three drums over a reload without network and books each once, in their order, at %s size',
    async (size) => {
      const desk = await LogDesk.open(stage, size, { keepsApp: true });
      const { page, device } = desk;
      await desk.log({ gross: '500', moisture: '12' });
      await desk.bookedCode();
      await desk.ready();
      await desk.goOffline();
      await desk.log({ gross: '501', moisture: '12' });
      await page.getByText('Kept on this device;').waitFor();
      await desk.log({ gross: '502', moisture: '12', code: 'DRUM-502' });
      expect(await desk.queued('waiting', 2)).toBe(2);

      await page.reload();
      expect(await desk.queued('waiting', 2)).toBe(2);
      await page.getByText('2 entries wait for the network').waitFor();
      await device.expectAccessible();
      await desk.log({ gross: '503', moisture: '12' });
      expect(await desk.queued('waiting', 3)).toBe(3);
      // The label of a drum that waits can be printed: its id was made here.
      await page.getByRole('link', { name: 'Print the label' }).nth(2).click();
      await page.getByRole('article', { name: 'Label of DRUM-502' }).waitFor();
      await page.getByRole('link', { name: 'Log the next one' }).click();
      expect(await desk.queued('waiting', 3)).toBe(3);
      expect(await desk.bookedGross(1)).toEqual([500]);

      await desk.goOnline();
      expect(await desk.bookedGross(4)).toEqual([500, 501, 502, 503]);
      expect(await desk.queued('waiting', 0)).toBe(0);
      await desk.close();
    },
  );

  it('books once what was booked while its answer was lost', async () => {
    const desk = await LogDesk.open(stage);
    const { page } = desk;
    const answers: (string | undefined)[] = [];
    page.on('response', (answer) => {
      const isLogged = answer.request().method() === 'POST' && answer.url().endsWith('/api/v1/batches');
      if (isLogged) answers.push(answer.headers()['idempotency-replayed']);
    });
    let lost = 0;
    await page.route('**/api/v1/batches', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      expect((await route.fetch()).status()).toBe(201);
      await route.abort('connectionreset');
    });
    await desk.log({ gross: '500', moisture: '12' });
    // Booked before the device knows it; then the same entry goes out again under its key, and is answered as before.
    await desk.bookedCode();
    expect(lost).toBe(1);
    expect(answers).toEqual(['true']);
    expect(await desk.bookedGross(1)).toEqual([500]);
    await desk.close();
  });

  it('sends what one person typed under no other sign-in', async () => {
    const { plant, platform } = stage.world;
    const berta: Person = await buildPerson(stage.app, platform.token, {
      partyId: plant.id,
      email: 'berta@plant.test',
      name: 'Berta',
      role: 'plant-operator',
    });
    const desk = await LogDesk.open(stage);
    const { page, device } = desk;
    await desk.goOffline();
    await desk.log({ gross: '501', moisture: '12' });
    await desk.log({ gross: '502', moisture: '12' });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await desk.goOnline();

    await stage.signInAt(device, berta);
    await page.getByText('2 entries of other people wait on this device until they sign in').waitFor();
    expect(await desk.queued('waiting', 0)).toBe(0);
    await desk.choose('Site', /^MP-1/);
    await desk.choose('Stream', /^Grinding sludge, oily/);
    await desk.fill({ Tare: '20', Oil: '5' });
    await desk.log({ gross: '700', moisture: '10' });
    await desk.bookedCode();
    expect(await desk.bookedGross(1)).toEqual([700]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await stage.signInAt(device, plant.operator);
    expect(await desk.bookedGross(3)).toEqual([700, 501, 502]);
    await desk.close();
  });

  it('brings back for mending what the service refuses, while the others go on', async () => {
    const desk = await LogDesk.open(stage);
    const { page, device } = desk;
    await stage.app.post('/batches', sludge(stage.world, { code: 'TAKEN' }), {
      token: stage.world.plant.operator.token,
    });
    await desk.goOffline();
    await desk.log({ gross: '501', moisture: '12', code: 'TAKEN' });
    await desk.log({ gross: '502', moisture: '12' });
    // Typed wrong, and not gone out yet: taken back and put right at the end of the queue.
    await desk.log({ gross: '5030', moisture: '12' });
    await page.getByRole('button', { name: 'Take back' }).nth(2).click();
    expect(await desk.queued('mending', 1)).toBe(1);
    await desk.log({ gross: '503', moisture: '12' });
    expect(await desk.queued('waiting', 3)).toBe(3);
    // What is being typed meanwhile is not pushed aside by what comes back.
    await desk.fill({ 'Gross weight': '504' });
    await desk.goOnline();
    expect(await desk.bookedGross(3)).toEqual([1020, 502, 503]);
    expect(await desk.queued('refused', 1)).toBe(1);
    await page.getByText('1 entry needs mending').waitFor();
    await device.expectAccessible();

    await desk.press('Mend');
    await page.getByText('You are mending an entry', { exact: false }).waitFor();
    expect(await page.getByLabel('Gross weight', { exact: true }).inputValue()).toBe('501');
    await desk.fill({ Code: 'FREE' });
    await desk.press('Save and next');
    expect(await desk.bookedGross(4)).toEqual([1020, 502, 503, 501]);
    expect(await desk.queued('refused', 0)).toBe(0);
    expect(await page.getByLabel('Gross weight', { exact: true }).inputValue()).toBe('504');
    await desk.close();
  });
});
