import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { sludge } from '../support/loop.js';
import { BrowserStage, describeInBrowser } from './support/browser.js';
import { LogDesk } from './support/log-desk.js';

/** The reader of labels that the app brings along. */
const READER = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(READER).buffer } });

describeInBrowser('logging a batch', () => {
  let stage: BrowserStage;
  beforeEach(async () => {
    stage = await BrowserStage.open();
  });
  afterEach(() => stage.close());

  it('takes a drum by keys alone: a dozen of them where the device remembers the rest', async () => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/log');
    const { keyboard } = device.page;
    const cursorIn = (name: string) => device.page.locator(`#log-${name}:focus`).waitFor();
    // The cursor begins where something is missing: the site is the one acted for, but this device has never logged.
    await cursorIn('stream');
    await device.expectAccessible();
    await keyboard.type('oily');
    await keyboard.press('Enter');
    await cursorIn('gross');
    for (const figure of ['512.4', '12.4', '12', '6']) {
      await keyboard.type(figure);
      await keyboard.press('Enter');
    }
    // 512.4 - 12.4 = 500 kg net; 500 x (100 - 12 - 6) % = 410 kg dry.
    await device.page.getByText(/Net 500.0 kg · Dry 410.0 kg/).waitFor();

    // The second drum: gross, Enter, moisture, Enter. Tare and oil are remembered.
    await cursorIn('gross');
    let keys = 0;
    for (const figure of ['431.65', '11.5']) {
      await keyboard.type(figure);
      await keyboard.press('Enter');
      keys += figure.length + 1;
    }
    // 431.65 - 12.4 = 419.25 kg net; 419.25 x (100 - 11.5 - 6) % = 345.88125 kg dry.
    await device.page.getByText(/Net 419.3 kg · Dry 345.9 kg/).waitFor();
    expect(keys).toBe(12);
    const desk = await stage.app.get('/batches?kind=by-product', { token: stage.world.plant.operator.token });
    const [second, first] = desk.body.items;
    expect([first.netKg, first.dryKg]).toEqual([500, 410]);
    expect([second.netKg, second.dryKg, second.tareKg, second.oilPct]).toEqual([419.25, 345.88125, 12.4, 6]);
    // Without an answer of its own it takes its stream's: could not have gone back, so pre-consumer.
    expect([second.siteId, second.alloy, second.origin]).toEqual([stage.world.plant.sites[0], 'NdFeB', 'pre-consumer']);
    await device.close();
  });

  it('takes a drum with its assay by touch, shows what is booked to the milligram, and prints its label', async () => {
    const desk = await LogDesk.open(stage, 'tablet');
    const { page, device } = desk;
    await desk.fill({ 'Gross weight': '732.123456', Moisture: '11.25', Code: 'DRUM-7' });
    await desk.press('More: pieces, container, assay, origin ...');
    await desk.fill({ Container: 'C-17', Grade: 'N42SH' });
    await page.getByText('Yes', { exact: true }).click();
    await desk.fill({ 'Why?': 'Dry and unoxidised, from the spare mill' });
    for (const [formula, percent] of [
      ['Nd', '21.37'],
      ['Pr6O11', '6.2'],
    ] as const) {
      await desk.addElement();
      await page.getByRole('combobox', { name: 'Element or oxide' }).last().fill(formula);
      await page.getByRole('option', { name: formula, exact: true }).click();
      await page.getByRole('textbox', { name: 'Percent' }).last().fill(percent);
    }
    await desk.fill({ Laboratory: 'Plant laboratory', Method: 'XRF' });
    await device.expectAccessible();
    const shown = await Promise.all(['net', 'dry', 'Nd', 'Pr'].map((name) => desk.figure(name)));
    // 732.123456 - 12.4 = 719.723456 kg net; x (100 - 11.25 - 6) % = 595.571159840 kg dry; x 21.37 % = 127.273557 kg Nd;
    // x 6.2 % x 0.827704 (Pr in Pr6O11) = 30.563311 kg Pr.
    expect(shown).toEqual(['719.723456 kg', '595.57116 kg', '127.273557 kg', '30.563311 kg']);
    await desk.press('Save');
    expect(await desk.bookedCode()).toContain('DRUM-7');
    const [batch] = await desk.booked();
    const kg = [batch.netKg, batch.dryKg, batch.elements.Nd.kg, batch.elements.Pr.kg];
    expect(kg.map((figure) => `${figure} kg`)).toEqual(shown);
    expect([batch.containerId, batch.grade, batch.origin]).toEqual(['C-17', 'N42SH', 'rework']);

    // After "Save" the cursor stands on the label's link: one more Enter opens it.
    await page.locator('#log-print:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Label of DRUM-7' }).waitFor();
    await page.getByText('UN 3190', { exact: false }).waitFor();
    await device.expectAccessible();
    const picture = Buffer.from(await page.evaluate<string>(PICTURE_OF_CODE), 'base64');
    expect((await readBarcodes(picture))[0]?.text).toBe(`${stage.url}/batches/${batch.id}`);
    // One page of 100 x 60 mm, in points of a 72nd of an inch.
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    const points = /\/MediaBox \[0 0 (\S+) ([\d.]+)/.exec(pdf)?.slice(1) ?? [];
    expect(points.map((length) => Math.round((Number(length) / 72) * 25.4))).toEqual([100, 60]);
    await desk.close();
  });

  it('warns without blocking, and says at the field what cannot be', async () => {
    // Five drums of 1,000 kg net are this stream's history.
    const { token } = stage.world.plant.operator;
    for (let drum = 1; drum <= 5; drum += 1) await stage.app.post('/batches', sludge(stage.world), { token });
    const desk = await LogDesk.open(stage);
    const { page } = desk;
    await desk.fill({ 'Gross weight': '10', Moisture: '95' });
    await desk.press('Save and next');
    await page.getByText('must be above the tare').waitFor();
    await desk.fill({ 'Gross weight': '10012.4', Moisture: '95' });
    await desk.press('Save and next');
    await page.getByText('must leave something dry together with the oil').waitFor();
    expect(await desk.figure('dry')).toBeNull();
    await desk.fill({ Moisture: '10' });
    await page.getByText('10000 kg is 10 times the 1000 kg that are usual for this stream.').waitFor();
    await desk.press('More: pieces, container, assay, origin ...');
    await desk.addElement();
    await page.getByRole('combobox', { name: 'Element or oxide' }).fill('Nd');
    await page.getByRole('option', { name: 'Nd', exact: true }).click();
    await page.getByRole('textbox', { name: 'Percent' }).fill('61');
    await desk.press('Save and next');
    // Laboratory and method belong to an assay; nothing has been booked so far.
    await page.getByText('is needed').first().waitFor();
    expect(await desk.booked()).toHaveLength(5);
    await desk.fill({ Laboratory: 'Plant laboratory', Method: 'XRF' });
    await page
      .getByText(/rare earths/i)
      .first()
      .waitFor();
    await desk.press('Save and next');
    await desk.bookedCode();
    expect(await desk.bookedGross(6)).toEqual([1020, 1020, 1020, 1020, 1020, 10012.4]);
    await desk.close();
  });

  it('logs the last one again by one press, and keeps what was typed over a reload and an expired session', async () => {
    const desk = await LogDesk.open(stage);
    const { page, device } = desk;
    await desk.log({ gross: '512.4', moisture: '12', code: 'A-1' });
    await desk.bookedCode();
    await desk.press('Duplicate last');
    await desk.fill({ Code: 'A-2', Moisture: '13' });
    await page.reload();
    await page.getByLabel('Code', { exact: true }).waitFor();
    expect(await page.getByLabel('Code', { exact: true }).inputValue()).toBe('A-2');

    await device.context.clearCookies();
    await desk.press('Save and next');
    // The service asks who it is; what was saved waits, what is typed after that is there again too.
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await desk.bookedGross(1)).toEqual([512.4]);
    await stage.signInAt(device, stage.world.plant.operator);
    expect(await desk.bookedGross(2)).toEqual([512.4, 512.4]);
    expect((await desk.booked()).map(({ code, moisturePct }) => [code, moisturePct])).toEqual([
      ['A-2', 13],
      ['A-1', 12],
    ]);
    await desk.close();
  });
});

/** The code on the label as a camera would see it, a PNG in Base64; runs in the page. */
const PICTURE_OF_CODE = `(async () => {
  const copy = document.querySelector('.label-qr').cloneNode(true);
  for (const [name, value] of [['xmlns', 'http://www.w3.org/2000/svg'], ['width', 400], ['height', 400]])
    copy.setAttribute(name, value);
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(copy.outerHTML);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 400;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1];
})()`;
