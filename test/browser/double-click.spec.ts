import { AgreementDesk } from '../support/agreement-desk.js';
import { supplied } from '../support/blended-loop.js';
import { RunDesk } from '../support/run-desk.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { ADMIN } from '../support/test-app.js';
import { agreementForms, partyForms, type Forms } from './support/admin-forms.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { choose, fillIn, fillRun } from './support/form.js';

describeInBrowser('a button that is pressed twice', () => {
  let stage: BrowserStage;
  let shipping: ShippingDesk;
  let agreements: AgreementDesk;
  let runs: RunDesk;
  const devices = new Map<string, Device>();

  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    [shipping, agreements] = [new ShippingDesk(app, world), new AgreementDesk(app, world)];
    runs = await RunDesk.at(app, world);
    const people = { operator: world.plant.operator, clerk: world.recycler.operator, admin: world.plant.admin };
    for (const [who, person] of Object.entries({ ...people, platform: ADMIN })) {
      devices.set(who, await stage.signedIn(person, 'desktop', null));
    }
  });
  afterAll(async () => {
    for (const device of devices.values()) await device.close();
    await stage.close();
  });

  const read = async (path: string, token = stage.world.plant.admin.token) =>
    (await stage.app.get(path, { token })).body;
  const listed = (path: string, token?: string) => async (): Promise<number> =>
    (await read(`${path}${path.includes('?') ? '&' : '?'}limit=200`, token)).items.length;
  const entries = listed('/entries');
  const version = (path: string) => async (): Promise<number> => (await read(path)).version;
  const option = async ({ page }: Device, list: string, name: RegExp): Promise<void> => {
    await page.getByRole('combobox', { name: list }).click();
    await page.getByRole('option', { name }).click();
  };

  const desk = () => ({ world: stage.world, agreements });

  const FORMS: Forms = {
    'logs one batch': [
      'operator',
      async () => ({
        path: '/log',
        fill: async (device) => {
          await option(device, 'Site', /^MP-1/);
          await option(device, 'Stream', /^Grinding sludge, oily/);
          await fillIn(device.page, { 'Gross weight': '500', Tare: '12', Moisture: '10' });
        },
        send: 'Save and next',
        count: listed('/batches?kind=by-product'),
      }),
    ],
    'edits a batch once': [
      'operator',
      async () => {
        const path = `/batches/${(await shipping.drum()).id}`;
        const fill = ({ page }: Device) => fillIn(page, { Note: 'Twice' });
        return { path: `${path}/edit`, fill, send: 'Save', count: version(path) };
      },
    ],
    'records one assay': [
      'operator',
      async () => {
        const path = `/batches/${(await shipping.drum()).id}`;
        const fill = ({ page }: Device) =>
          fillIn(page, { Laboratory: 'Plant', 'Percent Nd': '20', 'Sampled at': '2027-03-02T09:00' });
        const count = async () => (await read(path)).assays.length;
        return { path, open: 'Record an assay', fill, send: 'Save', count };
      },
    ],
    'books one disposition': [
      'operator',
      async () => ({
        path: `/batches/${(await shipping.drum()).id}`,
        open: 'Dispose, reuse or count',
        fill: async (device) => {
          await option(device, 'What happens to it', /^Reused/);
          await fillIn(device.page, { 'Dry mass': '10', Reason: 'Clean pieces of one lot' });
        },
        send: 'Save',
        count: entries,
      }),
    ],
    'splits a batch once': [
      'operator',
      async () => ({
        path: `/batches/${(await shipping.drum()).id}`,
        open: 'Split',
        fill: ({ page }) =>
          page
            .getByRole('dialog')
            .getByLabel(/^Dry mass/)
            .fill('10'),
        send: 'Save',
        count: entries,
      }),
    ],
    'reverses once': [
      'operator',
      async () => ({
        path: `/batches/${(await shipping.drum()).id}`,
        open: 'Reverse the last entry',
        fill: ({ page }) => fillIn(page, { Reason: 'Twice' }),
        send: 'Reverse',
        count: entries,
      }),
    ],
    'plans one shipment': [
      'operator',
      async () => ({
        path: `/shipments/new?batchIds=${(await shipping.drum()).id}`,
        fill: (device) => option(device, 'To site', /RC-1/),
        send: 'Plan shipment',
        count: listed('/shipments'),
      }),
    ],
    'changes a shipment once': [
      'operator',
      async () => {
        const path = `/shipments/${(await shipping.planned([(await shipping.drum()).id])).id}`;
        const fill = ({ page }: Device) => fillIn(page, { Carrier: 'A haulier' });
        return { path: `${path}/edit`, fill, send: 'Save', count: version(path) };
      },
    ],
    'dispatches once': [
      'operator',
      async () => {
        const { id } = await shipping.planned([(await shipping.drum()).id]);
        return { path: `/shipments/${id}`, open: 'Dispatch', send: 'Dispatch', count: entries };
      },
    ],
    'cancels once': [
      'operator',
      async () => {
        const path = `/shipments/${(await shipping.planned([(await shipping.drum()).id])).id}`;
        return { path, open: 'Cancel shipment', send: 'Cancel shipment', count: version(path) };
      },
    ],
    'books one supply': [
      'operator',
      async () => ({
        path: '/feed',
        open: 'Book a supply',
        fill: async ({ page }) => {
          await fillIn(page, { Code: 'TWICE', Supplier: 'A mine', 'Country of origin (two letters)': 'AU' });
          await choose(page, 'Product', 'NdPr metal');
          await fillIn(page, { When: '2027-03-01T08:00', 'Net mass': '500', Laboratory: 'Trader laboratory' });
          await choose(page, 'Book a supply: Element or oxide 1', 'Nd');
          await fillIn(page, { 'Book a supply: Percent Nd': '75' });
        },
        send: 'Book a supply',
        count: entries,
      }),
    ],
    'charges once': [
      'operator',
      async () => {
        await supplied(stage.app, stage.world, { code: 'CHARGED' });
        const fill = ({ page }: Device) => fillIn(page, { 'Dry mass to charge': '10' });
        return { path: '/feed', open: 'Charge CHARGED', fill, send: 'Charge', count: entries };
      },
    ],
    'receives once': [
      'clerk',
      async () => ({
        path: `/shipments/${(await shipping.sent([(await shipping.drum()).id])).id}/receive`,
        fill: ({ page }) => page.getByRole('button', { name: 'Accept all as announced' }).click(),
        send: 'Confirm receipt',
        count: entries,
      }),
    ],
    'names one figure': [
      'clerk',
      async () => {
        const drum = await shipping.drum();
        const path = `/shipments/${(await shipping.sent([drum.id])).id}`;
        const weighed = [{ ...asAnnounced(drum), grossKg: 1000 }];
        shipping.done(await shipping.receive(path.replace('/shipments/', ''), weighed), 200);
        return { path, send: 'Name this figure', count: version(path) };
      },
    ],
    'books one run': [
      'clerk',
      async () => {
        const { code } = await runs.swarf(stage.world.plant, 100, { Nd: 25 });
        const fill = async ({ page }: Device) => {
          await page.getByRole('checkbox', { name: `Draw ${code}` }).check();
          await fillRun(page, '20');
        };
        const count = listed('/runs', stage.world.recycler.operator.token);
        return { path: '/runs/new', fill, send: 'Book the run', count };
      },
    ],
    ...agreementForms({ desk, read, listed, version }),
    ...partyForms({ desk, listed, option }),
  };

  it.each(Object.entries(FORMS).map(([name, row]) => [name, ...row] as const))('%s', async (_name, who, make) => {
    const device = devices.get(who);
    if (!device) throw new Error(`Nobody is signed in as ${who}.`);
    const { path, open, fill, send, count } = await make();
    const { page } = device;
    await device.goto(path);
    if (open) await page.getByRole('button', { name: open, exact: true }).click();
    await fill?.(device);
    const before = await count();
    const button = page
      .getByRole(open ? 'dialog' : 'main')
      .getByRole('button', { name: send, exact: true })
      .first();
    const answered = page.waitForResponse((answer) => answer.request().method() !== 'GET');
    // Both within one moment: nothing on the screen can have changed between them.
    await button.evaluate((node: { click: () => void }) => {
      node.click();
      node.click();
    });
    expect((await answered).ok()).toBe(true);
    await page.waitForLoadState('networkidle');
    expect(await count()).toBe(before + 1);
  });
});
