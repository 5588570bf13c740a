import type { Locator, Page } from 'playwright-core';
import { encode } from 'uqr';
import { signedAgreement } from '../support/loop.js';
import { ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

describeInBrowser('receiving', () => {
  let stage: BrowserStage;
  let desk: ShippingDesk;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = new ShippingDesk(stage.app, stage.world);
    await signedAgreement(stage.app, stage.world);
  });
  afterAll(() => stage.close());

  const clerkAt = (path: string, size?: Size): Promise<Device> =>
    stage.signedIn(stage.world.recycler.operator, size, path);
  const drums = (count: number) => Promise.all(Array.from({ length: count }, () => desk.drum()));
  const sent = async (batches: readonly { id: string }[]) => (await desk.sent(batches.map(({ id }) => id))).id;
  const shipment = async (id: string) => (await stage.app.get(`/shipments/${id}`, desk.as(stage.world.recycler))).body;
  type Drum = Awaited<ReturnType<ShippingDesk['drum']>>;
  const rowOf = ({ page }: Device, { code }: Drum) =>
    page.getByRole('row').filter({ has: page.getByRole('button', { name: String(code), exact: true }) });
  const lineOf = ({ page }: Device, { code }: Drum) => page.getByRole('region', { name: String(code), exact: true });
  const openLine = async (device: Device, drum: Drum) => {
    const toggle = rowOf(device, drum).getByRole('button');
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
    return lineOf(device, drum);
  };

  it.each<Size>(['desktop', 'tablet'])('takes all as announced in one action, at %s size', async (size) => {
    const id = await sent(await drums(3));
    const device = await clerkAt('/shipments?direction=incoming&status=in-transit', size);
    const { page } = device;
    await page.getByRole('link', { name: String((await shipment(id)).code) }).click();
    await page.getByRole('link', { name: 'Receive' }).click();
    await page.getByText('0 of 3 weighed').waitFor();
    await expectInSight(page, 'Confirm receipt');
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Accept all as announced' }).click();
    await page.getByText('3 of 3 weighed · 3 settled').waitFor();
    await device.expectAccessible();
    await page.getByRole('button', { name: 'Confirm receipt' }).click();
    await page.getByText('every batch is settled').waitFor();
    await device.expectAccessible();
    const { status, receivedOn, lines } = await shipment(id);
    expect([status, receivedOn]).toEqual(['settled', '2027-06-30']);
    for (const line of lines) {
      expect(line).toMatchObject({
        asAnnounced: true,
        grossKg: null,
        tareKg: null,
        flag: 'within-tolerance',
        settledDryKg: 880,
      });
    }
    await device.close();
  });

  it('is blocked by nothing where a drum is heavier, and says what follows while one types', async () => {
    const [heavy, near] = await drums(2);
    if (!heavy || !near) throw new Error('There are two drums.');
    const id = await sent([heavy, near]);
    const device = await clerkAt(`/shipments/${id}/receive`);
    // 1,023 kg net at 12 % moisture: 900.24 kg dry, 20.24 kg or 2.3 % more than the announced 880 kg.
    const first = await openLine(device, heavy);
    await first.getByLabel('Gross').fill('1043');
    await first.getByLabel('Tare').fill('20');
    await rowOf(device, heavy).getByText('+20.24 kg').waitFor();
    await rowOf(device, heavy).getByText('out of tolerance').waitFor();
    await rowOf(device, heavy).getByText('will be in dispute until both sides agree').waitFor();
    // 1,004 kg net: 883.52 kg dry, 3.52 kg or 0.4 % more, which the tolerance of 0.5 % allows.
    const second = await openLine(device, near);
    await second.getByLabel('Gross').fill('1024');
    await second.getByLabel('Tare').fill('20');
    await rowOf(device, near).getByText('within tolerance').waitFor();
    await device.expectAccessible();
    // What is typed outlives a reload.
    await device.page.reload();
    await device.page.getByText('2 of 2 weighed · 1 settled · 1 in dispute').waitFor();
    await device.page.getByRole('button', { name: 'Confirm receipt' }).click();
    await device.page.getByText('It is your turn').waitFor();
    const { status, lines } = await shipment(id);
    expect([status, lines[0].receivedDryKg, lines[0].flag, lines[1].settledDryKg]).toEqual([
      ...['in-dispute', 900.24, 'out-of-tolerance', 883.52],
    ]);
    await device.close();
  });

  it('refuses a part with a reason, and nothing without one', async () => {
    const [drum] = await drums(1);
    if (!drum) throw new Error('There is a drum.');
    const id = await sent([drum]);
    const device = await clerkAt(`/shipments/${id}/receive`, 'tablet');
    const { page } = device;
    const line = await openLine(device, drum);
    await line.getByRole('button', { name: 'As announced' }).click();
    await line.getByRole('button', { name: 'Refuse a part' }).click();
    await line.getByLabel('Refused, wet').fill('100');
    await page.getByRole('button', { name: 'Confirm receipt' }).click();
    await page.getByText('One batch still needs figures.').waitFor();
    await line.getByText('Needed.').waitFor();
    await device.expectAccessible();
    await line.getByLabel('Why it is refused').fill('Rags in the sludge');
    await page.getByRole('button', { name: 'Confirm receipt' }).click();
    await page.getByText('every batch is settled').waitFor();
    // 100 kg wet at 12 % moisture are 88 kg dry; 880 - 88 = 792 kg are accepted.
    const [answer] = (await shipment(id)).lines;
    expect(answer).toMatchObject({ refusedDryKg: 88, acceptedDryKg: 792, refusalReason: 'Rags in the sludge' });
    const part = page.getByRole('link', { name: `${String(drum['code'])}/R1` });
    expect(await part.getAttribute('href')).toBe(`/batches/${String(answer.refusedBatchId)}`);
    await device.expectAccessible();
    await device.close();
  });

  it('weighs 24 drums by keyboard, one line at a time', async () => {
    const many = await drums(24);
    const id = await sent(many);
    const device = await clerkAt(`/shipments/${id}/receive`);
    const { page } = device;
    const order: Drum[] = (await shipment(id)).lines.map((line: { batchId: string }) =>
      many.find((drum) => drum.id === line.batchId),
    );
    const drum = (index: number): Drum => {
      const found = order[index];
      if (!found) throw new Error(`There is no line ${index}.`);
      return found;
    };
    await page.getByText('0 of 24 weighed').waitFor();
    await expectInSight(page, 'Confirm receipt');
    // A label opens its line; Enter leads from the gross weight to the tare, and on to the next drum that is not weighed.
    await page.getByLabel('Label or code').fill(String(drum(20).code));
    await page.keyboard.press('Enter');
    for (const index of [20, 21, 22, 23, 0]) {
      await expectFocus(device, `grossKg-${drum(index).id}`);
      expect(await page.getByRole('button', { expanded: true }).allTextContents()).toEqual([drum(index).code]);
      await page.keyboard.type('1020');
      await page.keyboard.press('Enter');
      await expectFocus(device, `tareKg-${drum(index).id}`);
      await page.keyboard.type('20');
      await page.keyboard.press('Enter');
    }
    await expectFocus(device, `grossKg-${drum(1).id}`);
    await page.getByText('5 of 24 weighed · 5 settled').waitFor();
    await expectInSight(page, 'Confirm receipt');
    const second = await openLine(device, drum(1));
    await second.getByRole('button', { name: 'As announced' }).click();
    await second.getByRole('button', { name: 'Refuse a part' }).click();
    await second.getByLabel('Refused, wet').fill('100');
    await second.getByLabel('Why it is refused').fill('Rags in the sludge');
    await rowOf(device, drum(1)).getByText('88 kg refused').waitFor();
    await device.expectAccessible();
    // What is typed outlives a reload, after which the first drum to weigh is open.
    await page.reload();
    await page.getByText('6 of 24 weighed · 6 settled · 1 with a refusal').waitFor();
    await lineOf(device, drum(2)).waitFor();
    const rows = page.getByRole('table', { name: 'What arrives' }).locator('td:first-child > button');
    await page.getByText('Weighed 6', { exact: true }).click();
    // The open one stays in sight under every filter.
    await expectCount(rows, 7);
    await rowOf(device, drum(2)).getByRole('button').click();
    await expectCount(rows, 6);
    await page.getByText('Refused 1', { exact: true }).click();
    await expectCount(rows, 1);
    await page.getByText('To weigh 18', { exact: true }).click();
    await expectCount(rows, 18);
    await page.getByRole('button', { name: 'Take the other 18 as announced' }).click();
    await page.getByText('There are none of these.').waitFor();
    await device.expectAccessible();
    await page.keyboard.press('Enter');
    await page.getByText('every batch is settled').waitFor();
    const { lines } = await shipment(id);
    expect(lines.map((line: { acceptedDryKg: number }) => line.acceptedDryKg)).toEqual([
      ...[880, 792],
      ...Array.from({ length: 22 }, () => 880),
    ]);
    await device.close();
  });

  it('finds the line of a drum by its code, typed, and by its label, held before the camera', async () => {
    const [first, second] = await drums(2);
    if (!first || !second) throw new Error('There are two drums.');
    const id = await sent([first, second]);
    const device = await clerkAt('/scan');
    const { page } = device;
    await page.getByRole('heading', { name: 'Scan a label' }).waitFor();
    await device.expectAccessible();
    await page.getByLabel('Label or code').fill(String(first['code']).toLowerCase());
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/shipments/${id}/receive?batch=${first.id}`);
    await expectFocus(device, `grossKg-${first.id}`);
    await page.getByLabel('Label or code').fill('no such drum');
    await page.keyboard.press('Enter');
    await page.getByText('no such drum is not in this shipment.').waitFor();
    await holdBefore(device, `${device.url}/batches/${second.id}`);
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expectFocus(device, `grossKg-${second.id}`);
    await device.close();
  });
});

async function expectCount(rows: Locator, count: number): Promise<void> {
  await rows.nth(count).waitFor({ state: 'detached' });
  expect(await rows.count()).toBe(count);
}

/** The button can be seen as the page stands, without scrolling. */
async function expectInSight(page: Page, name: string): Promise<void> {
  const box = await page.getByRole('button', { name }).boundingBox();
  expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
}

async function expectFocus({ page }: Device, id: string): Promise<void> {
  await page.locator(`#${id}:focus`).waitFor();
}

/** Puts a picture of a label before the camera of the device, which a test machine does not have. */
async function holdBefore({ page }: Device, text: string): Promise<void> {
  const { data, size } = encode(text, { border: 4 });
  await page.evaluate(`
    const rows = ${JSON.stringify(data)};
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = ${size} * 6;
    const context = canvas.getContext('2d');
    setInterval(() => rows.forEach((row, y) => row.forEach((isDark, x) => {
      context.fillStyle = isDark ? '#000' : '#fff';
      context.fillRect(x * 6, y * 6, 6, 6);
    })), 100);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
  `);
}
