import { lotsOfLoop } from '../support/lots-of-loop.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';

/* The figures are those of lotsOfLoop. */
describeInBrowser('a trace that goes on into magnet lots', () => {
  let stage: BrowserStage;
  let made: Awaited<ReturnType<typeof lotsOfLoop>>;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    made = await lotsOfLoop(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])('leads from a drum to lots, and from a lot back, at %s size', async (size) => {
    const path = `/batches/${made.loop.plantBatch}/trace?direction=down`;
    const device = await stage.signedIn(stage.world.plant.operator, size, path);
    const { page } = device;
    const lots = page.getByRole('table', { name: 'Magnet lots that it may be in' });
    const average = lots.getByRole('row').filter({ hasText: 'LOT-1' });
    await average.getByText('Site average, not lot-specific').waitFor();
    await average.getByText('48.1 %').waitFor();
    await lots.getByRole('row').filter({ hasText: 'LOT-2' }).getByText('The same heat').waitFor();
    await device.expectAccessible();
    await lots.getByRole('link', { name: 'LOT-1' }).click();
    const charges = page.getByRole('table', { name: 'What the lot was made from' });
    await charges.getByRole('row').filter({ hasText: 'SUPPLY-1' }).getByText('27.8 %').waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it('shows the recycler nothing of them', async () => {
    const path = `/batches/${made.loop.recycled}/trace?direction=down`;
    const device = await stage.signedIn(stage.world.recycler.operator, 'desktop', path);
    await device.page.getByText('Charged into production').first().waitFor();
    expect(await device.page.getByText('Magnet lots that it may be in').count()).toBe(0);
    await device.close();
  });
});
