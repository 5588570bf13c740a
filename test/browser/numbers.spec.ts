import type { Page } from 'playwright-core';
import { AgreementDesk } from '../support/agreement-desk.js';
import { supplied } from '../support/blended-loop.js';
import { signedAgreement } from '../support/loop.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { field } from './support/form.js';
import { LogDesk } from './support/log-desk.js';

type Language = 'en' | 'de';

interface Form {
  readonly who: { readonly email: string };
  readonly path: string;
  readonly open: Readonly<Record<Language, string>> | null;
  readonly send: Readonly<Record<Language, string>>;
}

/** As a hand types it, sign by sign, over what was there. */
async function type(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill('');
  await field(page, label).pressSequentially(text);
}

/** As it comes from the clipboard, all at once. */
async function paste(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill('');
  await page.keyboard.insertText(text);
}

/** What stands below a field. */
async function saidAt(page: Page, label: string): Promise<string> {
  return field(page, label).locator('xpath=ancestor::*[contains(@class, "InputWrapper-root")]').innerText();
}

describeInBrowser('numbers', () => {
  let stage: BrowserStage;

  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  const inGerman = async (device: Device): Promise<void> => {
    await device.page.evaluate(`localStorage.setItem('loopbook-language', '"de"')`);
    await device.page.reload();
    await device.settled();
  };

  it('are what was typed or pasted in English, or are refused in words', async () => {
    const desk = await LogDesk.open(stage);
    const { page } = desk;
    for (const put of [type, paste]) {
      await put(page, 'Gross weight', '1,234.5');
      expect(await field(page, 'Gross weight').inputValue()).toBe('1,234.5');
      expect(await saidAt(page, 'Gross weight')).toContain('Read as 1234.5 kg');
      await put(page, 'Gross weight', '912,5');
      await field(page, 'Moisture').focus();
      expect(await saidAt(page, 'Gross weight')).toContain('“912,5” is not a number as English writes it: 1,234.5.');
      await put(page, 'Moisture', '124');
      await field(page, 'Oil').focus();
      expect(await field(page, 'Moisture').inputValue()).toBe('124');
      expect(await saidAt(page, 'Moisture')).toContain('Read as 124 %: it must be at most 100 %.');
      await put(page, 'Tare', '-5');
      await field(page, 'Oil').focus();
      expect(await field(page, 'Tare').inputValue()).toBe('-5');
      expect(await saidAt(page, 'Tare')).toContain('Read as -5 kg: it must be at least 0 kg.');
    }
    await desk.press('Save and next');
    await page.getByLabel('Gross weight').and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await desk.booked()).toEqual([]);
    // Once typed anew they are booked as they stand there.
    await type(page, 'Gross weight', '1,234.567891');
    await type(page, 'Tare', '12.4');
    await paste(page, 'Moisture', '12.3456');
    await desk.device.expectAccessible();
    await desk.press('Save and next');
    await desk.bookedCode();
    expect(await desk.booked()).toMatchObject([{ grossKg: 1234.567891, tareKg: 12.4, moisturePct: 12.3456 }]);
    await type(page, 'Gross weight', '1.2345678');
    await field(page, 'Oil').focus();
    expect(await saidAt(page, 'Gross weight')).toContain('Read as 1.2345678 kg: that has more digits');
    await desk.close();
  });

  it('are those of German in German, and keep what they are when the language changes', async () => {
    const desk = await LogDesk.open(stage);
    const { page, device } = desk;
    const before = (await desk.booked()).length;
    await desk.fill({ 'Gross weight': '1,234.5', Moisture: '12.5' });
    await inGerman(device);
    expect(await field(page, 'Bruttogewicht').inputValue()).toBe('1234,5');
    expect(await field(page, 'Feuchte').inputValue()).toBe('12,5');
    await type(page, 'Bruttogewicht', '912.5');
    await field(page, 'Öl').focus();
    expect(await saidAt(page, 'Bruttogewicht')).toContain('„912.5“ ist keine Zahl, wie man sie auf Deutsch schreibt');
    await type(page, 'Bruttogewicht', '1.234');
    expect(await saidAt(page, 'Bruttogewicht')).toContain('Gelesen als 1234 kg');
    await type(page, 'Bruttogewicht', '1,234');
    expect(await saidAt(page, 'Bruttogewicht')).toContain('Gelesen als 1,234 kg, mehr als 1 und weniger als 2');
    await paste(page, 'Bruttogewicht', '1.234,5');
    await type(page, 'Feuchte', '<0,01');
    await desk.press('Speichern und weiter');
    expect(await saidAt(page, 'Feuchte')).toContain('„<0,01“ ist keine Zahl. Man schreibt sie wie 1.234,5.');
    expect(await desk.booked()).toHaveLength(before);
    await type(page, 'Feuchte', '0,01');
    await desk.press('Speichern und weiter');
    await page.getByText(/^Gebucht als/).waitFor();
    expect((await desk.booked()).slice(0, 1)).toMatchObject([{ grossKg: 1234.5, moisturePct: 0.01 }]);
    await desk.close();
  });

  it('that were not understood outlast a reload, with what is wrong with them', async () => {
    const desk = await LogDesk.open(stage);
    const { page } = desk;
    await type(page, 'Gross weight', '12,34');
    await page.reload();
    await field(page, 'Gross weight').waitFor();
    expect(await field(page, 'Gross weight').inputValue()).toBe('12,34');
    expect(await saidAt(page, 'Gross weight')).toContain('“12,34” is not a number as English writes it');
    await desk.close();
  });

  it('of a composition are taken as a laboratory writes them, in the signs of the language', async () => {
    const { app, world } = stage;
    const { operator } = world.plant;
    const shipping = new ShippingDesk(app, world);
    const device = await stage.signedIn(operator, 'desktop', null);
    const { page } = device;
    const assayOf = async (id: string) => (await app.get(`/batches/${id}`, operator)).body.assays[0];
    const english = await shipping.drum({ assay: undefined });
    await device.goto(`/batches/${english.id}`);
    await page.getByRole('button', { name: 'Record an assay', exact: true }).click();
    await type(page, 'Percent Nd', '24.1');
    await type(page, 'Percent Pr', '1,200 ppm');
    await type(page, 'Percent Dy', '<0,05');
    await field(page, 'Laboratory').fill('Plant');
    expect(await saidAt(page, 'Percent Pr')).toContain('Read as 0.12 %');
    expect(await saidAt(page, 'Percent Dy')).toContain('“<0,05” is not a number');
    const save = page.getByRole('dialog').getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByLabel('Percent Dy').and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await assayOf(english.id)).toBeUndefined();
    await type(page, 'Percent Dy', '<0.05');
    expect(await saidAt(page, 'Percent Dy')).toContain('Read as < 0.05 %');
    await save.click();
    await page.getByRole('row', { name: /Dy.*< 0\.05/ }).waitFor();
    expect(await assayOf(english.id)).toMatchObject({
      composition: { Nd: 24.1, Pr: 0.12, Dy: 0 },
      belowLimitPct: { Dy: 0.05 },
      asGiven: { Nd: 24.1, Pr: '1200 ppm', Dy: '<0.05' },
    });
    const german = await shipping.drum({ assay: undefined });
    await device.goto(`/batches/${german.id}`);
    await inGerman(device);
    await page.getByRole('button', { name: 'Analyse erfassen', exact: true }).click();
    await type(page, 'Prozent Nd', '24,1');
    await type(page, 'Prozent Pr', '<0.05');
    await type(page, 'Prozent Dy', '<0,05 %');
    await field(page, 'Labor').fill('Werk');
    expect(await saidAt(page, 'Prozent Pr')).toContain('„<0.05“ ist keine Zahl');
    await type(page, 'Prozent Pr', '<10 mg/kg');
    expect(await saidAt(page, 'Prozent Pr')).toContain('Gelesen als < 0,001 %');
    await page.getByRole('dialog').getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('row', { name: /Dy.*< 0,05/ }).waitFor();
    expect(await assayOf(german.id)).toMatchObject({ belowLimitPct: { Pr: 0.001, Dy: 0.05 } });
    await device.close();
  });

  const both = (en: string, de: string): Readonly<Record<Language, string>> => ({ en, de });

  /** Where numbers are typed, what opens the form (without it, it is the page itself), and what sends it. */
  const forms = async (): Promise<readonly Form[]> => {
    const { app, world } = stage;
    const [shipping, agreements] = [new ShippingDesk(app, world), new AgreementDesk(app, world)];
    await signedAgreement(app, world);
    const [drum, sent, disputed] = await Promise.all([shipping.drum(), shipping.drum(), shipping.drum()]);
    const { id: coming } = await shipping.sent([sent.id]);
    const { id: dispute } = await shipping.sent([disputed.id]);
    shipping.done(await shipping.receive(dispute, [{ ...asAnnounced(disputed), grossKg: 1000 }]), 200);
    await supplied(app, world, { code: 'SUPPLY-1' });
    const { operator, admin } = world.plant;
    const clerk = world.recycler.operator;
    const batch = `/batches/${drum.id}`;
    const save = both('Save', 'Speichern');
    const supply = both('Book a supply', 'Lieferung buchen');
    const charge = both('Charge SUPPLY-1', 'SUPPLY-1 einsetzen');
    return [
      { who: operator, path: `${batch}/edit`, open: null, send: save },
      { who: operator, path: batch, open: both('Split', 'Teilen'), send: save },
      {
        who: operator,
        path: batch,
        send: save,
        open: both('Dispose, reuse or count', 'Entsorgen, wiederverwenden, zählen'),
      },
      { who: operator, path: batch, open: both('Record an assay', 'Analyse erfassen'), send: save },
      { who: operator, path: '/feed', open: charge, send: both('Charge', 'Einsetzen') },
      { who: operator, path: '/feed', open: supply, send: supply },
      {
        who: clerk,
        path: `/shipments/${coming}/receive`,
        open: null,
        send: both('Confirm receipt', 'Annahme bestätigen'),
      },
      {
        who: clerk,
        path: `/shipments/${dispute}`,
        open: null,
        send: both('Name this figure', 'Diese Zahl nennen'),
      },
      { who: clerk, path: '/runs/new', open: null, send: both('Book the run', 'Lauf buchen') },
      {
        who: admin,
        path: `/agreements/${await agreements.draft()}/edit`,
        open: null,
        send: both('Save the draft', 'Entwurf speichern'),
      },
    ];
  };

  const tryForm = async (form: Form, language: Language, wrong: string, said: string): Promise<readonly string[]> => {
    const device = await stage.signedIn(form.who, 'desktop', '/settings');
    const { page } = device;
    await page.evaluate(`localStorage.setItem('loopbook-language', '"${language}"')`);
    await device.goto(form.path);
    await device.settled();
    if (form.open) await page.getByRole('button', { name: form.open[language], exact: true }).click();
    const scope = page.getByRole(form.open ? 'dialog' : 'main');
    const found: string[] = [];
    const written: string[] = [];
    page.on('request', (request) => void (request.method() === 'GET' || written.push(request.url())));
    const button = scope.getByRole('button', { name: form.send[language], exact: true }).first();
    await button.waitFor();
    const inputs = await scope.locator('input[inputmode=decimal]:enabled, input[inputmode=numeric]:enabled').all();
    if (inputs.length === 0) found.push('has no field for a number');
    for (const input of inputs) {
      await input.fill(wrong);
      await input.blur();
      const told = await input.locator('xpath=ancestor::*[contains(@class, "InputWrapper-root")]').innerText();
      if ((await input.inputValue()) !== wrong || !told.includes(said)) found.push(`says “${told}”`);
    }
    await button.click();
    await page.locator('input[aria-invalid=true]').first().waitFor();
    found.push(...written.map((url) => `was sent to ${url}`));
    await device.close();
    return found.map((text) => `${form.path} ${form.send[language]}: ${text}`);
  };

  it('are read alike in every form, and none is sent with what is no number', async () => {
    const found: string[] = [];
    for (const form of await forms()) {
      found.push(...(await tryForm(form, 'en', '1,23', 'is not a number')));
      found.push(...(await tryForm(form, 'de', '1.23', 'ist keine Zahl')));
    }
    expect(found).toEqual([]);
  });
});
