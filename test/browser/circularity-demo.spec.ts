import { readPlan } from '../../src/cli/demo/plan.js';
import { REPORT_FIELDS, type CircularityReport } from '../../src/domain/reports/circularity-report.js';
import { demoByCommand } from '../support/demo-database.js';
import { TestApp } from '../support/test-app.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

const { password } = readPlan().people;
const analyst = { email: 'analyst@plant.example', password };
/** Who one is, the sites, the agreements, the report, its months, the flows of both elements; and one to spare. */
const MOST_QUESTIONS = 8;

describeInBrowser('circularity of the demo', () => {
  let stage: BrowserStage;
  let year = '';
  let report: CircularityReport;

  beforeAll(async () => {
    const demo = await demoByCommand();
    year = `from=${demo.period.from}&to=${demo.period.to}`;
    const app = await TestApp.start({ admin: null }, demo);
    app.clock.time = demo.now;
    stage = await BrowserStage.over(app);
    const device = await stage.signedIn(analyst, 'desktop', null);
    const get = async <Body>(path: string): Promise<Body> =>
      (await device.context.request.get(`${stage.url}/api/v1${path}`)).json() as Promise<Body>;
    const { items } = await get<{ items: { id: string }[] }>('/agreements?reference=LOOP-2026');
    report = await get(`/reports/circularity?agreementId=${items[0]?.id}&${year}`);
    await device.close();
  });
  afterAll(() => stage.close());

  /** What the screen shows, and all the digits that it says a mass has. */
  const shown = (device: Device) =>
    device.page.locator('[data-figure]').evaluateAll((nodes) =>
      Object.fromEntries(
        nodes.map((node) => {
          const text = (node.textContent ?? '').replace(/\u00a0/g, ' ');
          return [node.getAttribute('data-figure') ?? '', [text, node.getAttribute('title')]];
        }),
      ),
    );

  /** The figure, its decimals as the screen has them for its size: written by hand, not by the screen's own function. */
  const written = (field: string, value: number | null): [string, string | null] => {
    if (value === null) return ['–', null];
    const size = Math.abs(value);
    const number = (of: number, decimals: number, least = decimals): string =>
      of.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: decimals });
    if (field.endsWith('Pct'))
      return [
        `${number(value, (size !== 0 && size < 0.1) || (size !== 100 && size > 99.9 && size < 100.1) ? 4 : 1)} %`,
        null,
      ];
    const exact = `${number(value, 6, 0)} kg`;
    if (size >= 10_000) return [`${number(value / 1000, size >= 1_000_000 ? 0 : 1)} t`, exact];
    const decimals = size === 0 || size >= 1000 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 3 : 6;
    return [`${number(value, decimals)} kg`, exact];
  };

  it('shows every figure of every element as the API has it', async () => {
    const symbols = report.elements.map(({ element }) => element);
    const { withoutAssay, completeness, ...mass } = report.mass;
    // The word of the plant's balance is no figure: it is shown as it is worded.
    const closes = { null: '–', closed: 'yes', gap: 'no: something is missing', 'not-known': 'not known' };
    const word = closes[String(completeness) as keyof typeof closes];
    expect(symbols).toEqual(expect.arrayContaining(['Pr', 'Nd', 'Sm', 'Dy', 'Fe', 'Co']));
    const device = await stage.signedIn(analyst, 'desktop', `/circularity?${year}`);
    for (const row of [...report.elements, { ...report.total, element: 'total' }]) {
      await device.page.getByLabel('Element').selectOption(row.element);
      const [substituted] = written('substitutedKg', row.substitutedKg);
      await device.page.locator('[data-figure="substitutedKg"]').getByText(substituted, { exact: true }).waitFor();
      const expected = {
        ...Object.fromEntries(REPORT_FIELDS.map((field) => [field, written(field, row[field])])),
        ...Object.fromEntries(Object.entries(mass).map(([field, value]) => [field, written(field, value)])),
        completeness: [word, null],
        // Of what lacks an assay the rungs that there is any on.
        ...Object.fromEntries(
          Object.entries(withoutAssay)
            .filter(([, kg]) => kg !== 0)
            .map(([field, kg]) => [`withoutAssay ${field}`, written(field, kg)]),
        ),
        ...Object.fromEntries(
          Object.entries(row.afterRecovery).flatMap(([side, masses]) =>
            Object.entries(masses).map(([name, kg]) => [`${side} ${name}`, written(name, Number(kg))]),
          ),
        ),
      };
      expect({ element: row.element, ...(await shown(device)) }).toEqual({ element: row.element, ...expected });
    }
    await device.close();
  });

  it.each<Size>(['desktop', 'tablet'])('can be used while its charts are on their way, at %s size', async (size) => {
    const device = await stage.signedIn(analyst, size, null);
    const { page } = device;
    let letGo = (): void => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    await page.route(/chart-engine|\/(flows|months)\?/, async (route) => {
      await gone;
      await route.continue();
    });
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/')) asked.push(pathname + search);
    });
    await device.goto(`/circularity?${year}`);
    await page.getByText(/^From .* the loop made up for/).waitFor();
    await page.getByLabel('Element').selectOption('Dy');
    await page.getByText('of fresh-mined dysprosium').waitFor();
    expect(await page.locator('[data-chart]').count()).toBe(0);
    // Nothing is asked twice; the figures of every element come with one report, and need nothing of the charts.
    expect(asked).toEqual([...new Set(asked)]);
    expect(asked.filter((path) => path.startsWith('/api/v1/reports/circularity?'))).toHaveLength(1);
    expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
    letGo();
    await page.locator('[data-chart] svg').nth(1).waitFor();
    await device.expectAccessible();
    await device.close();
  });

  it('leads from a rung to its entries, whose sum it is', async () => {
    const device = await stage.signedIn(analyst, 'tablet', `/circularity?${year}&element=Nd`);
    const { page } = device;
    const nd = report.elements.find(({ element }) => element === 'Nd');
    await page.getByRole('link', { name: 'Entries of Sent' }).first().click();
    await page.getByRole('heading', { name: 'Sent: neodymium' }).waitFor();
    await page.locator('[data-figure="total"]').waitFor();
    expect((await shown(device))['total']).toEqual(written('sentKg', nd?.sentKg ?? null));
    while (await page.getByRole('button', { name: 'Show more' }).isVisible()) {
      const before = await page.locator('[data-evidence]').count();
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.locator('[data-evidence]').nth(before).waitFor();
    }
    const parts = await page
      .locator('[data-evidence]')
      .evaluateAll((nodes) => nodes.map((node) => Math.round(Number(node.getAttribute('data-evidence')) * 1e6)));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.reduce((sum, mg) => sum + mg, 0)).toBe(Math.round((nd?.sentKg ?? 0) * 1e6));
    await page
      .getByRole('button', { name: / batches$/ })
      .first()
      .click();
    await page
      .getByRole('link', { name: /^GS-|^[A-Z]+-/ })
      .first()
      .waitFor();
    await device.expectAccessible();
    await page.getByRole('link', { name: 'Dispatched' }).first().click();
    await page.waitForURL(/\/shipments\//);
    await device.close();
  });
});
