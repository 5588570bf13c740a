import { ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { field, fillIn } from './support/form.js';

/** Far from every site of the world's people: its day is mostly another one than theirs. */
const IN_TOKYO = { timeZone: 'Asia/Tokyo' } as const;

describeInBrowser('times', () => {
  let stage: BrowserStage;
  let shipping: ShippingDesk;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    shipping = new ShippingDesk(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  const inGerman = async ({ page }: Device): Promise<void> => {
    await page.evaluate(`localStorage.setItem('loopbook-language', '"de"')`);
    await page.reload();
  };

  const openLog = async (): Promise<Device> => {
    const device = await stage.signedIn(stage.world.plant.operator, 'tablet', '/log', IN_TOKYO);
    const { page } = device;
    await page.getByLabel('Stream', { exact: true }).first().click();
    await page.getByRole('option', { name: /^Grinding sludge, oily/ }).click();
    await fillIn(page, { 'Gross weight': '512.4', Tare: '12.4', Moisture: '12', Oil: '6' });
    await page.getByRole('button', { name: 'More: pieces, container, assay, origin ...' }).click();
    return device;
  };

  const logged = async ({ page }: Device, code: string) => {
    await page.getByText(`Booked as ${code}`).waitFor();
    const found = await stage.app.get(`/batches?code=${code}`, stage.world.plant.operator);
    return found.body.items[0] as { readonly id: string; readonly occurredAt: string; readonly occurredOn: string };
  };

  it('are those of the site on a device that thinks it is in Tokyo: a drum of a month stays in it', async () => {
    const device = await openLog();
    const { page } = device;
    await page.getByText('Time in America/New_York').waitFor();
    await fillIn(page, { Code: 'MONTH-END', 'Weighed at': '2027-03-31T22:30' });
    await page.getByRole('button', { name: 'Save and next' }).click();
    const drum = await logged(device, 'MONTH-END');
    expect(drum).toMatchObject({ occurredAt: '2027-04-01T02:30:00.000Z', occurredOn: '2027-03-31' });
    await device.goto(`/batches/${drum.id}/label`);
    await page.getByRole('article', { name: 'Label of MONTH-END' }).getByText('Mar 31, 2027').waitFor();
    await device.goto(`/batches/${drum.id}`);
    await page.getByText('Mar 31, 2027, 10:30 PM GMT-4 (America/New_York)').first().waitFor();
    // To be edited it stands there by the clock of its site, and is not changed by being looked at.
    await device.goto(`/batches/${drum.id}/edit`);
    await page.getByText('Time in America/New_York').waitFor();
    expect(await page.locator('input[type=datetime-local]').inputValue()).toBe('2027-03-31T22:30');
    await page.getByText('Nothing has changed.').waitFor();
    await inGerman(device);
    await page.getByText('Zeit in America/New_York').waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it('are now at the site where nothing else is said, not now on the device', async () => {
    // In Tokyo July has begun.
    stage.app.clock.time = Date.parse('2027-06-30T20:00:00Z');
    const device = await openLog();
    await fillIn(device.page, { Code: 'NOW' });
    await device.page.getByRole('button', { name: 'Save and next' }).click();
    const drum = await logged(device, 'NOW');
    expect(drum.occurredOn).toBe('2027-06-30');
    expect(drum.occurredAt).toMatch(/^2027-06-30T20:/);
    await device.page.goto(`${stage.url}/batches/${drum.id}/label`);
    await device.page.getByRole('article', { name: 'Label of NOW' }).getByText('Jun 30, 2027').waitFor();
    await device.close();
  });

  it('that a clock leaves out are refused in words, and of those that it shows twice one is chosen', async () => {
    const device = await openLog();
    const { page } = device;
    // On 14 March 2027 New York goes from 02:00 to 03:00; on 1 November 2026 it has 01:30 twice.
    await fillIn(page, { Code: 'GAP', 'Weighed at': '2027-03-14T02:30' });
    await page.getByText('There was no such time in America/New_York').waitFor();
    await page.getByRole('button', { name: 'Save and next' }).click();
    await page.locator('#log-when[aria-invalid=true]').waitFor();
    expect((await stage.app.get('/batches?code=GAP', stage.world.plant.operator)).body.items).toEqual([]);
    await fillIn(page, { Code: 'TWICE', 'Weighed at': '2026-11-01T01:30' });
    const which = page.getByRole('radiogroup', { name: 'The clocks in America/New_York were set back' });
    expect(await which.getByRole('radio', { name: 'The first time' }).isChecked()).toBe(true);
    await page.getByText('The second time').click();
    expect(await field(page, 'Weighed at').inputValue()).toBe('2026-11-01T01:30');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Save and next' }).click();
    expect(await logged(device, 'TWICE')).toMatchObject({ occurredAt: '2026-11-01T06:30:00.000Z' });
    await device.close();
  });

  it('of a way are those of its two ends: dispatched by the clock of the sender, received by that of the receiver', async () => {
    const { world, app } = stage;
    const drum = await shipping.drum();
    const { id } = await shipping.planned([drum.id]);
    const sender = await stage.signedIn(world.plant.operator, 'desktop', `/shipments/${id}`, IN_TOKYO);
    await sender.page.getByRole('button', { name: 'Dispatch', exact: true }).click();
    const dialog = sender.page.getByRole('dialog');
    await dialog.getByText('Time in America/New_York').waitFor();
    await dialog.locator('input[type=datetime-local]').fill('2027-03-31T23:15');
    await dialog.getByRole('button', { name: 'Dispatch', exact: true }).click();
    await sender.page.getByText('Mar 31, 2027, 11:15 PM GMT-4 (America/New_York)').waitFor();
    await sender.close();
    const receiver = await stage.signedIn(world.recycler.operator, 'desktop', `/shipments/${id}/receive`, IN_TOKYO);
    await receiver.page.getByText('Time in America/Toronto').waitFor();
    await receiver.page.locator('input[type=datetime-local]').fill('2027-04-30T21:00');
    await receiver.page.getByRole('button', { name: 'Accept all as announced' }).click();
    await receiver.page.getByRole('button', { name: 'Confirm receipt' }).click();
    await receiver.page.getByText('Apr 30, 2027, 9:00 PM GMT-4 (America/Toronto)').waitFor();
    await inGerman(receiver);
    await receiver.page.getByText('30. Apr. 2027, 21:00 GMT-4 (America/Toronto)').waitFor();
    await receiver.close();
    expect((await app.get(`/shipments/${id}`, world.plant.operator)).body).toMatchObject({
      dispatchedAt: '2027-04-01T03:15:00.000Z',
      dispatchedOn: '2027-03-31',
      receivedAt: '2027-05-01T01:00:00.000Z',
      receivedOn: '2027-04-30',
    });
  });

  it('of runs, charges, splits, counts and samples are those of their site', async () => {
    const { world } = stage;
    const { operator } = world.plant;
    const drum = await shipping.drum();
    const device = await stage.signedIn(operator, 'desktop', `/batches/${drum.id}`, IN_TOKYO);
    const { page } = device;
    for (const open of ['Record an assay', 'Split', 'Dispose, reuse or count']) {
      await page.getByRole('button', { name: open, exact: true }).click();
      await page.getByRole('dialog').getByText('Time in America/New_York').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
    }
    await page.getByRole('button', { name: 'Record an assay', exact: true }).click();
    await fillIn(page, { Laboratory: 'Plant', 'Sampled at': '2027-04-30T23:00', 'Percent Nd': '24' });
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('sampled Apr 30, 2027, 11:00 PM GMT-4 (America/New_York)').waitFor();
    await device.goto('/feed');
    await page.getByRole('button', { name: 'Book a supply' }).click();
    await page.getByRole('dialog').getByText('Time in America/New_York').waitFor();
    await device.close();
    const clerk = await stage.signedIn(world.recycler.operator, 'desktop', '/runs/new', IN_TOKYO);
    await clerk.page.getByText('Time in America/Toronto').nth(1).waitFor();
    await clerk.page.getByRole('combobox', { name: 'Site of the run' }).click();
    await clerk.page.getByRole('option', { name: /^RC-2/ }).click();
    await clerk.page.getByText('Time in America/New_York').first().waitFor();
    await clerk.close();
  });

  it('of people, which happened at no site, are those of the device, named', async () => {
    const device = await stage.signedIn(stage.world.plant.admin, 'desktop', '/settings?tab=tokens', IN_TOKYO);
    const { page } = device;
    await page
      .getByText(/\(Asia\/Tokyo\)/)
      .first()
      .waitFor();
    await device.close();
  });
});
