import { signedAgreement } from '../support/loop.js';
import { ShippingDesk } from '../support/shipping.js';
import { toldLoop } from '../support/told-loop.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { choose, fillIn } from './support/form.js';

/** What only those may press who write: none of it is there for an auditor. */
const WRITES =
  /^(Record an assay|Dispose|Split|Reverse|Edit|Ship|New shipment|New run|New agreement|Change|Dispatch|Cancel shipment|Receive|Name this figure|Take the|Amend|End early|Sign for|Invite|Log a batch|Book|Charge)/;

const NOT_YOURS = 'This is entered by others: by the people of the party whose material it is.';

describeInBrowser('the journey of', () => {
  let stage: BrowserStage;
  let agreementId: string;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    ({ agreementId } = await toldLoop(app, world));
    const { plant, otherPlant, otherRecycler, auditor } = world;
    const other = { reference: 'OTHER', generatorId: otherPlant.id, recyclerId: otherRecycler.id };
    const scope = { siteIds: [otherPlant.sites[0]], streams: ['*'] };
    await signedAgreement(app, world, { ...other, scope }, [otherPlant, otherRecycler]);
    const invitation = { email: auditor.email, untilOn: '2027-12-31' };
    const { token } = plant.admin;
    const invited = await app.post(`/agreements/${agreementId}/invitations`, invitation, { token });
    expect(invited.status).toBe(201);
  });
  afterAll(() => stage.close());

  const expectNothingToWrite = async ({ page }: Device): Promise<void> => {
    const main = page.getByRole('main');
    const names = [
      ...(await main.getByRole('button').allInnerTexts()),
      ...(await main.getByRole('link').allInnerTexts()),
    ];
    expect(names.filter((name) => WRITES.test(name.trim()))).toEqual([]);
  };

  /*
   * Of the two drums of 880 kg dry one held 25 % and the other 30 % neodymium: 220 + 264 = 484 kg were generated.
   */
  it('an auditor leads from the headline down to a weighing, and to nothing that could be changed', async () => {
    const device = await stage.signedIn(stage.world.auditor);
    const { page } = device;
    await page.getByText('In 2027 the loop made up for', { exact: false }).waitFor();
    await expectNothingToWrite(device);
    const generated = page.locator('[data-figure="generatedKg"]');
    expect(await generated.getAttribute('title')).toBe('484 kg');
    await generated.click();
    await page.waitForURL('**/circularity/evidence?**');
    await expectNothingToWrite(device);
    await device.expectAccessible();
    await page.locator('main a[href^="/batches/"]').first().click();
    await page.waitForURL(/batches\/[0-9a-f-]{36}$/);
    const weighing = page.getByRole('region', { name: 'Masses' });
    await weighing.getByTitle('1,020 kg', { exact: true }).waitFor();
    await weighing.getByTitle('20 kg', { exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^Evidence: / })
      .first()
      .click();
    await page.getByRole('table', { name: /^Postings of: / }).waitFor();
    await expectNothingToWrite(device);
    await device.expectAccessible();
    const batch = new URL(page.url()).pathname;

    for (const [address, sentence] of [
      [`${batch}/edit`, 'This batch is not yours to edit.'],
      ['/log', 'Batches are logged by the people of a magnet plant.'],
      [`/agreements/${agreementId}/edit`, 'This cannot be changed by you, or not now.'],
      [`/agreements/${agreementId}/amend`, 'This cannot be changed by you, or not now.'],
      ['/agreements/new', 'This cannot be changed by you, or not now.'],
      ['/shipments/new', NOT_YOURS],
      ['/runs/new', NOT_YOURS],
      ['/feed', NOT_YOURS],
    ] as const) {
      await device.goto(address);
      await page.getByText(sentence).waitFor();
      await expectNothingToWrite(device);
    }
    for (const [address, heading] of [
      ['/batches', 'Batches'],
      ['/shipments', 'Shipments'],
      [`/agreements/${agreementId}`, 'Agreement LOOP-1'],
    ] as const) {
      await device.goto(address);
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await expectNothingToWrite(device);
    }
    await device.goto('/shipments');
    await page.getByRole('main').getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByText('every batch is settled').waitFor();
    await expectNothingToWrite(device);
    await device.goto('/agreements');
    await page.getByRole('link', { name: 'LOOP-1' }).waitFor();
    expect(await page.getByText('OTHER').count()).toBe(0);
    await device.expectAccessible();
    await device.close();
  });

  /*
   * A drum of 880 kg dry with 25 % brings 220 kg Nd into the run. 256 kg oxide hold by a first, quick assay of 80 %
   * 256 x 0.8 x 0.857356 = 175.586509 kg: 44.4 kg are missing, more than 2 % of 220 kg. The late one of 99 % says
   * 217.288305 kg: 2.711695 kg are missing, which closes.
   */
  it("a recycler's engineer leads from an open balance over the late assay to what the plant receives", async () => {
    const { app, world } = stage;
    const drum = await new ShippingDesk(app, world).delivered();
    const device = await stage.signedIn(world.recycler.operator, 'tablet', '/runs/new');
    const { page } = device;
    await page.getByRole('checkbox', { name: `Draw ${String(drum['code'])}` }).check();
    await choose(page, 'Product', 'Nd2O3');
    await fillIn(page, { 'Net mass': '256', Laboratory: 'On the spot', 'Code of the output': 'LATE-1' });
    await choose(page, 'Nd2O3: Element or oxide 1', 'Nd2O3');
    await fillIn(page, { 'Nd2O3: Percent Nd2O3': '80' });
    await page.getByRole('button', { name: 'Book the run' }).click();
    await page.waitForURL(/runs\/[0-9a-f-]{36}$/);
    const run = new URL(page.url()).pathname;
    await page.getByText('44.4 kg of Nd are missing').waitFor();
    await page.getByText('An assay of an output that comes later closes it', { exact: false }).waitFor();
    await device.expectAccessible();

    await page.getByRole('link', { name: 'LATE-1' }).click();
    await page.getByRole('button', { name: 'Record an assay' }).click();
    const dialog = page.getByRole('dialog');
    await fillIn(page, { Laboratory: 'Recycler laboratory', 'Percent Nd2O3': '99' });
    await device.expectAccessible();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The assay is recorded.').waitFor();
    await page.locator('main a[href^="/runs/"]').first().click();
    await page.waitForURL(`**${run}`);
    await page.getByText('No warnings: every element closes.').waitFor();
    const figures = await page.locator('[data-element="Nd"] [title]').all();
    expect(await Promise.all(figures.map((figure) => figure.getAttribute('title')))).toEqual([
      ...['220 kg', '217.288305 kg', '0 kg', '2.711695 kg'],
    ]);

    await page.getByRole('link', { name: 'LATE-1' }).click();
    await page.getByRole('link', { name: 'Ship', exact: true }).click();
    expect(await page.getByRole('checkbox', { name: 'Ship LATE-1' }).isChecked()).toBe(true);
    await page.getByRole('combobox', { name: 'To site' }).click();
    await page.getByRole('option', { name: /MP-1/ }).click();
    await page.getByRole('button', { name: 'Plan shipment' }).click();
    await page.getByRole('button', { name: 'Dispatch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dispatch' }).click();
    await page.getByText('weighs what arrives').waitFor();
    await device.close();

    const plant = await stage.signedIn(world.plant.operator, 'tablet');
    await plant.page
      .getByRole('link', { name: /^Receive/ })
      .first()
      .click();
    await plant.page.getByRole('button', { name: 'Accept all as announced' }).click();
    await plant.page.getByRole('button', { name: 'Confirm receipt' }).click();
    await plant.page.getByText('every batch is settled').waitFor();
    await plant.page.getByRole('link', { name: 'LATE-1' }).click();
    await plant.page
      .getByRole('region', { name: 'What is in it' })
      .getByTitle('217.288305 kg', { exact: true })
      .waitFor();
    await plant.expectAccessible();
    await plant.close();
  });
});
