import { ExamplePlant } from '../support/example-plant.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';

/* The month of the worked example: 340.9 kg must have been left over, 313 kg were logged, and ± 16.0 kg are open. */
const MARCH = '/production/balance?from=2027-03-01&to=2027-03-31';

describeInBrowser('production', () => {
  let stage: BrowserStage;
  let plant: ExamplePlant;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    plant = new ExamplePlant(stage.app, stage.world);
    await plant.count('2027-02-28', 1_000);
    await plant.month();
    await plant.magnets();
    await plant.count('2027-03-31', 1_200);
  });
  afterAll(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])('says whether the plant closes, and by how much, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.analyst, size, MARCH);
    const { page } = device;
    await page
      .getByRole('status')
      .filter({
        hasText:
          'By-products logged are 91.3 % of what production must have left: 27.9 kg are unexplained, more than the 16.0 kg that scales and laboratories leave open.',
      })
      .waitFor();
    await page.getByText('From the count of Feb 28, 2027 to the count of Mar 31, 2027.').waitFor();
    await page.getByText('Since the year began:').waitFor();
    // Each term under the waterfall.
    await page.getByText('The same as a table').click();
    const terms = page.getByRole('table', { name: /^How it adds up/ });
    const read = await terms.getByRole('row').allInnerTexts();
    expect(read.slice(1).map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'Counted at the beginning 250 kg',
      'Charged 1,060.01492 kg',
      'Reused in process 20 kg',
      'Magnets back to production 9.312 kg',
      'Magnets made -698.4 kg',
      'Counted at the end -300 kg',
      'Expected 340.92692 kg',
      'What measuring leaves open ± 16.003725 kg',
      'Logged 313 kg',
      'Unexplained 27.92692 kg',
    ]);
    const parts = page.getByRole('table', { name: 'What the ± consists of' });
    await parts.getByRole('row').nth(1).getByText('Grades of magnets').waitFor();
    await parts.getByTitle('5.512704 kg').waitFor();
    await page.getByRole('button', { name: 'Show Neodymium (Nd)' }).click();
    await page.getByText('Neodymium (Nd): By-products logged are').waitFor();
    await device.expectAccessible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    expect((await saved).suggestedFilename()).toBe('balance-2027-03-01-2027-03-31.csv');
    await device.close();
  });

  it('is one place for what goes in and what comes of it, and is read by the auditors of the plant', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/feed');
    const { page } = device;
    await page.getByRole('heading', { name: 'Production feed', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/production/feed');
    const sections = page.getByRole('navigation', { name: 'Sections of production' });
    await sections.getByRole('link', { name: 'Balance' }).click();
    await page.getByRole('heading', { name: 'Balance of the plant', level: 1 }).waitFor();
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Production' }).click();
    await page.getByRole('heading', { name: 'Production feed', level: 1 }).waitFor();
    await device.close();
  });
});
