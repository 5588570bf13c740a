import { ExamplePlant } from '../support/example-plant.js';
import { signedAgreement } from '../support/loop.js';
import { BrowserStage, describeInBrowser } from './support/browser.js';

const TERMS = { weightTolerancePct: 0.5, settleOn: 'receiver', confirmWithinDays: 10, carveOuts: [] };

/* The month of the worked example under an agreement: 340.9 kg must have been left over, and 313 kg were logged. */
describeInBrowser('whether all by-products are logged', () => {
  let stage: BrowserStage;
  let agreement: string;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    const plant = new ExamplePlant(app, world);
    const scope = { siteIds: [plant.siteId], streams: ['*'] };
    const { id } = await signedAgreement(app, world, { scope, terms: TERMS });
    agreement = `/agreements/${id}`;
    await plant.count('2027-02-28', 1_000);
    await plant.month();
    await plant.magnets();
    await plant.count('2027-03-31', 1_200);
    const invitation = { email: world.auditor.email, untilOn: '2027-12-31' };
    const { status } = await app.post(`${agreement}/invitations`, invitation, world.plant.admin);
    expect(status).toBe(201);
  });
  afterAll(() => stage.close());

  it('stands on the agreement in figures for the plant, and leads to its balance', async () => {
    const device = await stage.signedIn(stage.world.plant.analyst, 'tablet', agreement);
    const { page } = device;
    const section = page.getByRole('region', { name: 'Is everything logged?' });
    await section
      .getByText('Mar 2027: By-products logged are 91.3 % of what production must have left: 27.9 kg are unexplained')
      .waitFor();
    await section.getByText('The recycler reads a verdict a month.').waitFor();
    const march = section.getByRole('row').filter({ hasText: 'Mar 2027' });
    await march.getByText('Gap').waitFor();
    await march.getByTitle('27.92692 kg').waitFor();
    await device.expectAccessible();
    await section.getByRole('link', { name: 'Balance of the plant' }).click();
    await page.getByRole('heading', { name: 'Balance of the plant', level: 1 }).waitFor();
    await device.close();
  });

  it('is one word a month for the recycler, who reads nothing else of it', async () => {
    const device = await stage.signedIn(stage.world.recycler.analyst, 'desktop', agreement);
    const { page } = device;
    const section = page.getByRole('region', { name: 'Is everything logged?' });
    await section
      .getByText('Mar 2027: by-product is missing, more than scales and laboratories can explain.')
      .waitFor();
    await section.getByRole('row').filter({ hasText: 'Mar 2027' }).getByText('Gap').waitFor();
    expect(await section.innerText()).not.toMatch(/\d\s?(kg|%)/);
    expect(await section.getByRole('link').count()).toBe(0);
    await device.expectAccessible();
    await device.goto('/production/balance');
    await page.getByText('This is entered by others', { exact: false }).waitFor();
    await device.close();
  });

  it('is read by an auditor of the plant, who enters nothing', async () => {
    const device = await stage.signedIn(stage.world.auditor, 'desktop', '/circularity');
    const { page } = device;
    await page.getByRole('navigation').getByRole('link', { name: 'Production' }).click();
    await page.getByRole('heading', { name: 'Balance of the plant', level: 1 }).waitFor();
    await device.goto('/production/balance?from=2027-03-01&to=2027-03-31');
    await page.getByText('27.9 kg are unexplained, more than the 16.0 kg').first().waitFor();
    await device.expectAccessible();
    for (const section of ['magnets', 'counts']) {
      await device.goto(`/production/${section}`);
      await page.getByRole('table').first().waitFor();
      expect(await page.getByRole('button', { name: /^(Enter|Replace|New|Book)/ }).count()).toBe(0);
      await device.expectAccessible();
    }
    await device.close();
  });
});
