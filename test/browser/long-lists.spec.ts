import { signedAgreement } from '../support/loop.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser } from './support/browser.js';

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
    const newest = (await stage.app.get('/batches?limit=100', desk.as(stage.world.plant))).body as {
      items: typeof batches;
    };
    const shown = new Set(newest.items.map(({ id }) => id));
    const other = String(batches.find(({ id }) => !shown.has(id))?.code);
    await page.getByLabel('Code begins with').fill(other);
    await page.getByRole('checkbox', { name: `Select batch ${other}` }).check();
    // The 100 that were chosen before are not among what is found now, and are chosen still: 101 times 880 kg.
    await page.getByText('101 batches selected · 88.9 t').waitFor();
    await device.expectAccessible();
    await page.getByRole('link', { name: 'Ship', exact: true }).click();
    await page.getByText('101 of 230 picked').waitFor();
    await device.close();
  });

  it('is picked from by search, label and material', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/shipments/new');
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

  it('is drawn on by a run in the same way, in whole and in part', async () => {
    const some = batches.slice(0, 12);
    const { id } = await desk.sent(some.map((batch) => batch.id));
    desk.done(await desk.receive(id, some.map(asAnnounced)), 200);
    const device = await stage.signedIn(stage.world.recycler.operator, 'tablet', '/runs/new');
    const { page } = device;
    await page.getByText('0 of 12 picked').waitFor();
    await page.getByRole('checkbox', { name: 'Draw LL-012' }).check();
    await page.getByLabel('Drawn of LL-012, dry').fill('100');
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
