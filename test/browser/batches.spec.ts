import { assayOf, signedAgreement, sludge } from '../support/loop.js';
import { created } from '../support/world.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

describeInBrowser('batches', () => {
  let stage: BrowserStage;
  let count = 0;
  beforeAll(async () => {
    stage = await BrowserStage.open();
    await signedAgreement(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  const operator = () => stage.world.plant.operator;
  const log = async (more: Record<string, unknown> = {}) => {
    count += 1;
    const body = sludge(stage.world, { code: `DRUM-${count}`, ...more });
    const { id } = await created(stage.app, '/batches', body, operator().token);
    return { id, code: (body as { code: string }).code };
  };
  const batchOf = async (id: string) => (await stage.app.get(`/batches/${id}`, operator())).body;
  const at = (size: Size, path: string): Promise<Device> => stage.signedIn(operator(), size, path);
  const figure = (device: Device, name: string) => device.page.locator(`[data-figure="${name}"]`);

  it.each<Size>(['desktop', 'tablet'])(
    'are found by code and filtered, the address saying how, at %s size',
    async (size) => {
      const sought = await log({ code: `FIND-${size}` });
      await log({ stream: 'sintered-rejects', pieces: 40 });
      const device = await at(size, '/batches');
      const { page } = device;

      await page.getByRole('link', { name: sought.code }).waitFor();
      await device.expectAccessible();
      await page.getByLabel('Code begins with').fill(`find-${size}`);
      await page.waitForURL(`**/batches?code=find-${size}`);
      await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
      expect(await page.getByRole('row').count()).toBe(2);
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await page.getByRole('combobox', { name: 'Stream' }).click();
      await page.getByRole('option', { name: 'Sintered rejects, uncoated' }).click();
      await page.getByRole('link', { name: sought.code }).waitFor({ state: 'detached' });
      expect(new URL(page.url()).searchParams.get('stream')).toBe('sintered-rejects');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      // Before the term of the agreement.
      const free = await log({ code: `FREE-${size}`, occurredAt: '2026-12-01T08:00:00-05:00' });
      await page.reload();
      await page.getByRole('link', { name: free.code }).waitFor();
      await page.getByRole('combobox', { name: 'Agreement' }).click();
      await page.getByRole('option', { name: 'LOOP-1' }).click();
      await page.getByRole('link', { name: free.code }).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: sought.code }).waitFor();
      await device.close();
    },
  );

  it.each(['1E5', '0012', '1.50', 'true', 'null', '1234567890123456789012345', '"7"'])(
    'are found by an address made by hand that names the code %s',
    async (code) => {
      await log({ code });
      await log();
      const device = await at('desktop', `/batches?code=${encodeURIComponent(code)}`);
      await device.page.getByRole('link', { name: code, exact: true }).waitFor();
      expect(await device.page.getByRole('row').count()).toBe(2);
      expect(await device.page.getByLabel('Code begins with').inputValue()).toBe(code);
      expect(new URL(device.page.url()).searchParams.get('code')).toBe(code);
      await device.close();
    },
  );

  it('are selected for a shipment', async () => {
    const [a, b] = [await log(), await log()];
    const device = await at('desktop', '/batches');
    const { page } = device;
    for (const { code } of [b, a]) await page.getByLabel(`Select batch ${code}`, { exact: true }).check();
    // Two drums of 880 kg dry.
    await page.getByText('2 batches selected · 1,760 kg').waitFor();
    const href = await page.getByRole('link', { name: 'Ship', exact: true }).getAttribute('href');
    expect(new URL(href ?? '', stage.url).searchParams.get('batchIds')?.split(',').sort()).toEqual([a.id, b.id].sort());
    await device.close();
  });

  it('say of which site they are where two at one site have one code', async () => {
    const [here, other] = stage.world.plant.sites;
    await log({ code: 'TWIN-1' });
    const twin = await log({ code: 'twin-1', siteId: other });
    const body = { fromSiteId: other, toSiteId: here, batchIds: [twin.id] };
    const { id } = await created(stage.app, '/shipments', body, operator().token);
    const { token } = operator();
    await stage.app.post(`/shipments/${id}/dispatch`, { occurredAt: '2027-03-03T08:00:00-05:00' }, { token });
    const line = { batchId: twin.id, grossKg: 1020, tareKg: 20 };
    const receipt = { occurredAt: '2027-03-04T08:00:00-05:00', lines: [line] };
    expect((await stage.app.post(`/shipments/${id}/receipt`, receipt, { token })).status).toBe(200);
    const device = await at('desktop', '/batches?code=twin');
    const { page } = device;
    await page.getByRole('link', { name: 'MP-1 TWIN-1' }).waitFor();
    await page.getByRole('link', { name: 'MP-2 twin-1' }).waitFor();
    await device.close();
  });

  it('take what a laboratory writes, say what is odd about it, and let one put another assay in force', async () => {
    const { id } = await log({ assay: assayOf({ Nd: 25, Dy: 1 }) });
    const device = await at('desktop', `/batches/${id}`);
    const { page } = device;
    await page.getByRole('button', { name: 'Record an assay' }).click();
    await page.getByLabel('Laboratory').fill('Umpire');
    // Sampled long before the one in force.
    await page.getByLabel('Sampled at').first().fill('2027-03-01T08:00');
    await page.getByLabel('Percent Nd').fill('30 %');
    await page.getByLabel('Percent Dy').fill('<0.05');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('A sample taken later had been assayed already').first().waitFor();
    const assays = page.getByRole('region', { name: 'Assays' });
    await assays.getByText('< 0.05 %').waitFor();
    const found = (await batchOf(id)).assays[1];
    expect([found.inForce, found.composition, found.belowLimitPct]).toEqual([false, { Nd: 30, Dy: 0 }, { Dy: 0.05 }]);

    await assays.getByRole('button', { name: 'Put in force' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Reason').fill('The later sample was of another drum.');
    await form.getByRole('button', { name: 'Put in force' }).click();
    await assays.getByText('The later sample was of another drum.').waitFor();
    await device.expectAccessible();
    expect((await batchOf(id)).elements).toEqual({ Nd: { kg: 264 } });
    await device.close();
  });

  it.each<Size>(['desktop', 'tablet'])("show the API's figures, and take an assay, at %s size", async (size) => {
    const { id, code } = await log({ reclaimableInProcess: { answer: 'no', reason: 'Oily' } });
    const device = await at(size, `/batches/${id}`);
    const { page } = device;
    await page.getByRole('heading', { name: code }).waitFor();
    await page.getByText('No assay yet: what is in it is unknown.').first().waitFor();
    await page.getByRole('link', { name: 'LOOP-1' }).waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Record an assay' }).click();
    await page.getByLabel('Laboratory').fill('Plant laboratory');
    await page.getByLabel('Percent Nd', { exact: true }).fill('25');
    await page.getByLabel('± % (k = 2) Nd', { exact: true }).fill('0.2');
    await page.getByLabel('Percent Pr', { exact: true }).fill('55');
    // 25 % and 55 % of 880 kg; so much praseodymium is no magnet's.
    await page.getByText('484.0 kg').waitFor();
    await page.getByText(/80 % rare earths as elements is unusual/).waitFor();
    await device.expectAccessible();
    await page.getByLabel('Percent Pr', { exact: true }).fill('5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The assay is recorded.').waitFor();
    await figure(device, 'Pr').waitFor();
    const batch = await batchOf(id);
    expect([batch.netKg, batch.dryKg, batch.remainingDryKg]).toEqual([1000, 880, 880]);
    expect(batch.elements).toEqual({ Nd: { kg: 220 }, Pr: { kg: 44 } });
    const titles = { net: '1,000 kg', dry: '880 kg', left: '880 kg', Nd: '220 kg', Pr: '44 kg' };
    for (const [name, title] of Object.entries(titles)) {
      expect(await figure(device, name).getAttribute('title')).toBe(title);
    }
    await page.getByText('in force').waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it('book a disposition, and take it back with a reason', async () => {
    const { id } = await log({ assay: assayOf({ Nd: 25 }) });
    const device = await at('desktop', `/batches/${id}`);
    const { page } = device;
    await page.getByRole('button', { name: 'Dispose, reuse or count' }).click();
    await page.getByRole('combobox', { name: 'What happens to it' }).click();
    await page.getByRole('option', { name: 'Disposed of' }).click();
    await page.getByLabel('Dry mass').fill('100');
    await page.getByRole('button', { name: 'Save' }).click();
    // Without a carve-out the agreement keeps it; nothing is booked.
    await page.getByRole('alert').filter({ hasText: "promised to the agreement's recycler alone" }).waitFor();
    expect((await batchOf(id)).remainingDryKg).toBe(880);
    await page.getByRole('combobox', { name: 'Carve-out' }).click();
    await page.getByRole('option', { name: 'research sample' }).click();
    await device.expectAccessible();
    // The answer is lost after the service has booked: saving again books nothing twice.
    await page.route('**/dispositions', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('press the button again: nothing is booked twice').waitFor();
    await page.unroute('**/dispositions');
    await page.getByRole('button', { name: 'Save' }).dblclick();
    await page.getByText('The disposition is booked.').waitFor();
    await page.getByText('780.0 kg are left').waitFor();
    expect((await batchOf(id)).remainingDryKg).toBe(780);

    const disposed = page.locator('.mantine-Timeline-item').filter({ hasText: 'Disposed of' });
    await disposed.getByRole('button', { name: 'Evidence: 2 postings' }).click();
    // 100 of 880 kg take 25 kg of the neodymium along.
    await page.getByRole('cell', { name: '25 kg' }).waitFor();
    await page.getByRole('button', { name: 'Reverse the last entry' }).click();
    await page.getByText(/^Takes back: Disposed of, 100\.0 kg, /).waitFor();
    await page.getByLabel('Reason').fill('It was another drum');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Reverse', exact: true }).click();
    await page.getByText('The entry is reversed.').waitFor();
    await page.getByText('880.0 kg are left').waitFor();
    expect((await batchOf(id)).remainingDryKg).toBe(880);
    await device.close();
  });

  it('are split into parts, and say what stays', async () => {
    const { id, code } = await log({ assay: assayOf({ Nd: 25 }) });
    const device = await at('tablet', `/batches/${id}`);
    const { page } = device;
    await page.getByRole('button', { name: 'Split' }).click();
    await page.getByLabel('Dry mass, line 1').fill('300');
    await page.getByText('580 kg stay in the batch.').waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`Split off: ${code}/`).waitFor();
    expect((await batchOf(id)).remainingDryKg).toBe(580);
    await device.close();
  });

  it('are edited until something is built on them: a tare that was typed wrong is put right', async () => {
    const { id } = await log();
    const device = await at('tablet', `/batches/${id}`);
    const { page } = device;
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Tare').fill('70');
    // 1,020 - 70 kg net; 12 % of it is moisture.
    await page.getByText('950.0 kg net, 836.0 kg dry.').waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The change is saved.').waitFor();
    await figure(device, 'dry').waitFor();
    const batch = await batchOf(id);
    expect([batch.tareKg, batch.netKg, batch.dryKg, batch.moisturePct]).toEqual([70, 950, 836, 12]);
    await device.close();
  });

  it('say in German what the service refuses, and keep what two people changed of one', async () => {
    const { id } = await log();
    const other = await log();
    const device = await at('tablet', `/batches/${id}/edit`);
    const { page } = device;
    await page.evaluate("localStorage.setItem('loopbook-language', JSON.stringify('de'))");
    await page.reload();
    await page.getByLabel('Kennung').fill(other.code);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Diese Kennung ist hier schon vergeben.').waitFor();
    await page.getByLabel('Kennung').fill('MINE-1');
    const headers = { 'if-match': '"1"' };
    const theirs = await stage.app.patch(`/batches/${id}`, { note: 'Theirs' }, { token: operator().token, headers });
    expect(theirs.status).toBe(200);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Jemand anderes hat dies inzwischen geändert.').waitFor();
    await page.waitForFunction("document.querySelector('textarea').value === 'Theirs'");
    expect(await page.getByLabel('Kennung').inputValue()).toBe('MINE-1');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('heading', { level: 1, name: 'MINE-1' }).waitFor();
    expect(await batchOf(id)).toMatchObject({ code: 'MINE-1', note: 'Theirs' });
    await device.close();
  });
});
