import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';
import { choose, fillIn } from './support/form.js';

describeInBrowser('the production feed', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])('books a supply and charges a part of it, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.operator, size, '/feed');
    const { page } = device;
    const code = `PRIMARY-${size}`;
    await page.getByRole('button', { name: 'Book a supply' }).click();
    await fillIn(page, { Code: code, Supplier: 'Metal trader', 'Country of origin (two letters)': 'CN' });
    await fillIn(page, { 'Country of separation, if known': 'my', 'Country of metal making, if known': 'VN' });
    await choose(page, 'Product', 'NdPr metal');
    await fillIn(page, { When: '2027-03-01T08:00', 'Net mass': '500', Laboratory: 'Trader laboratory' });
    await choose(page, 'Book a supply: Element or oxide 1', 'Nd');
    await fillIn(page, { 'Book a supply: Percent Nd': '75' });
    await device.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Book a supply', exact: true }).click();

    await page.getByRole('button', { name: `Charge ${code}` }).click();
    await fillIn(page, { 'Dry mass to charge': '600', When: '2027-03-02T08:00' });
    await page.getByRole('dialog').getByRole('button', { name: 'Charge', exact: true }).click();
    await page.getByText(`Batch ${code} has less left than that: 500 kg dry, not 600 kg.`).waitFor();
    await fillIn(page, { 'Dry mass to charge': '120' });
    await device.expectAccessible();
    await page.getByRole('dialog').getByRole('button', { name: 'Charge', exact: true }).click();

    // 120 kg of 75 % Nd are 90 kg; 380 of 500 kg are left.
    const stockRow = page.getByRole('table', { name: 'In stock' }).getByRole('row').filter({ hasText: code });
    await stockRow.getByTitle('380 kg', { exact: true }).waitFor();
    const charge = page.getByRole('table', { name: 'Charges' }).getByRole('row').filter({ hasText: code });
    await charge.getByTitle('90 kg', { exact: true }).waitFor();
    await device.expectAccessible();
    const { operator } = stage.world.plant;
    const { body } = await stage.app.get(`/batches?code=${code}`, { token: operator.token });
    expect(body.items[0]).toMatchObject({ originCountry: 'CN', separationCountry: 'MY', metalCountry: 'VN' });
    await device.close();
  });
});
