import { signedAgreement } from '../support/loop.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { choose, field, fillIn } from './support/form.js';
import { LogDesk } from './support/log-desk.js';

/*
 * One drum on its whole way, entered through the screens alone.
 *   Logged     1,000 kg net less 12 % moisture: 880 kg dry, 25 % Nd: 220 kg                generated, sent, confirmed, processed
 *   Run        200 kg Nd2O3 of 98 %: 200 x 0.98 x 0.857356 = 168.041776 kg Nd               recovered, returned
 *   Charged    all of it, and 100 kg of bought metal with 85 % Nd: 85 kg primary             consumed, substituted 168.041776 kg
 *   Headline   168.041776 / (168.041776 + 85) = 66.4087 %; all that was generated has been recycled, so the ceiling is the same
 */
describeInBrowser('the main path', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    await signedAgreement(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  it('leads three people of two parties from a drum to the headline', async () => {
    const { plant, recycler } = stage.world;
    await logged();
    later();
    const operator = await stage.signedInByHand(plant.operator, 'tablet');
    await shipped(operator, 'MAIN-1', { from: /MP-1/, to: /RC-1/ });

    later();
    const clerk = await stage.signedInByHand(recycler.operator, 'tablet');
    await received(clerk);
    later();
    await recycled(clerk);
    later();
    await shipped(clerk, 'OXIDE-1', { from: /RC-1/, to: /MP-1/ });
    await clerk.close();

    later();
    await operator.goto('/');
    await received(operator);
    later();
    await supplied(operator);
    later();
    await operator.goto('/feed');
    await charged(operator, 'OXIDE-1');
    await charged(operator, 'METAL-1');
    await operator.close();

    const analyst = await stage.signedInByHand(plant.analyst, 'desktop', '/circularity');
    await analyst.page
      .getByText(
        'In 2027 the loop made up for 168.0 kg of fresh-mined neodymium: 66.4 % of what the plant used. ' +
          'Recycling every by-product would reach at most 66.4 %.',
      )
      .waitFor();
    await analyst.expectAccessible();
    await analyst.close();
  });

  /** An hour goes by for the service, and so for all who go by its clock. */
  function later(): void {
    stage.app.clock.time += 3_600_000;
  }

  /** The operator logs a drum with its assay. */
  async function logged(): Promise<void> {
    const desk = await LogDesk.open(stage, 'tablet');
    await desk.fill({ 'Gross weight': '1020', Tare: '20', Moisture: '12', Oil: '0', Code: 'MAIN-1' });
    await desk.press('More: pieces, container, assay, origin ...');
    await desk.addElement();
    await desk.page.getByRole('combobox', { name: 'Element or oxide' }).fill('Nd');
    await desk.page.getByRole('option', { name: 'Nd', exact: true }).click();
    await desk.page.getByRole('textbox', { name: 'Percent' }).fill('25');
    await desk.fill({ Laboratory: 'Plant laboratory', Method: 'XRF' });
    await desk.press('Save');
    expect(await desk.bookedCode()).toContain('MAIN-1');
    await desk.close();
  }

  async function shipped({ page }: Device, batch: string, { from, to }: { from: RegExp; to: RegExp }): Promise<void> {
    const site = async (label: string, name: RegExp): Promise<void> => {
      await page.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name }).click();
    };
    await page.goto(`${stage.url}/shipments/new`);
    await site('From site', from);
    await page.getByRole('checkbox', { name: `Ship ${batch}` }).check();
    await site('To site', to);
    await page.getByRole('button', { name: 'Plan shipment' }).click();
    await page.getByRole('button', { name: 'Dispatch' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dispatch' }).click();
    await page.getByText('weighs what arrives').waitFor();
  }

  /** From what waits on the first screen to the confirmed receipt. */
  async function received({ page }: Device): Promise<void> {
    await page
      .getByRole('link', { name: /^Receive/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Accept all as announced' }).click();
    await page.getByRole('button', { name: 'Confirm receipt' }).click();
    await page.getByText('every batch is settled').waitFor();
  }

  async function recycled(device: Device): Promise<void> {
    const { page } = device;
    await device.goto('/runs/new');
    await page.getByRole('checkbox', { name: 'Draw MAIN-1' }).check();
    await choose(page, 'Product', 'Nd2O3');
    await fillIn(page, { 'Net mass': '200', Laboratory: 'Recycler laboratory' });
    await choose(page, 'Nd2O3: Element or oxide 1', 'Nd2O3');
    await fillIn(page, { 'Nd2O3: Percent Nd2O3': '98' });
    await page.getByText('52.0 kg of Nd are missing').waitFor();
    await field(page, 'Code of the output').fill('OXIDE-1');
    await page.getByRole('button', { name: 'Book the run' }).click();
    await page.getByRole('button', { name: 'Reverse' }).waitFor();
  }

  async function supplied(device: Device): Promise<void> {
    const { page } = device;
    await device.goto('/feed');
    await page.getByRole('button', { name: 'Book a supply' }).click();
    await fillIn(page, { Code: 'METAL-1', Supplier: 'Metal trader', 'Country of origin (two letters)': 'CN' });
    await choose(page, 'Product', 'NdPr metal');
    await fillIn(page, { 'Net mass': '100', Laboratory: 'Trader laboratory' });
    await choose(page, 'Book a supply: Element or oxide 1', 'Nd');
    await fillIn(page, { 'Book a supply: Percent Nd': '85' });
    await page.getByRole('dialog').getByRole('button', { name: 'Book a supply', exact: true }).click();
  }

  async function charged({ page }: Device, code: string): Promise<void> {
    await page.getByRole('button', { name: `Charge ${code}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Charge', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
});
