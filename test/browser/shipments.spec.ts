import { signedAgreement } from '../support/loop.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

describeInBrowser('shipments', () => {
  let stage: BrowserStage;
  let desk: ShippingDesk;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = new ShippingDesk(stage.app, stage.world);
    const { plant, otherRecycler } = stage.world;
    await signedAgreement(stage.app, stage.world, { scope: { siteIds: [plant.sites[0]], streams: ['*'] } });
    // By another agreement, about its second site, the plant knows the other recycler's site.
    const other = {
      reference: 'LOOP-2',
      recyclerId: otherRecycler.id,
      scope: { siteIds: [plant.sites[1]], streams: ['*'] },
    };
    await signedAgreement(stage.app, stage.world, other, [plant, otherRecycler]);
  });
  afterAll(() => stage.close());

  const at = (who: { email: string }, path: string, size?: Size): Promise<Device> => stage.signedIn(who, size, path);
  const choose = async ({ page }: Device, label: string, option: RegExp) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };
  const shipmentOf = async (device: Device) => {
    const id = /shipments\/([0-9a-f-]{36})$/.exec(device.page.url())?.[1] ?? '';
    return (await stage.app.get(`/shipments/${id}`, desk.as(stage.world.plant))).body;
  };

  it.each<Size>(['desktop', 'tablet'])('are picked from stock, planned and dispatched, at %s size', async (size) => {
    const [first, second] = [await desk.drum(), await desk.drum({ grossKg: 520 })];
    const device = await at(stage.world.plant.operator, '/shipments', size);
    const { page } = device;
    await page.getByRole('link', { name: 'New shipment' }).click();
    await choose(device, 'From site', /MP-1/);
    await page.getByRole('checkbox', { name: `Ship ${String(first.code)}` }).check();
    const figure = (name: string) => page.locator(`[data-figure="${name}"]`).textContent();
    // 1,000 kg net less 12 % moisture is 880 kg dry; 25 % of it is 220 kg neodymium.
    expect([await figure('load-dry'), await figure('load-Nd')]).toEqual(['880.0 kg', '220.0 kg']);
    await page.getByRole('checkbox', { name: `Ship ${String(second.code)}` }).check();
    // The second drum adds 500 kg net: 440 kg dry and 110 kg neodymium.
    expect([await figure('load-dry'), await figure('load-Nd')]).toEqual(['1,320 kg', '330.0 kg']);
    await choose(device, 'To site', /RC-1/);
    await page.getByLabel('Carrier').fill('A haulier');
    await page.getByRole('button', { name: 'Add a document' }).click();
    await page.getByLabel('Kind of document').fill('Waste manifest');
    await page.getByLabel('Number').fill('WM-1');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Plan shipment' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Dispatch' }).click();
    await page.getByLabel('Seal').fill('S-77');
    await device.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Dispatch' }).click();
    await page.getByText('weighs what arrives and confirms it within 10 days').waitFor();
    // The service's day: the device, which is months behind, goes by the clock of the service.
    expect(await shipmentOf(device)).toMatchObject({
      status: 'in-transit',
      carrier: 'A haulier',
      seal: 'S-77',
      dispatchedOn: '2027-06-30',
      documents: [{ type: 'Waste manifest', number: 'WM-1' }],
      lines: [{ announcedDryKg: 880 }, { announcedDryKg: 440 }],
    });
    await page.getByRole('link', { name: 'Packing list' }).click();
    await page.getByText('Handed over by').waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it('are stopped outside the agreement, and go with a carve-out that it allows', async () => {
    const drum = await desk.drum();
    const device = await at(stage.world.plant.operator, `/shipments/new?batchIds=${drum.id}`);
    const { page } = device;
    await choose(device, 'To site', /OR-1/);
    await page.getByRole('button', { name: 'Plan shipment' }).click();
    await page.getByText('Stopped: this would break the agreement').waitFor();
    expect(await page.getByRole('button', { name: 'Book the breach' }).count()).toBe(0);
    await device.expectAccessible();
    await page.getByLabel('Why, in a sentence').fill('Two kilograms for the university');
    await page.getByRole('button', { name: 'Plan as: research sample' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    expect(await shipmentOf(device)).toMatchObject({
      status: 'planned',
      carveOut: 'research-sample',
      reason: 'Two kilograms for the university',
      breach: null,
    });
    await device.close();
  });

  it('are booked as a breach by an admin alone, with the reason', async () => {
    const drum = await desk.drum();
    const device = await at(stage.world.plant.admin, `/shipments/new?batchIds=${drum.id}`);
    const { page } = device;
    await choose(device, 'To site', /OR-1/);
    await page.getByRole('button', { name: 'Plan shipment' }).click();
    await page.getByLabel('What happened').fill('It has left with the wrong lorry.');
    await page.getByRole('button', { name: 'Book the breach' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    expect(await shipmentOf(device)).toMatchObject({ breach: { reason: 'It has left with the wrong lorry.' } });
    await device.close();
  });

  it('are changed while they are planned, and cancelled', async () => {
    const [first, second] = [await desk.drum(), await desk.drum()];
    const { id } = await desk.planned([first.id]);
    const device = await at(stage.world.plant.operator, `/shipments/${id}`);
    const { page } = device;
    await page.getByRole('link', { name: 'Change' }).click();
    await page.getByRole('checkbox', { name: `Ship ${String(second.code)}` }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    expect((await shipmentOf(device)).lines).toHaveLength(2);
    await page.getByRole('button', { name: 'Cancel shipment' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel shipment' }).click();
    await page.getByText('it was cancelled').waitFor();
    await device.close();
  });

  it('keep what two people change of one at the same time', async () => {
    const { operator } = stage.world.plant;
    const [first, second] = [await desk.drum(), await desk.drum()];
    const { id } = await desk.planned([first.id]);
    const device = await at(operator, `/shipments/${id}/edit`);
    const { page } = device;
    await page.getByRole('checkbox', { name: `Ship ${String(second.code)}` }).check();
    const headers = { 'if-match': '"1"' };
    const theirs = await stage.app.patch(`/shipments/${id}`, { carrier: 'Fast' }, { token: operator.token, headers });
    expect(theirs.status).toBe(200);
    // The screen reads again by itself when one comes back to it: that must not hide what the other has done.
    await page.waitForTimeout(5_100);
    await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Somebody else has changed this meanwhile.').waitFor();
    expect(await page.getByLabel('Carrier').inputValue()).toBe('Fast');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    const saved = await shipmentOf(device);
    expect([saved.carrier, saved.lines.length]).toEqual(['Fast', 2]);
    await device.close();
  });

  it('are taken back by the party that dispatched them, not by the other', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    const clerk = await at(stage.world.recycler.operator, `/shipments/${id}`);
    await clerk.page.getByRole('link', { name: 'Receive' }).waitFor();
    expect(await clerk.page.getByRole('button', { name: 'Take the dispatch back' }).count()).toBe(0);
    await clerk.close();
    const device = await at(stage.world.plant.operator, `/shipments/${id}`);
    const { page } = device;
    await page.getByRole('button', { name: 'Take the dispatch back' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('The lorry broke down');
    await device.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Take the dispatch back' }).click();
    await page.getByText('loads and dispatches it').waitFor();
    expect((await shipmentOf(device)).status).toBe('planned');
    await device.close();
  });

  it('in dispute show both figures, and are settled once both people have named the same', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    // 980 kg net at 12 % moisture: 862.4 kg dry, 17.6 kg or 2 % less than announced.
    desk.done(await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 1000 }]), 200);
    const clerk = await at(stage.world.recycler.operator, `/shipments/${id}`, 'tablet');
    await clerk.page.getByText('It is your turn').waitFor();
    const named = (device: Device) => device.page.getByLabel(`Your figure for ${String(drum.code)}`);
    expect(await named(clerk).inputValue()).toBe('880');
    await named(clerk).fill('870');
    await clerk.expectAccessible();
    await clerk.page.getByRole('button', { name: 'Name this figure' }).click();
    await clerk.page.getByText('The other side has to name its own now').waitFor();
    await clerk.close();
    const sender = await at(stage.world.plant.operator, `/shipments/${id}`);
    const { page } = sender;
    await page.getByText('it is settled at once').waitFor();
    expect(await named(sender).inputValue()).toBe('870');
    await sender.expectAccessible();
    await page.getByRole('button', { name: 'Name this figure' }).click();
    await page.getByText('every batch is settled').waitFor();
    const { status, lines } = await shipmentOf(sender);
    expect([status, lines[0].settledDryKg]).toEqual(['settled', 870]);
    await page.getByRole('button', { name: 'Take the settlement back' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Weighed again');
    await page.getByRole('dialog').getByRole('button', { name: 'Take the settlement back' }).click();
    await page.getByText('when the other side has asked for it too').waitFor();
    await sender.close();
  });
});
