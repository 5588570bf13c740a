import type { Locator, Page } from 'playwright-core';
import { AgreementDesk } from '../support/agreement-desk.js';
import { supplied } from '../support/blended-loop.js';
import { signedAgreement } from '../support/loop.js';
import { ADMIN } from '../support/test-app.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

type Language = 'en' | 'de';
type InBoth = Readonly<Record<Language, string>>;

/** Where a form stands, and what is pressed to open and to send it; without `open` it is the page itself. */
interface Form {
  readonly path: string;
  readonly open?: InBoth;
  readonly send: InBoth;
  /** What is pressed so that something is missing in it. */
  readonly spoiltBy?: InBoth;
  /** What it begins with could be booked: it is not sent before something in it is wrong. */
  readonly isComplete?: boolean;
  /** What is spoilt of it can still be booked, as words are cut to what a field takes: only what is missing is wrong. */
  readonly isText?: boolean;
}

const both = (en: string, de: string): InBoth => ({ en, de });
const SAVE = both('Save', 'Speichern');
const SUPPLY = both('Book a supply', 'Lieferung buchen');
const LONG = `😀${'x'.repeat(10_000)}`;
/** What stands in the place of words where a text is missing, and what only programs say. */
const RAW = /undefined|NaN|Invalid Date|\[object|invalid-input|(^|\s)\/[a-z]+|\b[a-z]+\.[a-z]+\.[a-z]+\b/;
const ENGLISH = /\b(must|the|is|not|of|named|after|before|needed|something)\b/i;
const FAULTS = '[id$="-error"], [role="alert"]:not(.mantine-Notification-root)';

/** Whether the cursor stands at a fault that can be seen: on the page, and behind nothing. Runs in the page. */
const LED = `(() => {
  const here = document.activeElement;
  if (!here?.matches('[aria-invalid="true"], [data-fault], [role="alert"], [data-unread]')) return false;
  const { left, top, width, height } = here.getBoundingClientRect();
  const [x, y] = [left + Math.min(width, innerWidth) / 2, top + Math.min(height, innerHeight) / 2];
  if (y < 0 || y > innerHeight) return false;
  const seen = document.elementFromPoint(x, y);
  return here.contains(seen) || seen?.contains(here) && !seen.closest('[data-in-sight]');
})()`;

describeInBrowser('bad input', () => {
  let stage: BrowserStage;
  let forms: Readonly<Record<'operator' | 'clerk' | 'admin' | 'platform', readonly Form[]>>;
  let ids: Readonly<Record<'drum' | 'planned' | 'agreement' | 'foreign', string>>;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    const [shipping, agreements] = [new ShippingDesk(app, world), new AgreementDesk(app, world)];
    const { id: agreement } = await signedAgreement(app, world);
    const [drum, going, sent, disputed] = await Promise.all(Array.from({ length: 4 }, () => shipping.drum()));
    if (!drum || !going || !sent || !disputed) throw new Error('There are four drums.');
    const supplyCode = 'SUPPLY-1';
    await supplied(app, world, { code: supplyCode });
    const { id: planned } = await shipping.planned([going.id]);
    const { id: coming } = await shipping.sent([sent.id]);
    const { id: dispute } = await shipping.sent([disputed.id]);
    shipping.done(await shipping.receive(dispute, [{ ...asAnnounced(disputed), grossKg: 1000 }]), 200);
    ids = { drum: drum.id, planned, agreement, foreign: await agreements.newSite() };
    const batch = `/batches/${drum.id}`;
    forms = {
      operator: [
        { path: '/log', send: both('Save and next', 'Speichern und weiter') },
        { path: `${batch}/edit`, send: SAVE, isComplete: true },
        { path: batch, open: both('Record an assay', 'Analyse erfassen'), send: SAVE },
        { path: batch, open: both('Dispose, reuse or count', 'Entsorgen, wiederverwenden, zählen'), send: SAVE },
        { path: batch, open: both('Split', 'Teilen'), send: SAVE },
        {
          path: batch,
          open: both('Reverse the last entry', 'Letzten Eintrag stornieren'),
          send: both('Reverse', 'Stornieren'),
          isText: true,
        },
        { path: '/shipments/new', send: both('Plan shipment', 'Sendung planen') },
        {
          path: `/shipments/${planned}/edit`,
          spoiltBy: both('Add a document', 'Dokument hinzufügen'),
          send: SAVE,
          isText: true,
        },
        {
          path: `/shipments/${planned}`,
          open: both('Dispatch', 'Versenden'),
          send: both('Dispatch', 'Versenden'),
          isComplete: true,
        },
        { path: '/feed', open: SUPPLY, send: SUPPLY },
        {
          path: '/feed',
          open: both(`Charge ${supplyCode}`, `${supplyCode} einsetzen`),
          send: both('Charge', 'Einsetzen'),
          isComplete: true,
        },
      ],
      clerk: [
        { path: `/shipments/${coming}/receive`, send: both('Confirm receipt', 'Annahme bestätigen') },
        { path: `/shipments/${dispute}`, send: both('Name this figure', 'Diese Zahl nennen'), isComplete: true },
        { path: '/runs/new', send: both('Book the run', 'Lauf buchen') },
      ],
      admin: [
        { path: '/agreements/new', send: both('Save the draft', 'Entwurf speichern') },
        {
          path: `/agreements/${agreement}/amend`,
          send: both('Propose the change', 'Änderung vorschlagen'),
          isComplete: true,
        },
        {
          path: `/agreements/${agreement}`,
          open: both('End early', 'Vorzeitig beenden'),
          send: both('Propose the end', 'Ende vorschlagen'),
          isText: true,
        },
        {
          path: `/agreements/${agreement}`,
          open: both('Invite an auditor', 'Prüfer einladen'),
          send: both('Invite an auditor', 'Prüfer einladen'),
        },
        {
          path: '/settings?tab=party',
          open: both('Add a site', 'Standort hinzufügen'),
          send: both('Add a site', 'Standort hinzufügen'),
          isText: true,
        },
        {
          path: '/settings?tab=people',
          open: both('Add a person', 'Person hinzufügen'),
          send: both('Add a person', 'Person hinzufügen'),
        },
        {
          path: '/settings?tab=tokens',
          open: both('Make a token', 'Schlüssel anlegen'),
          send: both('Make a token', 'Schlüssel anlegen'),
          isText: true,
        },
      ],
      platform: [{ path: '/parties', open: both('New party', 'Neue Partei'), send: both('New party', 'Neue Partei') }],
    };
  });
  afterAll(() => stage.close());

  /** Presses, and waits for what comes of it: an answer, or nothing where the form itself finds the faults. */
  const send = async (page: Page, button: Locator): Promise<void> => {
    const answered = page.waitForResponse((answer) => answer.request().method() !== 'GET', { timeout: 400 });
    await Promise.all([answered.catch(() => null), button.click()]);
  };

  /** Puts into every field what nobody should. */
  const spoil = async (scope: Locator): Promise<void> => {
    // What stood there at first: some fields come and go with what stands in others.
    for (const input of await scope.locator('input:visible:enabled, textarea:visible:enabled').elementHandles()) {
      if (!(await input.isVisible())) continue;
      const kind = await input.evaluate((node: { type: string; inputMode: string; readOnly: boolean; role: string }) =>
        node.readOnly || node.role === 'combobox' ? 'list' : node.inputMode || node.type,
      );
      if (kind === 'datetime-local') await input.fill('2999-12-31T00:00');
      else if (kind === 'date') await input.fill('1900-01-01');
      else if (kind === 'decimal' || kind === 'numeric') await input.fill('-1000000000000');
      else if (!['list', 'checkbox', 'radio', 'file', 'hidden'].includes(kind)) await input.fill(LONG);
    }
  };

  /** What is wrong with how faults are told. */
  const told = async (page: Page, language: Language): Promise<readonly string[]> => {
    const shown = page.locator(FAULTS);
    const isTold = await shown
      .first()
      .waitFor()
      .then(
        () => true,
        () => false,
      );
    if (!isTold) return ['says nothing'];
    let isLed = false;
    for (let tries = 0; tries < 30 && !isLed; tries += 1) {
      isLed = await page.evaluate<boolean>(LED);
      if (!isLed) await page.waitForTimeout(100);
    }
    if (!isLed) return [`leads to ${await page.evaluate<string>('document.activeElement.outerHTML.slice(0, 200)')}`];
    const texts = (await page.locator(FAULTS).allInnerTexts()).filter((text) => text !== '');
    if (texts.length === 0) return ['has no words'];
    return texts.filter((text) => RAW.test(text) || (language === 'de' && ENGLISH.test(text.replaceAll(/x{9,}/g, ''))));
  };

  const tryForm = async (device: Device, form: Form, language: Language): Promise<readonly string[]> => {
    const { page } = device;
    await device.follow('/nowhere');
    await device.follow(form.path);
    if (form.open) await page.getByRole('button', { name: form.open[language], exact: true }).click();
    const scope = page.getByRole(form.open ? 'dialog' : 'main');
    const button = scope.getByRole('button', { name: form.send[language], exact: true }).first();
    await button.waitFor();
    if (form.spoiltBy) await scope.getByRole('button', { name: form.spoiltBy[language], exact: true }).click();
    const found: string[] = [];
    if (!form.isComplete) {
      await send(page, button);
      found.push(...(await told(page, language)));
    }
    if (!form.isText) {
      await spoil(scope);
      if (await button.isEnabled()) {
        await send(page, button);
        found.push(...(await told(page, language)));
      } else {
        found.push('cannot be sent');
      }
    }
    if (!(await scope.isVisible())) found.push('is gone with what was typed');
    return found.map((text) => `${form.path} ${form.send[language]}: ${text}`);
  };

  /** The forms are the same in both languages, and in German a sentence left in English shows too. */
  it.each<[Language, Size, readonly (keyof typeof forms)[]]>([
    ['en', 'tablet', ['clerk']],
    ['de', 'desktop', ['operator', 'clerk', 'admin', 'platform']],
  ])(
    'is told at its fields in words, to which one is led, and booked in no form: %s, %s, %s',
    async (language, size, everyone) => {
      const { world } = stage;
      const people = {
        operator: world.plant.operator,
        clerk: world.recycler.operator,
        admin: world.plant.admin,
        platform: ADMIN,
      };
      const entries = async () => (await stage.app.get('/entries?limit=200', world.plant.admin)).body.items.length;
      const before = await entries();
      const found: string[] = [];
      for (const who of everyone) {
        const device = await inLanguage(people[who], language, size);
        for (const form of forms[who]) found.push(...(await tryForm(device, form, language)));
        await device.close();
      }
      expect(found).toEqual([]);
      expect(await entries()).toBe(before);
    },
  );

  const inLanguage = async (person: { email: string }, language: Language, size: Size): Promise<Device> => {
    const device = await stage.signedIn(person, size, '/settings');
    await device.page.evaluate(`localStorage.setItem('loopbook-language', '"${language}"')`);
    await device.goto('/');
    await device.settled();
    return device;
  };

  it('in an address leads to a page that says so, with a way back', async () => {
    const { drum, planned, agreement, foreign } = ids;
    const addresses = [
      ...['/batches/xyz', `/batches/${planned}`, `/batches/${foreign}/edit`, `/batches/${agreement}/trace`],
      ...[`/batches/${planned}/label`, '/shipments/xyz', `/shipments/${drum}`, `/shipments/${drum}/edit`],
      ...[`/shipments/${agreement}/receive`, `/shipments/${drum}/packing-list`, '/runs/xyz', `/runs/${drum}`],
      ...[`/agreements/${drum}`, '/agreements/xyz/edit', `/agreements/${planned}/amend`, `/parties/${drum}`],
      ...['/nowhere', '/batches/%00'],
    ];
    const device = await stage.signedIn(stage.world.plant.admin);
    const { page } = device;
    const missed: string[] = [];
    for (const address of addresses) {
      await device.follow('/settings');
      await device.follow(address);
      const way = page.getByRole('main').getByRole('link', { name: 'Back to what waits for you' });
      const isTold = await way.waitFor().then(
        () => true,
        () => false,
      );
      if (!isTold) missed.push(`${address}: ${(await page.getByRole('main').innerText()).slice(0, 200)}`);
    }
    expect(missed).toEqual([]);
    await page.getByText('There is nothing at this address, or nothing that you may see.').waitFor();
    await device.expectAccessible();
    await page.getByRole('link', { name: 'Back to what waits for you' }).click();
    await page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
    await device.close();
  });
});
