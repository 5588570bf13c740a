import type { Page } from 'playwright-core';
import { RunDesk } from '../support/run-desk.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';
import { choose, fillIn, fillRun } from './support/form.js';

/** The masses of an element's line as the books hold them: in, out, residue, unaccounted for. */
async function masses(page: Page, element: string): Promise<(string | null)[]> {
  const figures = await page.locator(`[data-element="${element}"] [title]`).all();
  return Promise.all(figures.map((figure) => figure.getAttribute('title')));
}

describeInBrowser('a run', () => {
  let stage: BrowserStage;
  let desk: RunDesk;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = await RunDesk.at(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  /** A run of one batch of 1,000 kg with 25 % Nd that makes so much oxide of 98 % Nd2O3. */
  async function typed(size: Size, netKg: string) {
    const batch = await desk.swarf(stage.world.plant, 1000, { Nd: 25 });
    const device = await stage.signedIn(stage.world.recycler.operator, size, '/runs');
    const { page } = device;
    await page.getByRole('link', { name: 'New run' }).click();
    await page.getByRole('checkbox', { name: `Draw ${batch.code}` }).check();
    await fillRun(page, netKg);
    return device;
  }

  it.each<Size>(['desktop', 'tablet'])(
    'shows the balance that is then booked, explains what is open and keeps the draft, at %s size',
    async (size) => {
      const device = await typed(size, '250');
      const { page } = device;
      // 250 kg of 98 % Nd2O3 with a factor of 0.857356 hold 210.05222 kg Nd; 250 kg went in.
      await page.getByText('39.9 kg of Nd are missing').waitFor();
      expect(await masses(page, 'Nd')).toEqual(['250 kg', '210.05222 kg', '0 kg', '39.94778 kg']);
      await device.expectAccessible();

      await page.reload();
      await page.getByText('39.9 kg of Nd are missing').waitFor();
      await page.getByRole('button', { name: 'Add a residue' }).click();
      await fillIn(page, { 'Kind of residue': 'iron cake', Destination: 'Cement works', 'Dry mass': '760' });
      await page.getByRole('button', { name: 'iron cake: Add an element' }).click();
      await choose(page, 'iron cake: Element or oxide 1', 'Nd');
      await fillIn(page, { 'iron cake: Percent Nd': '5.2' });
      // 5.2 % of 760 kg are 39.52 kg; 0.42778 kg are missing, less than 2 % of 250 kg.
      await page.getByText('Every element closes.', { exact: true }).waitFor();
      const shown = await masses(page, 'Nd');
      expect(shown).toEqual(['250 kg', '210.05222 kg', '39.52 kg', '0.42778 kg']);
      const shownDry = await masses(page, 'dry-mass');
      await device.expectAccessible();

      await page.getByRole('button', { name: 'Book the run' }).click();
      await page.getByText('No warnings: every element closes.').waitFor();
      expect(await masses(page, 'Nd')).toEqual(shown);
      expect(await masses(page, 'dry-mass')).toEqual(shownDry);
      await device.expectAccessible();

      await page.getByRole('button', { name: 'Reverse' }).click();
      await fillIn(page, { Reason: 'Typed twice' });
      await page.getByRole('dialog').getByRole('button', { name: 'Reverse' }).click();
      await page.getByText('reversed', { exact: true }).waitFor();
      await device.goto('/runs');
      await page.getByText('reversed', { exact: true }).first().waitFor();
      await device.expectAccessible();
      await device.close();
    },
  );

  it('says by how much matter was created, and books it with a reason', async () => {
    const device = await typed('desktop', '400');
    const { page } = device;
    // 400 kg hold 336.083552 kg Nd: 86.083552 kg above 250 kg, of which 2 % are 5 kg.
    const sentence =
      'Nd: 336.083552 kg come out and in residues, 250 kg went in. That is 86.083552 kg too much; 5 kg are tolerated.';
    await page.getByText(sentence).waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Book the run' }).click();
    await page.getByText('More comes out than went in: Nd by 86.083552 kg').waitFor();
    await fillIn(page, { 'Why this is right all the same': 'Cleaned out the furnace' });
    await page.getByText('86.1 kg of Nd come out above what went in.').waitFor();
    await page.getByRole('button', { name: 'Book the run' }).click();
    await page.getByText('Vouched for:').waitFor();
    expect(await masses(page, 'Nd')).toEqual(['250 kg', '336.083552 kg', '0 kg', '-86.083552 kg']);
    await device.close();
  });

  it('shows a generator the share of its own agreement and no more', async () => {
    const { id } = await desk.swarf(stage.world.plant, 100, { Nd: 20 });
    const run = await desk.closed({
      inputs: [{ batchId: id }],
      outputs: [],
      residues: [{ kind: 'cake', dryKg: 100, composition: { Nd: 20 }, destination: 'Cement works' }],
    });
    const device = await stage.signedIn(stage.world.plant.operator, 'tablet', `/runs/${run.id}`);
    await device.page.getByText('You see the share of your agreements in this run.').waitFor();
    await device.page.getByRole('heading', { name: 'Your share LOOP-A' }).waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
