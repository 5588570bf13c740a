import type { Locator, Page } from 'playwright-core';
import { PASSWORD, buildPerson, type Person } from '../support/world.js';
import { signedAgreement, sludge } from '../support/loop.js';
import { ADMIN } from '../support/test-app.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';
import { choose, field, fillIn } from './support/form.js';

const SIZES: Size[] = ['desktop', 'tablet'];
const ANOTHER = 'quite another password';

const inWindow = (page: Page, button: string): Locator =>
  page.getByRole('dialog').getByRole('button', { name: button, exact: true });
const rowOf = (page: Page, table: string, text: string): Locator =>
  page
    .getByRole('table', { name: `${table}, as a list`, exact: true })
    .getByRole('row')
    .filter({ hasText: text });

async function chooseCountry(page: Page, name: string): Promise<void> {
  await field(page, 'Country').fill(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}

describeInBrowser('settings and parties', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    await signedAgreement(stage.app, stage.world);
    await stage.app.post('/batches', sludge(stage.world), stage.world.plant.operator);
  });
  afterAll(() => stage.close());

  const newPerson = (word: string, role: string): Promise<Person> => {
    const plan = { partyId: stage.world.plant.id, email: `${word}@plant.test`, name: `Person ${word}`, role };
    return buildPerson(stage.app, stage.world.platform.token, plan);
  };

  it.each(SIZES)(
    'lets the platform administrator enter a party, whose admin then signs in, at %s size',
    async (size) => {
      const device = await stage.signedIn(ADMIN, size);
      const { page } = device;
      await page.getByRole('heading', { name: 'Parties', level: 1 }).waitFor();
      await device.expectAccessible();
      const name = `New plant ${size}`;
      await page.getByRole('button', { name: 'New party' }).click();
      await field(page, 'Name of the party').fill(name);
      await field(page, 'GLN').fill('123');
      await inWindow(page, 'New party').click();
      // All that is wrong at once, each at its field; nothing typed is lost.
      await page.getByText('Choose at least one.').waitFor();
      await page.getByText('Choose a country.').waitFor();
      await page.getByText('A GLN has 13 digits; the last one checks the others.').waitFor();
      await device.expectAccessible();
      await page.getByLabel('makes by-products (generator)').check();
      await chooseCountry(page, 'Germany');
      await field(page, 'GLN').fill('4000001000005');
      await inWindow(page, 'New party').click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();

      await page.getByRole('button', { name: 'Add a site' }).click();
      await fillIn(page, { Code: 'HA-1', 'Name of the site': 'Hanau, hall 1' });
      await chooseCountry(page, 'Germany');
      await choose(page, 'Time zone', 'Europe/Berlin');
      await device.expectAccessible();
      await inWindow(page, 'Add a site').click();
      await rowOf(page, 'Sites', 'HA-1').getByText('Europe/Berlin').waitFor();

      await page.getByText('Nobody can sign in for this party yet.').waitFor();
      await page.getByRole('button', { name: 'Add a person' }).click();
      const email = `admin@new-${size}.test`;
      await fillIn(page, { Name: 'Ada Vance', 'E-mail address': email, 'First password': PASSWORD });
      await inWindow(page, 'Add a person').click();
      await rowOf(page, 'People', 'Ada Vance').getByText('Admin', { exact: true }).waitFor();
      await device.expectAccessible();
      await device.close();

      const theirs = await stage.signedIn({ email }, size);
      await theirs.page.getByText(`Acting for ${name}`).waitFor();
      await theirs.page.getByText('HA-1').waitFor();
      await theirs.close();
    },
  );

  it.each(SIZES)('lets an admin add a person, change the role and switch them off, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.admin, size, '/settings?tab=people');
    const { page } = device;
    const [name, email] = [`Bo ${size}`, `bo-${size}@plant.test`];
    await page.getByRole('button', { name: 'Add a person' }).click();
    await fillIn(page, { Name: name, 'E-mail address': stage.world.plant.operator.email, 'First password': PASSWORD });
    await page.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^Plant operator/ }).click();
    await inWindow(page, 'Add a person').click();
    await page.getByText('Somebody already signs in with this address.').waitFor();
    await device.expectAccessible();
    await field(page, 'E-mail address').fill(email);
    await inWindow(page, 'Add a person').click();
    const row = rowOf(page, 'People', name);
    await row.getByText('Plant operator').waitFor();

    const act = async (item: string): Promise<void> => {
      await row.getByRole('button', { name: `What to do with ${name}` }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await act('Change name or role');
    await page.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: /^Sustainability/ }).click();
    await inWindow(page, 'Save').click();
    await row.getByText('Sustainability').waitFor();
    await act('Give a new password');
    await field(page, 'New password').fill('short');
    await inWindow(page, 'Save').click();
    await page.getByText('Between 12 and 200 characters.').waitFor();
    await field(page, 'New password').fill(ANOTHER);
    await inWindow(page, 'Save').click();
    await page.getByText(`${name} signs in with the new password from now on.`).waitFor();
    const signIn = () => stage.app.post('/auth/login', { email, password: ANOTHER });
    expect((await signIn()).status).toBe(200);
    await act('Switch off');
    await device.expectAccessible();
    await inWindow(page, 'Switch off').click();
    await row.getByText('switched off').waitFor();
    expect((await signIn()).status).toBe(401);
    await act('Switch on again');
    await inWindow(page, 'Switch on again').click();
    await row.getByText('may sign in').waitFor();
    expect((await signIn()).status).toBe(200);
    await device.expectAccessible();
    await device.close();
  });

  it.each(SIZES)('shows what somebody else saved meanwhile, and lets one decide, at %s size', async (size) => {
    const { admin, sites } = stage.world.plant;
    const device = await stage.signedIn(admin, size, '/settings?tab=party');
    const { page } = device;
    await rowOf(page, 'Sites', 'MP-2').getByRole('button').click();
    await field(page, 'Name of the site').fill(`Mine ${size}`);
    const { body } = await stage.app.get(`/sites/${sites[1]}`, admin);
    const theirs = { name: `Theirs ${size}`, subdivision: 'US-SC' };
    const headers = { 'if-match': `"${body.version}"` };
    expect((await stage.app.patch(`/sites/${sites[1]}`, theirs, { token: admin.token, headers })).status).toBe(200);
    await inWindow(page, 'Save').click();
    await page.getByText('Somebody else has changed this meanwhile.').waitFor();
    await page.getByText(`Now: Theirs ${size}`).waitFor();
    expect(await field(page, 'Name of the site').inputValue()).toBe(`Mine ${size}`);
    await device.expectAccessible();
    await inWindow(page, 'Save').click();
    // What one did not touch stays as the other left it.
    const row = rowOf(page, 'Sites', 'MP-2');
    await row.getByText(`Mine ${size}`).waitFor();
    await row.getByText('United States, US-SC').waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it.each(SIZES)('makes a token, shows it once, and revokes it, at %s size', async (size) => {
    const device = await stage.signedIn(stage.world.plant.admin, size, '/settings?tab=tokens');
    const { page } = device;
    const name = `Weighbridge ${size}`;
    await page.getByRole('button', { name: 'Make a token' }).click();
    await field(page, 'What it is for').fill(name);
    await field(page, 'Last day (empty: no end)').fill('2027-06-01');
    await page.keyboard.press('Tab');
    // The clock of the service stands at 30 June 2027.
    await inWindow(page, 'Make a token').click();
    await page.getByText('A day that is not over yet.').waitFor();
    await field(page, 'Last day (empty: no end)').fill('2028-12-31');
    await page.keyboard.press('Tab');
    await inWindow(page, 'Make a token').click();
    const shown = page.getByLabel('Token', { exact: true });
    await shown.waitFor();
    const token = await shown.inputValue();
    await device.expectAccessible();
    await device.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(token);
    const me = () => fetch(`${stage.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await me()).status).toBe(200);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.reload();
    await rowOf(page, 'My tokens', name).getByText('Dec 31, 2028').waitFor();
    expect(await page.getByText(token).count()).toBe(0);
    // In the list of all it stands beside those of the others.
    await rowOf(page, 'All tokens of the party', name).getByText('Magnet plant admin').waitFor();
    await device.expectAccessible();
    await rowOf(page, 'My tokens', name)
      .getByRole('button', { name: `Revoke ${name}` })
      .click();
    await inWindow(page, 'Revoke').click();
    await rowOf(page, 'My tokens', name).waitFor({ state: 'detached' });
    expect((await me()).status).toBe(401);
    await device.close();
  });

  it.each(SIZES)('changes name and password, with the old one, at %s size', async (size) => {
    const person = await newPerson(`self-${size}`, 'plant-operator');
    const device = await stage.signedIn(person, size, '/settings');
    const { page } = device;
    await field(page, 'Name').fill(`Cleo ${size}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('banner').getByText(`Cleo ${size}`).waitFor();
    await fillIn(page, { 'Present password': 'not my password', 'New password': ANOTHER });
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('This is not your present password.').waitFor();
    await device.expectAccessible();
    await fillIn(page, { 'Present password': PASSWORD });
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your new password holds from now on.').waitFor();
    await device.close();
    const again = await stage.signedIn({ email: person.email, password: ANOTHER }, size, '/settings?tab=party');
    // Whoever is no admin reads the party and its sites.
    await rowOf(again.page, 'Sites', 'MP-1').waitFor();
    expect(await again.page.getByRole('tab').allTextContents()).toEqual(['Me', 'Tokens', 'Party and sites']);
    expect(await again.page.getByRole('button', { name: 'Add a site' }).count()).toBe(0);
    await again.expectAccessible();
    await again.close();
  });

  it.each(SIZES)(
    'speaks the language, weighs in the unit and keeps the site that one chose, at %s size',
    async (size) => {
      const device = await stage.signedIn(stage.world.plant.operator, size, '/settings');
      const { page } = device;
      await page.getByText('lb', { exact: true }).click();
      await page.getByText('Dark', { exact: true }).click();
      await page.getByText('Deutsch', { exact: true }).click();
      await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
      await device.expectAccessible();
      await page.getByRole('button', { name: 'Standort: MP-1. Anderen wählen' }).click();
      await page.getByRole('menuitemradio', { name: /^MP-2/ }).click();
      await device.goto('/batches');
      await page.getByRole('heading', { name: 'Chargen' }).waitFor();
      // 880 kg / 0.45359237 = 1940.07 lb, as a German reads it.
      await page.getByText('1.940 lb').first().waitFor();
      await page.getByRole('button', { name: 'Standort: MP-2. Anderen wählen' }).waitFor();
      const html = page.locator('html');
      expect(await html.getAttribute('lang')).toBe('de');
      expect(await html.getAttribute('data-mantine-color-scheme')).toBe('dark');
      await device.close();
    },
  );
});
