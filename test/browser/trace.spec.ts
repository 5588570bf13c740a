import { TracedLoop } from '../support/traced-loop.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

/** The figures are those of {@link TracedLoop}, worked out there. */
describeInBrowser('the trace of a batch', () => {
  let stage: BrowserStage;
  let loop: TracedLoop;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    loop = await TracedLoop.open(stage);
  });
  afterAll(() => stage.close());

  const title = (device: Device, figure: string) =>
    device.page.locator(`[data-figure="${figure}"]`).getAttribute('title');

  it.each<Size>(['desktop', 'tablet'])('tells the recycler what its product came from, at %s size', async (size) => {
    const path = `/batches/${loop.outputs.returned}/trace`;
    const device = await stage.signedIn(stage.world.recycler.operator, size, path);
    const { page } = device;
    await page.getByRole('heading', { name: 'Its 200.0 kg of dry mass come from:' }).waitFor();
    expect(await title(device, 'trace OWN-DRUM')).toBe('125.714286 kg');
    expect(await title(device, 'trace OTHER-DRUM')).toBe('45.714286 kg');
    expect(await title(device, 'end other-feed')).toBe('28.571428 kg');
    await page.getByText('Shredded disks').waitFor();
    await device.expectAccessible();
    await page.getByRole('combobox', { name: 'Shown by' }).click();
    await page.getByRole('option', { name: 'Nd, as metal' }).click();
    await page.getByRole('heading', { name: 'Its 160.0 kg of Nd come from:' }).waitFor();
    expect(await title(device, 'trace OWN-DRUM')).toBe('97.777778 kg');
    expect(new URL(page.url()).searchParams.get('of')).toBe('Nd');
    await page.getByRole('link', { name: 'OWN-DRUM' }).click();
    await page.getByRole('heading', { name: 'OWN-DRUM' }).waitFor();
    await device.close();
  });

  it.each<Size>(['desktop', 'tablet'])(
    'tells the plant what became of its swarf, and no more, at %s size',
    async (size) => {
      const device = await stage.signedIn(stage.world.plant.operator, size, `/batches/${loop.swarf.own}/trace`);
      const { page } = device;
      await page.getByText('It came from outside: nothing lies before it in the books.').waitFor();
      await page.getByText('What became of it').click();
      await page.getByRole('heading', { name: 'Its 880.0 kg of dry mass went to:' }).waitFor();
      expect(await title(device, 'end charged')).toBe('31.428572 kg');
      expect(await title(device, 'end residue')).toBe('628.571429 kg');
      // In stock: 94.285714 kg of O-1 at the plant and 62.857143 kg of O-2, which the plant sees its share of.
      expect(await title(device, 'end in-stock')).toBe('157.142857 kg');
      expect(await title(device, 'total')).toBe('880 kg');
      await page.getByRole('link', { name: 'share of a recycled batch' }).first().waitFor();
      const text = await page.locator('main').innerText();
      for (const word of ['OTHER-DRUM', 'RUN-1', 'Shredded']) expect(text).not.toContain(word);
      await device.expectAccessible();
      await device.close();
    },
  );
});
