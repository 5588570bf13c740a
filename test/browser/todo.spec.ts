import { agreementBody, assayOf, signedAgreement, sludge } from '../support/loop.js';
import { ShippingDesk } from '../support/shipping.js';
import { created } from '../support/world.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';
import { field } from './support/form.js';

const SIZES: Size[] = ['desktop', 'tablet'];

/* Dispatched on 3 March and received on 5 March 2027; receipts are due within 10 days. The devices stand at 20 March. */
describeInBrowser('what waits for one', () => {
  let stage: BrowserStage;
  let codes: Record<'planned' | 'coming' | 'disputed', string>;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    const desk = new ShippingDesk(app, world);
    await signedAgreement(app, world);
    const drum = (code: string) => desk.drum({ code });
    const planned = await desk.planned([(await drum('P-1')).id], { plannedOn: '2027-03-22' });
    const coming = await desk.sent([(await drum('C-1')).id, (await drum('C-2')).id]);
    const light = await drum('L-1');
    const disputed = await desk.sent([light.id]);
    // 900 kg net less 12 % are 792 kg dry: 10 % less than announced.
    await desk.receive(disputed.id, [{ batchId: light.id, grossKg: 920, tareKg: 20 }]);
    await app.post('/batches', sludge(world, { code: 'A-1' }), world.plant.operator);
    const stolen = await desk.drum({ code: 'X-1', assay: assayOf({ Nd: 25 }) });
    const sale = { kind: 'sold-elsewhere', occurredAt: '2027-06-01T12:00:00-04:00', breach: { reason: 'By mistake' } };
    await created(app, `/batches/${stolen.id}/dispositions`, sale, world.plant.admin.token);
    const more = agreementBody(world, { reference: 'LOOP-2', recyclerId: world.otherRecycler.id, exclusive: false });
    await created(app, '/agreements', more, world.plant.admin.token);
    codes = { planned: String(planned['code']), coming: String(coming['code']), disputed: String(disputed['code']) };
  });
  afterAll(() => stage.close());

  const at = async (person: { email: string }, size: Size, day = '2027-03-20'): Promise<Device> => {
    stage.app.clock.time = Date.parse(`${day}T12:00:00-04:00`);
    const device = await stage.signedIn(person, size);
    await device.page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
    return device;
  };
  const follow = async ({ page }: Device, button: string, heading: string | RegExp): Promise<void> => {
    await page.getByRole('main').getByRole('link', { name: button }).click();
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
  };

  it.each(SIZES)('shows the plant operator what to dispatch, settle and assay, at %s size', async (size) => {
    const device = await at(stage.world.plant.operator, size);
    const { page } = device;
    await page.getByText('3 things wait for you.').waitFor();
    const planned = page.getByRole('region', { name: 'Planned, not dispatched' });
    await planned.getByText('due in 2 days').waitFor();
    await page.getByRole('region', { name: 'In dispute' }).getByText('received 15 days ago').waitFor();
    await page.getByRole('region', { name: 'In dispute' }).getByTitle('792 kg').waitFor();
    await device.expectAccessible();
    await follow(device, `Dispatch: ${codes.planned}`, new RegExp(codes.planned));
    await follow(device, `Settle: ${codes.disputed}`, new RegExp(codes.disputed));
    await follow(device, 'Add the assay: A-1', /A-1/);
    await follow(device, 'Log a batch', 'Log a batch');
    await device.close();
  });

  it.each(SIZES)('shows the receiving clerk what is late, at %s size', async (size) => {
    const device = await at(stage.world.recycler.operator, size);
    const { page } = device;
    await page.getByText('2 things wait for you. One of them is overdue.').waitFor();
    const coming = page.getByRole('region', { name: 'To receive' });
    // Due on 13 March.
    await coming.getByText('overdue by 7 days').waitFor();
    await coming.getByText('sent 17 days ago').waitFor();
    await coming.getByTitle('1,760 kg').waitFor();
    await device.expectAccessible();
    await follow(device, `Receive: ${codes.coming}`, new RegExp(codes.coming));
    await follow(device, 'Scan a label', /label/);
    await device.close();
  });

  it.each(SIZES)('shows the analyst the breach, and the admin what to sign, at %s size', async (size) => {
    const analyst = await at(stage.world.plant.analyst, size, '2027-06-30');
    await analyst.page.getByText('One thing waits for you.').waitFor();
    await analyst.page.getByText('happened 29 days ago').waitFor();
    await analyst.expectAccessible();
    await follow(analyst, 'Look at it: X-1', /X-1/);
    await analyst.close();
    const admin = await at(stage.world.plant.admin, size, '2027-06-30');
    const sign = admin.page.getByRole('link', { name: 'Read and sign: LOOP-2' });
    await sign.waitFor();
    expect(await sign.getAttribute('href')).toMatch(/^\/agreements\/[0-9a-f-]{36}$/);
    await admin.close();
  });

  it.each(SIZES)('says that nothing waits, and what was begun on this device, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.otherPlant.operator, size);
    const { page } = device;
    await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
    await device.expectAccessible();
    await page.getByRole('main').getByRole('link', { name: 'Log a batch' }).click();
    await page.getByRole('heading', { name: 'Log a batch', level: 1 }).waitFor();
    await field(page, 'Gross weight').fill('120');
    await device.goto('/');
    const begun = page.getByRole('region', { name: 'Begun on this device' });
    await begun.getByText('A batch that is not saved yet').waitFor();
    await device.expectAccessible();
    await begun.getByRole('link').click();
    expect(await field(page, 'Gross weight').inputValue()).toContain('120');
    await device.close();
    const analyst = await stage.signedIn(stage.world.otherPlant.analyst, size);
    await follow(analyst, 'See what the loop does', 'Circularity');
    await analyst.close();
  });

  it.each(SIZES)('leads from the count of batches without assay to each of them, at %s size', async (size) => {
    const { app, world } = stage;
    const { operator, sites } = world.otherPlant;
    const [a, b] = [`A-1 ${size}`, `A-2 ${size}`];
    for (const code of [a, b])
      await created(app, '/batches', sludge(world, { siteId: sites[0], code }), operator.token);
    const known = { siteId: sites[0], code: `K ${size}`, assay: assayOf({ Nd: 25 }) };
    await created(app, '/batches', sludge(world, known), operator.token);
    const device = await at(operator, size);
    const { page } = device;
    await page.getByRole('link', { name: /^Add the assays/ }).click();
    for (const code of [a, b]) await page.getByRole('link', { name: code, exact: true }).waitFor();
    expect(await page.getByRole('link', { name: known.code, exact: true }).count()).toBe(0);
    await device.expectAccessible();
    await page.getByText('Without assay').click();
    await page.getByRole('link', { name: known.code, exact: true }).waitFor();
    await device.close();
  });
});
