import { AgreementDesk } from '../support/agreement-desk.js';
import { RunDesk } from '../support/run-desk.js';
import { asAnnounced, ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { field, fillIn, fillRun } from './support/form.js';

/** Each time two people have the same screen open; exactly one is booked, and the other is told and can go on. */
describeInBrowser('two people at once', () => {
  let stage: BrowserStage;
  let shipping: ShippingDesk;
  let agreements: AgreementDesk;
  let runs: RunDesk;
  let clerks: Pair;
  let operators: Pair;
  let admins: Pair;
  type Pair = readonly [Device, Device];

  beforeAll(async () => {
    stage = await BrowserStage.open();
    const { app, world } = stage;
    [shipping, agreements] = [new ShippingDesk(app, world), new AgreementDesk(app, world)];
    runs = await RunDesk.at(app, world);
    const pair = async (person: { email: string }): Promise<Pair> => [
      await stage.signedIn(person, 'desktop', null),
      await stage.signedIn(person, 'tablet', null),
    ];
    [clerks, operators, admins] = [
      await pair(world.recycler.operator),
      await pair(world.plant.operator),
      await pair(world.plant.admin),
    ];
  });
  afterAll(async () => {
    for (const device of [...clerks, ...operators, ...admins]) await device.close();
    await stage.close();
  });
  afterEach(() => runs.expectBooksWhole());

  const both = (pair: Pair, path: string) => Promise.all(pair.map((device) => device.goto(path)));
  const read = async (path: string, { token } = stage.world.plant.admin) => (await stage.app.get(path, { token })).body;
  const press = ({ page }: Device, name: string) => page.getByRole('button', { name, exact: true }).click();
  const told = ({ page }: Device, text: string | RegExp) =>
    page.getByRole('alert').filter({ hasText: text }).first().waitFor();
  const entriesOf = async (kind: string): Promise<number> =>
    (await read('/entries?limit=200')).items.filter((entry: { kind: string }) => entry.kind === kind).length;

  it('keep what both change of a draft of an agreement, and see what the other has changed', async () => {
    const id = await agreements.draft({ reference: 'DRAFT' });
    const [first, second] = admins;
    await both(admins, `/agreements/${id}/edit`);
    await fillIn(second.page, { Title: 'Mine', 'Days to confirm a receipt': '14' });
    await fillIn(first.page, { Title: 'Theirs', 'Coverage target': '95' });
    await press(first, 'Save the draft');
    await first.page.getByRole('heading', { name: 'This is a draft' }).waitFor();
    await press(second, 'Save the draft');
    await told(second, 'Somebody else has changed this meanwhile.');
    const changes = second.page.getByRole('table', { name: 'What they changed' }).getByRole('row');
    await changes.nth(2).waitFor();
    expect(await changes.allInnerTexts()).toEqual([
      expect.stringContaining('What'),
      expect.stringMatching(/Title\s+Full by-product recycling\s+Theirs\s+You have changed it too.*Mine/),
      expect.stringMatching(/Coverage target\s+100 %\s+95 %$/),
    ]);
    expect(await field(second.page, 'Coverage target').inputValue()).toBe('95');
    await second.expectAccessible();
    // What was typed goes on after a reload, on what is saved by now.
    await second.page.reload();
    await second.page.getByText('What you typed before is still here.').waitFor();
    expect(await field(second.page, 'Title').inputValue()).toBe('Mine');
    await press(second, 'Save the draft');
    await second.page.getByText('Mine · Magnet plant · Recycler').waitFor();
    expect(await read(`/agreements/${id}`)).toMatchObject({
      title: 'Mine',
      coverageTargetPct: 95,
      terms: { confirmWithinDays: 14 },
    });
  });

  it('sign a draft once, and who still edited it learns that it is proposed', async () => {
    const id = await agreements.draft({ reference: 'SIGNED' });
    const [first, second] = admins;
    await both(admins, `/agreements/${id}`);
    for (const device of admins) await press(device, 'Sign for Magnet plant');
    for (const { page } of admins) await page.getByRole('dialog').getByRole('button', { name: 'Sign' }).waitFor();
    await first.page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await first.page.getByRole('heading', { name: 'Waits for a signature of Recycler' }).waitFor();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click();
    await told(second, 'Somebody else has changed this meanwhile. Look at it again');
    await second.page.getByRole('heading', { name: 'Waits for a signature of Recycler' }).waitFor();
    await second.expectAccessible();
    const [version] = (await read(`/agreements/${id}`)).versions;
    expect(version.signatures).toHaveLength(1);
  });

  it('propose one amendment, and who comes second sees the first and keeps their own', async () => {
    const id = await agreements.signed(agreements.bodyFor(await agreements.newSite(), { reference: 'AMENDED' }));
    const [first, second] = admins;
    await both(admins, `/agreements/${id}/amend`);
    await fillIn(first.page, { 'Coverage target': '95' });
    await fillIn(second.page, { Title: 'Another title' });
    await press(first, 'Propose the change');
    await first.page.getByRole('heading', { name: 'Your signature is needed' }).waitFor();
    await press(second, 'Propose the change');
    await told(second, 'Only one change can wait at a time.');
    await second.page.getByRole('table', { name: 'What the new version changes' }).getByText('95 %').waitFor();
    await second.expectAccessible();
    await press(first, 'Take it back');
    await first.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await first.page.getByRole('link', { name: 'Amend' }).waitFor();
    await press(second, 'Propose the change');
    await second.page.getByRole('heading', { name: 'Your signature is needed' }).waitFor();
    const { versions } = await read(`/agreements/${id}`);
    expect(versions.map(({ title }: { title: string }) => title)).toEqual([
      'Full by-product recycling',
      'Another title',
    ]);
  });

  it('book one receipt, and the other clerk sees how the two differ', async () => {
    const drum = await shipping.drum();
    const { id } = await shipping.sent([drum.id]);
    await both(clerks, `/shipments/${id}/receive`);
    const [first, second] = clerks;
    await press(first, 'Accept all as announced');
    await fillIn(second.page, { Gross: '1021', Tare: '20' });
    await press(first, 'Confirm receipt');
    await first.page.getByText('every batch is settled').waitFor();
    await press(second, 'Confirm receipt');
    await told(second, 'The receipt of this shipment is booked already');
    const row = second.page.getByRole('table', { name: 'What the two receipts say' }).getByRole('row').last();
    expect(await row.innerText()).toMatch(
      /Gross 1,021 kg, Tare 20 kg.*\s+Taken over from the announcement, not weighed/,
    );
    await second.expectAccessible();
    await second.page.getByRole('main').getByRole('link', { name: 'To the shipment' }).last().click();
    await second.page.getByText('every batch is settled').waitFor();
    expect((await read(`/shipments/${id}`)).lines[0]).toMatchObject({ asAnnounced: true, receivedDryKg: 880 });
    expect(await entriesOf('received')).toBe(1);
  });

  it('settle a dispute with one entry, both sides at the same moment', async () => {
    const drum = await shipping.drum();
    const { id } = await shipping.sent([drum.id]);
    shipping.done(await shipping.receive(id, [{ ...asAnnounced(drum), grossKg: 1000 }]), 200);
    const sides = [clerks[0], operators[0], operators[1]] as const;
    for (const device of sides) {
      await device.goto(`/shipments/${id}`);
      await fillIn(device.page, { [`Your figure for ${String(drum['code'])}`]: '870' });
    }
    const [recycler, plant, late] = sides;
    await Promise.all([press(recycler, 'Name this figure'), press(plant, 'Name this figure')]);
    // Whoever was first waits for the other without knowing it; a look at the page tells.
    for (const device of [recycler, plant]) {
      await device.page
        .getByRole('button', { name: 'Name this figure' })
        .and(device.page.locator('[data-loading]'))
        .waitFor({ state: 'detached' });
      await device.page.reload();
      await device.page.getByText('every batch is settled').waitFor();
    }
    await press(late, 'Name this figure');
    await told(late, 'The shipment is settled by now: this can no longer be done with it.');
    await late.page.getByText('every batch is settled').waitFor();
    await late.expectAccessible();
    expect((await read(`/shipments/${id}`)).lines[0].settledDryKg).toBe(870);
    expect(await entriesOf('settled')).toBe(1);
  });

  it('draw a batch into one run, and the other run goes on without it', async () => {
    const batch = await runs.swarf(stage.world.plant, 100, { Nd: 25 });
    const other = await runs.swarf(stage.world.plant, 100, { Nd: 25 });
    const [first, second] = clerks;
    await both(clerks, '/runs/new');
    await second.page.getByRole('checkbox', { name: `Draw ${other.code}` }).check();
    for (const { page } of clerks) {
      await page.getByRole('checkbox', { name: `Draw ${batch.code}` }).check();
      await fillRun(page, '20');
    }
    await press(first, 'Book the run');
    await first.page.waitForURL(/runs\/[0-9a-f-]{36}$/);
    await press(second, 'Book the run');
    await told(second, `Nothing is left of batch ${batch.code}.`);
    await told(second, 'One of the chosen batches is left out: it is not in stock at this site.');
    await second.expectAccessible();
    await press(second, 'Book the run');
    await second.page.waitForURL(/runs\/[0-9a-f-]{36}$/);
    const { items } = await read('/runs?limit=200', stage.world.recycler.operator);
    expect(items).toHaveLength(2);
  });

  it('put a batch on one shipment, and the other goes on without it', async () => {
    const [batch, other] = [await shipping.drum(), await shipping.drum()];
    const [first, second] = operators;
    await first.goto(`/shipments/new?batchIds=${batch.id}`);
    await second.goto(`/shipments/new?batchIds=${batch.id},${other.id}`);
    for (const { page } of operators) {
      await page.getByRole('combobox', { name: 'To site' }).click();
      await page.getByRole('option', { name: /RC-1/ }).click();
      await fillIn(page, { Carrier: 'A haulier' });
    }
    await press(first, 'Plan shipment');
    await first.page.getByText('loads and dispatches it').waitFor();
    await press(second, 'Plan shipment');
    await told(second, `Batch ${String(batch['code'])} is in a shipment by now: this can no longer be done with it.`);
    await told(second, 'One of the chosen batches is left out: it is not in stock at this site.');
    expect(await field(second.page, 'Carrier').inputValue()).toBe('A haulier');
    await second.expectAccessible();
    await press(second, 'Plan shipment');
    await second.page.getByText('loads and dispatches it').waitFor();
    const id = second.page.url().split('/').at(-1) ?? '';
    expect((await read(`/shipments/${id}`)).lines).toMatchObject([{ batchId: other.id }]);
  });

  it('edit a batch, and the second sees what the first has changed', async () => {
    const { id } = await shipping.drum();
    const [first, second] = operators;
    await both(operators, `/batches/${id}/edit`);
    await fillIn(first.page, { Moisture: '12.5' });
    await fillIn(second.page, { Note: 'From the second shift' });
    await press(first, 'Save');
    await first.page.waitForURL(`**/batches/${id}`);
    await press(second, 'Save');
    await told(second, 'Somebody else has changed this meanwhile.');
    const row = second.page.getByRole('table', { name: 'What they changed' }).getByRole('row').last();
    expect(await row.innerText()).toMatch(/Moisture\s+12 %\s+12\.5 %$/);
    await second.expectAccessible();
    await press(second, 'Save');
    await second.page.waitForURL(`**/batches/${id}`);
    expect(await read(`/batches/${id}`)).toMatchObject({ moisturePct: 12.5, note: 'From the second shift' });
  });
});
