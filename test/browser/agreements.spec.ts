import { AgreementDesk } from '../support/agreement-desk.js';
import { ShippingDesk } from '../support/shipping.js';
import type { Person } from '../support/world.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';
import { field, fillIn } from './support/form.js';

const SIZES = ['desktop', 'tablet'] as const satisfies Size[];

describeInBrowser('agreements', () => {
  let stage: BrowserStage;
  let desk: AgreementDesk;
  let shipping: ShippingDesk;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = new AgreementDesk(stage.app, stage.world);
    shipping = new ShippingDesk(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  /** A person at a device whose clock shows the day of the service: 30 June 2027. */
  const at = (path: string, person: Pick<Person, 'email'>, size: Size): Promise<Device> =>
    stage.signedIn(person, size, path, { time: stage.app.clock.time });
  const sign = async ({ page }: Device, party: string): Promise<void> => {
    await page.getByRole('button', { name: `Sign for ${party}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const figure = (device: Device, name: string) =>
    device.page.locator(`[data-figure="${name}"]`).first().getAttribute('title');

  /** A drum of 880 kg dry, sent from a site. */
  const sendDrum = async (siteId: string): Promise<void> => {
    const drum = await shipping.drum({ siteId });
    await shipping.sent([drum.id], { fromSiteId: siteId });
  };
  const dispose = async (siteId: string, body: object): Promise<string> => {
    const drum = await shipping.drum({ siteId });
    const { token } = stage.world.plant.admin;
    const answer = await stage.app.post(
      `/batches/${drum.id}/dispositions`,
      { kind: 'sold-elsewhere', occurredAt: '2027-04-05T08:00:00-04:00', ...body },
      { token },
    );
    expect(answer.status).toBe(201);
    return String(drum['code']);
  };

  it.each(SIZES)('are drafted, signed by two people of two parties, and kept: at %s size', async (size) => {
    const { plant, recycler } = stage.world;
    const siteId = await desk.newSite();
    const { code, name } = (await stage.app.get(`/sites`, { token: plant.admin.token })).body.items.find(
      (site: { id: string }) => site.id === siteId,
    ) as { code: string; name: string };
    const reference = `NEW-${size}`;
    const author = await at('/agreements/new', plant.admin, size);
    const { page } = author;
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByText('Needed.').first().waitFor();
    await fillIn(page, { Reference: reference, Title: 'All by-products of a site' });
    await field(page, 'Recycler').fill('Recycler');
    await page.getByRole('option', { name: 'Recycler (CA)', exact: true }).click();
    await fillIn(page, { 'First day': '2027-01-01', 'Last day': '2026-12-31' });
    await page.getByLabel(`${code} · ${name}`).check();
    await page.getByLabel('research sample').check();
    await page.getByRole('button', { name: 'Add a factor' }).click();
    await page.getByRole('combobox', { name: 'Product, row 1' }).fill('rMREO');
    await page.getByRole('option', { name: /^rMREO/ }).click();
    await fillIn(page, { 'Factor, row 1': '0.97' });
    // What was typed survives a reload; what the service finds fault with is told at its field.
    await page.reload();
    await page.getByText('What you typed before is still here.').waitFor();
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByText('is before startsOn').waitFor();
    await fillIn(page, { 'Last day': '2036-12-31' });
    await author.expectAccessible();
    await page.getByRole('button', { name: 'Save the draft' }).click();
    await page.getByRole('heading', { name: `Agreement ${reference}` }).waitFor();
    await page.getByRole('heading', { name: 'This is a draft' }).waitFor();
    await author.expectAccessible();
    await sign(author, 'Magnet plant');
    await page.getByRole('heading', { name: 'Waits for a signature of Recycler' }).waitFor();

    const partner = await at('/agreements', recycler.admin, size);
    const row = partner.page.getByRole('row').filter({ hasText: reference });
    await row.getByText('your signature').waitFor();
    await row.getByRole('link', { name: reference }).click();
    await partner.page.getByRole('heading', { name: 'Your signature is needed' }).waitFor();
    await partner.expectAccessible();
    await sign(partner, 'Recycler');
    await partner.page.getByText('Since Jan 1, 2027, no by-product has left Magnet plant.').waitFor();
    const signatures = partner.page.getByRole('table', { name: 'Who signed what, and when' });
    expect(await signatures.getByText(/^signed /).count()).toBe(2);
    await partner.page.getByText('rMREO 0.97').waitFor();

    await sendDrum(siteId);
    await page.reload();
    await page
      .getByText('Since Jan 1, 2027, 100 % of the by-products that left Magnet plant went to Recycler.')
      .waitFor();
    await page.getByText('active', { exact: true }).waitFor();
    expect(await figure(author, 'sentDryKg')).toBe('880 kg');
    await author.close();
    await partner.close();
  });

  /*
   * Of three drums of 880 kg dry one is sent, 220 kg of the second are a breach and 100 kg of the third a carve-out:
   * coverage = 880 / (880 + 220) = 80 %, with carve-outs 880 / (880 + 320) = 73.3 %, on hand 660 + 780 = 1,440 kg.
   */
  it.each(SIZES)('show a breach with its kilograms, and what it makes of the coverage, at %s size', async (size) => {
    const { plant, recycler, auditor } = stage.world;
    const siteId = await desk.newSite();
    const early = await shipping.drum({ siteId });
    await shipping.sent([early.id], { fromSiteId: siteId });
    const id = await desk.signed(desk.bodyFor(siteId, { reference: `BREACH-${size}` }));
    await sendDrum(siteId);
    const code = await dispose(siteId, { dryKg: 220, breach: { reason: 'Picked up by the scrap dealer' } });
    await dispose(siteId, { dryKg: 100, carveOut: 'off-spec', destination: 'A university' });

    const device = await at(`/agreements/${id}`, recycler.analyst, size);
    const { page } = device;
    await page
      .getByText(
        'Since Jan 1, 2027, 80 % of the by-products that left Magnet plant went to Recycler. The target is 100 %.',
      )
      .waitFor();
    await page.getByRole('img', { name: /^Chart of the coverage per month from Jan 2027 to Jun 2027/ }).waitFor();
    await page.locator('[role=img] svg').waitFor();
    expect(await figure(device, 'breachDryKg')).toBe('220 kg');
    expect(await figure(device, 'carvedOutDryKg')).toBe('100 kg');
    expect(await figure(device, 'onHandDryKg')).toBe('1,440 kg');
    await page.getByText('73.3 %').waitFor();
    // Generated on 2 March, today is 30 June: 29 + 30 + 31 + 30 days.
    await page.getByText('120 days old').waitFor();
    const month = page
      .getByRole('table', { name: 'The months in figures' })
      .getByRole('row')
      .filter({ hasText: 'Mar 2027' });
    await month.getByText('100.0 %').waitFor();
    const departures = page.getByRole('table', { name: 'What left the agreement' });
    const breach = departures.getByRole('row').filter({ hasText: 'Picked up by the scrap dealer' });
    await breach.getByText('breach', { exact: true }).waitFor();
    await breach.getByTitle('220 kg', { exact: true }).waitFor();
    // One drum had gone before the agreement was signed; the recycler learns how much, not which.
    const before = page.getByRole('table', { name: 'What had gone' });
    await before.getByTitle('880 kg', { exact: true }).waitFor();
    await before.getByText('a batch of the plant').waitFor();
    expect(await page.getByRole('button', { name: 'End early' }).count()).toBe(0);
    await device.expectAccessible();
    await page.getByLabel('From', { exact: true }).fill('2027-04-01');
    await page.getByText('0 %', { exact: true }).first().waitFor();
    expect(new URL(page.url()).searchParams.get('from')).toBe('2027-04-01');
    await breach.getByRole('link', { name: code }).click();
    await page.getByRole('heading', { name: code }).waitFor();
    await device.close();

    const admin = await at(`/agreements/${id}`, plant.admin, size);
    await admin.page.getByRole('button', { name: 'Invite an auditor' }).click();
    await fillIn(admin.page, { 'E-mail address of the auditor': 'nobody@nowhere.test', 'Last day': '2027-12-31' });
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Invite an auditor' }).click();
    await dialog.getByText('is nobody with the role auditor').waitFor();
    await admin.expectAccessible();
    await fillIn(admin.page, { 'E-mail address of the auditor': auditor.email });
    await dialog.getByRole('button', { name: 'Invite an auditor' }).click();
    await admin.page.getByRole('table', { name: 'Invitations' }).getByText('may read').waitFor();

    const guest = await at('/agreements', auditor, size);
    await guest.page.getByRole('link', { name: `BREACH-${size}` }).click();
    await guest.page.getByText('80 % of the by-products', { exact: false }).waitFor();
    expect(await guest.page.getByRole('main').getByRole('button').count()).toBe(0);
    await guest.expectAccessible();
    await guest.close();
    await admin.page.getByRole('button', { name: 'End the invitation of An auditor' }).click();
    await dialog.getByRole('button', { name: 'End', exact: true }).click();
    await admin.page.getByText('ended on Jun 30, 2027').waitFor();
    await admin.close();
  });

  it.each(SIZES)('are amended and ended early with both signatures, at %s size', async (size) => {
    const { plant, recycler } = stage.world;
    const id = await desk.signed(desk.bodyFor(await desk.newSite(), { reference: `CHANGE-${size}` }));
    const author = await at(`/agreements/${id}`, plant.admin, size);
    const { page } = author;
    await page.getByRole('link', { name: 'Amend' }).click();
    await page.getByText('Nothing has changed yet.').waitFor();
    await fillIn(page, { 'The first day on which the change holds.': '2028-01-01', 'Coverage target': '95' });
    await page.getByText('Changes: Coverage target').waitFor();
    await author.expectAccessible();
    await page.getByRole('button', { name: 'Propose the change' }).click();
    await page.getByRole('heading', { name: 'Your signature is needed' }).waitFor();
    await sign(author, 'Magnet plant');

    const partner = await at(`/agreements/${id}`, recycler.admin, size);
    const changes = partner.page.getByRole('table', { name: 'What the new version changes' });
    const change = changes.getByRole('row').filter({ hasText: 'Coverage target' });
    await change.getByText('100 %', { exact: true }).waitFor();
    await change.getByText('95 %', { exact: true }).waitFor();
    expect(await changes.getByRole('row').count()).toBe(2);
    await partner.expectAccessible();
    await sign(partner, 'Recycler');
    await partner.page.getByText('Version 2 holds from here on').waitFor();

    await partner.page.getByRole('button', { name: 'End early' }).click();
    await fillIn(partner.page, { 'Last day of the term': '2040-12-31', Why: 'The plant closes.' });
    await partner.page.getByRole('button', { name: 'Propose the end' }).click();
    await partner.page.getByText('is after 2036-12-31, when the term ends anyway').waitFor();
    await partner.expectAccessible();
    await fillIn(partner.page, { 'Last day of the term': '2030-12-31' });
    await partner.page.getByRole('button', { name: 'Propose the end' }).click();
    await partner.page.getByText('“The plant closes.”', { exact: false }).waitFor();
    await sign(partner, 'Recycler');
    await page.reload();
    await sign(author, 'Magnet plant');
    await page.getByText('Ended early: last day of the term').waitFor();
    await author.expectAccessible();
    await author.close();
    await partner.close();
  });

  it.each(SIZES)('are listed, where there are none with what to do about it, at %s size', async (size) => {
    const { plant, otherPlant, recycler } = stage.world;
    const reference = `LISTED-${size}`;
    const id = await desk.draft({ reference });
    const device = await at('/agreements', plant.admin, size);
    const row = device.page.getByRole('row').filter({ hasText: reference });
    await row.getByText('draft', { exact: true }).waitFor();
    await row.getByText('Jan 1, 2027').waitFor();
    await device.expectAccessible();
    await row.getByRole('link', { name: reference }).click();
    await device.page.getByRole('link', { name: 'Edit the draft' }).click();
    await fillIn(device.page, { Title: 'Another title' });
    await device.page.getByRole('button', { name: 'Save the draft' }).click();
    await device.page.getByText('Another title · Magnet plant · Recycler').waitFor();
    await device.page.getByRole('button', { name: 'Discard the draft' }).click();
    await device.page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click();
    await device.page.getByRole('heading', { name: 'Agreements' }).waitFor();
    await row.waitFor({ state: 'detached' });
    expect((await desk.read(id)).status).toBe(404);
    await device.close();

    const newcomer = await at('/agreements', otherPlant.admin, size);
    await newcomer.page
      .getByText('An agreement says which by-products go to which recycler.', { exact: false })
      .waitFor();
    await newcomer.expectAccessible();
    await newcomer.page.getByRole('link', { name: 'New agreement' }).click();
    await newcomer.page.getByLabel('OP-1 · Other magnet plant OP-1').waitFor();
    await newcomer.close();
    // A recycler that drafts for a plant which it does not know sees none of its sites.
    const stranger = await at('/agreements/new', recycler.admin, size);
    await field(stranger.page, 'Generator (the plant)').fill('Other magnet');
    await stranger.page.getByRole('option', { name: 'Other magnet plant (JP)' }).click();
    await stranger.page.getByText('You see no sites of Other magnet plant yet', { exact: false }).waitFor();
    await stranger.close();
  });
});
