import { PASSWORD } from '../support/world.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';
import { field } from './support/form.js';

describeInBrowser('signing in', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])(
    'lands on what waits for one, and says for whom one acts, at %s size',
    async (size) => {
      const device = await stage.signedInByHand(stage.world.plant.operator, size);
      await device.page.getByRole('heading', { name: 'To do' }).waitFor();
      await device.page.getByText('Acting for Magnet plant').waitFor();
      await device.expectAccessible();
      await device.page.getByRole('button', { name: 'Sign out' }).click();
      await device.page.getByRole('button', { name: 'Sign in' }).waitFor();
      await device.expectAccessible();
      await device.close();
    },
  );

  /** Types a new name of a site in its window, saves it, and finds that the session has ended. */
  async function typedAfterTheEnd(size: Size): Promise<Device> {
    const device = await stage.signedIn(stage.world.plant.admin, size, '/settings?tab=party');
    const { page } = device;
    await page.getByRole('row').filter({ hasText: 'MP-2' }).getByRole('button').click();
    await field(page, 'Name of the site').fill(`Hall two ${size}`);
    await device.context.clearCookies();
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await page.getByText('MP-2').filter({ visible: true }).count()).toBe(0);
    return device;
  }

  it.each<Size>(['desktop', 'tablet'])(
    'keeps what was typed in a window when the session ends, under the sign-in by keyboard, at %s size',
    async (size) => {
      const device = await typedAfterTheEnd(size);
      const { page } = device;
      await device.expectAccessible();
      const { admin, sites } = stage.world.plant;
      await page.keyboard.press('Escape');
      await page.getByLabel('E-mail address').focus();
      await page.keyboard.type(admin.email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor();
      expect(await field(page, 'Name of the site').inputValue()).toBe(`Hall two ${size}`);
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      expect((await stage.app.get(`/sites/${sites[1]}`, admin)).body.name).toBe(`Hall two ${size}`);
      await device.close();
    },
  );

  /** All that the device keeps; runs in the page. */
  const KEPT = `Object.entries(localStorage).map(([name, text]) => name + ' ' + text).join('\\n')`;
  /** What the service has told: names of sites, parties and people, and weights. */
  const TOLD = /MP-1|MP-2|Recycler|Magnet plant|412\.345|operator@/;

  it('takes the lists of sites and weights off the device at the end, and keeps what is typed', async () => {
    const { operator } = stage.world.plant;
    const device = await stage.signedIn(operator, 'tablet', '/log');
    const { page } = device;
    await page.getByLabel('Stream', { exact: true }).first().click();
    await page.getByRole('option', { name: /^Grinding sludge, oily/ }).click();
    for (const [name, text] of Object.entries({ Gross: '412.345', Tare: '12', Moisture: '1', Oil: '1' }))
      await page.getByLabel(name === 'Gross' ? 'Gross weight' : name, { exact: true }).fill(text);
    await page.getByRole('button', { name: 'Save and next', exact: true }).click();
    await page.getByText(/^Booked as/).waitFor();
    await field(page, 'Gross weight').fill('77.5');
    expect(await page.evaluate<string>(KEPT)).toMatch(TOLD);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const kept = await page.evaluate<string>(KEPT);
    expect(kept).not.toMatch(TOLD);
    expect(kept).toContain('77.5');
    await stage.signInAt(device, operator);
    await field(page, 'Gross weight').waitFor();
    expect(await field(page, 'Gross weight').inputValue()).toBe('77.5');
    // Whose session has ended without signing out leaves nothing to the next one.
    await device.context.clearCookies();
    await page.reload();
    await stage.signInAt(device, stage.world.otherPlant.operator);
    await page.getByText(/^Acting for/).waitFor();
    expect(await page.evaluate<string>(KEPT)).not.toMatch(/MP-1|MP-2|412\.345|"operator@plant\./);
    await device.close();
  });

  it('shows nothing of the page of one person to another who signs in there', async () => {
    const device = await typedAfterTheEnd('tablet');
    const { page } = device;
    await stage.signInAt(device, stage.world.recycler.operator);
    await page.getByText('Acting for Recycler').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const text = await page.locator('body').innerText();
    for (const theirs of ['MP-2', 'Hall two', 'Magnet plant']) expect(text).not.toContain(theirs);
    await device.close();
  });
});
