import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

/** Of each size its own, so that nothing is remembered of the other. */
const header = (size: string): string =>
  `Fass ${size};stream;occurredAt;alloy;Brutto ${size};tareKg [kg];moisturePct [%];assay.laboratory;assay.method;assay.sampledAt;assay.composition Nd [%]`;

const fileOf = (size: string, ...lines: string[]): Buffer => Buffer.from([header(size), ...lines, ''].join('\n'));

/** Two drums of a size, weighed with a decimal comma. */
const drums = (size: string): readonly string[] => [
  `${size} 1;grinding-sludge-oily;01.03.2027 08:00;NdFeB;120,5;20;12;Lab;ICP-OES;01.03.2027;24,5`,
  `${size} 2;grinding-sludge-oily;02.03.2027 08:00;NdFeB;100,25;20;10;;;;`,
];

async function send(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const pick = async (page: Page, label: string, value: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).selectOption(value);
};

describeInBrowser('files in', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  const booked = async (size: Size): Promise<readonly (readonly [unknown, unknown])[]> => {
    const { token } = stage.world.plant.operator;
    const { body } = await stage.app.get('/batches?kind=by-product&limit=200', { token });
    const items = body.items as { code: string; grossKg: number }[];
    return items
      .filter(({ code }) => code.startsWith(size))
      .map(({ code, grossKg }) => [code, grossKg] as const)
      .sort();
  };

  /** Sends a file with a row of totals, and has it read with the wrong sign and then the right one. */
  async function wrongFirst({ page, expectAccessible }: Pick<Device, 'page' | 'expectAccessible'>, size: Size) {
    await send(page, `wrong-${size}.csv`, fileOf(size, ...drums(size), 'Summe;;;;220,75;;;;;;'));
    await page.getByText('Nothing is read before you have said what its columns hold.').waitFor();
    await pick(page, `Fass ${size} holds`, 'code');
    await pick(page, `Brutto ${size} holds`, 'grossKg');
    await pick(page, 'Decimal sign', 'point');
    await press(page, 'Look at the file');
    // Of a weight nobody guesses the unit.
    await page.getByText('must be one of kg, t, g, lb').waitFor();
    await expectAccessible();
    // What was said is there after a reload.
    await page.reload();
    await pick(page, `Unit of Brutto ${size}`, 'kg');
    await pick(page, 'Order of days', 'day-first');
    await press(page, 'Look at the file');
    await page
      .getByText('3 rows: 0 can be booked, 0 are booked already and are skipped, 3 are wrong.', { exact: false })
      .waitFor();
    const faults = page.getByRole('table', { name: 'What is wrong' });
    const fault = faults.getByRole('row').filter({ hasText: '120,5' });
    await fault.getByText('has another sign than the decimal point of the mapping', { exact: false }).waitFor();
    await fault.getByText(`Brutto ${size}`, { exact: true }).waitFor();
    await expectAccessible();
    expect(await booked(size)).toEqual([]);

    await press(page, 'Change how it is read');
    await pick(page, 'Decimal sign', 'comma');
    await press(page, 'Look at the file');
    await page
      .getByText('3 rows: 2 can be booked, 0 are booked already and are skipped, 1 is wrong.', { exact: false })
      .waitFor();
    await faults.getByRole('row').filter({ hasText: 'is a row of totals: delete it' }).waitFor();
    await page.getByRole('button', { name: 'Book the 2 good rows' }).waitFor();
    await press(page, 'Cancel the import');
    await press(page, 'Really?');
    await page.getByText('Cancelled: nothing of this file is booked.').waitFor();
    await page.getByRole('link', { name: 'All files' }).click();
  }

  it.each<Size>(['desktop', 'tablet'])('are looked at, mended and booked once, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.operator, size, '/imports');
    const { page } = device;
    await page.getByRole('heading', { name: 'Send a file' }).waitFor();
    await device.expectAccessible();
    const look = { page, expectAccessible: device.expectAccessible.bind(device) };
    await wrongFirst(look, size);

    // The mended file has the same columns: it is read as the last one was, and still nothing is booked by itself.
    await send(page, `right-${size}.csv`, fileOf(size, ...drums(size)));
    await page
      .getByText('2 rows: 2 can be booked, 0 are booked already and are skipped, 0 are wrong.', { exact: false })
      .waitFor();
    // 100.5 and 80.25 kg net, 12 and 10 % moist.
    await page.getByTitle('160.665 kg', { exact: true }).waitFor();
    expect(await booked(size)).toEqual([]);
    await press(page, 'Book 2 rows');
    await page.getByText('2 rows are booked, 0 were booked already, 0 were wrong and left out.').waitFor();
    expect(await booked(size)).toEqual([
      [`${size} 1`, 120.5],
      [`${size} 2`, 100.25],
    ]);
    await device.expectAccessible();

    await page.getByRole('link', { name: 'All files' }).click();
    await send(page, `again-${size}.csv`, fileOf(size, ...drums(size)));
    await page
      .getByText('2 rows: 0 can be booked, 2 are booked already and are skipped, 0 are wrong.', { exact: false })
      .waitFor();
    await page.getByRole('link', { name: 'All files' }).click();

    const history = page.getByRole('table', { name: 'Files so far' });
    const row = history.getByRole('row').filter({ hasText: `right-${size}.csv` });
    await row.getByText('Done', { exact: true }).waitFor();
    await row.getByText('Magnet plant operator', { exact: true }).waitFor();
    await history
      .getByRole('row')
      .filter({ hasText: `wrong-${size}.csv` })
      .getByText('Cancelled')
      .waitFor();
    await device.expectAccessible();

    // What is exported has what was booked.
    await device.goto('/batches');
    await page.getByRole('button', { name: 'Export: By-products, Supplies, Assays' }).click();
    await device.expectAccessible();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'By-products (CSV)' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text.split('\r\n').filter((line) => line.startsWith(size))).toHaveLength(2);
    await device.close();
  });

  it('are looked at by a receiving clerk in German', async () => {
    const device = await stage.signedIn(stage.world.recycler.operator, 'tablet', '/imports');
    const { page } = device;
    await page.evaluate(`localStorage.setItem('loopbook-language', '"de"')`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Dateien einlesen' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'Waage.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('shipment,batch,occurredAt,grossKg [kg],tareKg [kg]\nS-404,Drum 1,2027-03-10 10:00,100,20\n'),
    });
    await page.getByRole('button', { name: 'Datei ansehen lassen' }).click();
    await page.getByText('nennt keine Sendung an diesen Standort: Code prüfen').waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
