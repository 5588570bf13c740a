import { signedAgreement } from '../support/loop.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';

/** More than any page of the service holds. */
const ALL = 230;

describeInBrowser('a stock of 230 batches', () => {
  let stage: BrowserStage;
  let desk: ShippingDesk;
  let batches: Awaited<ReturnType<ShippingDesk['drum']>>[];

  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = new ShippingDesk(stage.app, stage.world);
    await signedAgreement(stage.app, stage.world);
    // The last 10 are slag; the code says which is which.
    const plans = Array.from({ length: ALL }, (_, index) => ({
      code: `LL-${String(index + 1).padStart(3, '0')}`,
      stream: index < ALL - 10 ? 'grinding-sludge-oily' : 'strip-cast-slag',
    }));
    batches = await Promise.all(plans.map((plan) => desk.drum(plan)));
  });
  afterAll(() => stage.close());

  it('is listed page by page, saying how much of it is shown, and chosen from across searches', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'tablet', '/batches');
    const { page } = device;
    await page.getByText('The first 50 are shown; there are more.').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('The first 100 are shown; there are more.').waitFor();
    await page.getByRole('button', { name: 'Select all 100 shown that can be shipped' }).click();
    await page.getByLabel('Code begins with').fill('LL-22');
    // LL-220 to LL-229 are among the newest 100: all are chosen already.
    await page.getByText('100 batches selected · 88.0 t').waitFor();
    await page.getByLabel('Code begins with').fill('LL-001');
    await page.getByRole('checkbox', { name: 'Select batch LL-001' }).check();
    await page.getByText('101 batches selected · 88.9 t').waitFor();
    await device.expectAccessible();
    await page.getByRole('link', { name: 'Ship', exact: true }).click();
    await page.getByText('101 of 230 picked').waitFor();
    await device.close();
  });

  it.each<Size>(['desktop', 'tablet'])('is picked from by search, label and material, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.operator, size, '/shipments/new');
    const { page } = device;
    const picked = () => page.locator('[data-figure="picked"]').getAttribute('title');
    await page.getByText('0 of 230 picked').waitFor();
    await page.getByText('50 of 230 shown').waitFor();
    await device.expectAccessible();
    // A scanner types the label and Enter: that picks, and sends no form.
    const search = page.getByLabel('Code or label');
    await search.fill(`${device.url}/batches/${batches[199]?.id}`);
    await search.press('Enter');
    await page.getByText('1 of 230 picked').waitFor();
    await search.fill('no such drum');
    await search.press('Enter');
    await page.getByText('no such drum is not in this stock.').waitFor();
    await search.fill('ll-00');
    await page.getByRole('button', { name: 'Pick all 9 found' }).click();
    expect(await picked()).toBe('8,800 kg');
    await search.fill('');
    await page.getByRole('combobox', { name: 'Material' }).click();
    await page.getByRole('option', { name: /slag/i }).click();
    await page.getByRole('button', { name: 'Pick all 10 found' }).click();
    // What was picked before stays picked, whatever is searched for.
    await page.getByText('20 of 230 picked').waitFor();
    expect(await picked()).toBe('17,600 kg');
    await page.getByText('Picked only').click();
    await page.getByRole('button', { name: 'Leave all 10 found' }).waitFor();
    await page.reload();
    await page.getByText('20 of 230 picked').waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Start afresh' }).click();
    await device.close();
  });

  it('goes whole on one shipment, and into a run of what the recycler picks of it', async () => {
    const ids = batches.map(({ id }) => id);
    const { id } = await desk.sent(ids);
    desk.done(await desk.receive(id, batches.map(asAnnounced)), 200);
    const device = await stage.signedIn(stage.world.recycler.operator, 'tablet', '/runs/new');
    const { page } = device;
    await page.getByText('0 of 230 picked').waitFor();
    await page.getByLabel('Code or label').fill('LL-23');
    await page.getByRole('checkbox', { name: 'Draw LL-230' }).check();
    await page.getByLabel('Drawn of LL-230, dry').fill('100');
    await page.getByLabel('Code or label').fill('LL-00');
    await page.getByRole('button', { name: 'Pick all 9 found' }).click();
    // 100 of 880 kg of the one, and nine times all of 880 kg.
    expect(await page.locator('[data-figure="picked"]').getAttribute('title')).toBe('8,020 kg');
    // 25 % of 8,020 kg.
    await page.locator('[data-element="Nd"] [title="2,005 kg"]').first().waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
