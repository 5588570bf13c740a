import { readFileSync } from 'node:fs';
import type { CircularityReport, ReportFigures } from '../../src/domain/reports/circularity-report.js';
import { headline } from '../../src/domain/reports/report-text.js';
import { toldLoop } from '../support/told-loop.js';
import { BrowserStage, describeInBrowser, type Device, type Size } from './support/browser.js';

/*
 * The loop of story.spec.ts in neodymium, and with 5 % praseodymium in everything: two elements and the rare earths
 * together. The story works out for neodymium: made up for 201.20603 kg, 68.2054 % of the use, ceiling 144.2807 %.
 */
const YEAR = 'from=2027-01-01&to=2027-12-31';

describeInBrowser('circularity', () => {
  let stage: BrowserStage;
  let agreementId: string;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    ({ agreementId } = await toldLoop(stage.app, stage.world, { Pr: 5 }));
  });
  afterAll(() => stage.close());

  const reportFor = async (token: string): Promise<CircularityReport> => {
    const answer = await stage.app.get(`/reports/circularity?agreementId=${agreementId}&${YEAR}`, { token });
    return answer.body as CircularityReport;
  };

  /** Every figure on the screen as digits: masses by all their digits, percentages as shown. */
  const shown = (device: Device): Promise<Record<string, string>> =>
    device.page
      .locator('[data-figure]')
      .evaluateAll((nodes) =>
        Object.fromEntries(
          nodes.map((node) => [node.getAttribute('data-figure') ?? '', node.getAttribute('title') ?? node.textContent]),
        ),
      );

  const written = (figures: object): Record<string, string> =>
    Object.fromEntries(
      Object.entries(figures as ReportFigures)
        .filter(([field]) => field.endsWith('Kg') || field.endsWith('Pct'))
        .map(([field, value]) => [field, value === null ? '–' : digits(field, value)]),
    );
  const digits = (field: string, value: number): string =>
    field.endsWith('Kg')
      ? `${value.toLocaleString('en-US', { maximumFractionDigits: 6 })} kg`
      : `${value.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} %`;

  /** Both closings of what was recovered, under the side and the name of each of their figures. */
  const closings = ({ afterRecovery }: Pick<CircularityReport['total'], 'afterRecovery'>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(afterRecovery).flatMap(([side, masses]) =>
        Object.entries(masses).map(([name, kg]) => [`${side} ${name}`, digits(name, Number(kg))]),
      ),
    );

  const expectFigures = async (device: Device, report: CircularityReport): Promise<void> => {
    const rows = [
      ...report.elements.map((row) => ({ symbol: row.element, row })),
      { symbol: 'total', row: report.total },
    ];
    expect(rows.map(({ symbol }) => symbol)).toEqual(['Pr', 'Nd', 'total']);
    const names: Record<string, string> = { Pr: 'praseodymium', Nd: 'neodymium', total: 'rare earths' };
    for (const { symbol, row } of rows) {
      await device.page.getByLabel('Element').selectOption(symbol);
      await device.page.getByText(headline(row, names[symbol] ?? '', report.period)).waitFor();
      // Nobody counted in this plant: the word of its balance is a dash.
      const completeness = '–';
      expect(await shown(device)).toEqual({ ...written(row), ...written(report.mass), completeness, ...closings(row) });
    }
  };

  it.each<Size>(['desktop', 'tablet'])(
    'shows every figure of every element as the API has it, at %s size',
    async (size) => {
      const { analyst } = stage.world.plant;
      const device = await stage.signedIn(analyst, size, `/circularity?${YEAR}`);
      await device.page
        .getByText(
          'In 2027 the loop made up for 201.2 kg of fresh-mined neodymium: 68.2 % of what the plant used. ' +
            'Recycling every by-product would reach at most 144.3 %.',
        )
        .waitFor();
      await device.expectAccessible();
      await expectFigures(device, await reportFor(analyst.token));
      await device.close();
    },
  );

  it('shows the recycler a dash for what the plant alone sees', async () => {
    const { analyst } = stage.world.recycler;
    const device = await stage.signedIn(analyst, 'desktop', `/circularity?${YEAR}`);
    await device.page.getByText("Which share of the plant's use that is, the generator sees.").waitFor();
    const figures = await shown(device);
    expect([figures['primaryReplacementPct'], figures['ceilingPct'], figures['primaryConsumedKg']]).toEqual([
      ...['–', '–', '–'],
    ]);
    await expectFigures(device, await reportFor(analyst.token));
    await device.close();
  });

  it('keeps what was picked in the address, through a reload', async () => {
    const device = await stage.signedIn(stage.world.plant.analyst, 'tablet', `/circularity?${YEAR}`);
    const { page } = device;
    await page.getByText('In 2027 the loop made up for').waitFor();
    await page.getByLabel('Element').selectOption('Pr');
    // The service's clock stands in June 2027; one step back is May.
    await page.getByRole('radiogroup', { name: 'Period' }).getByText('Month', { exact: true }).click();
    await page.getByText('In June 2027').waitFor();
    await page.getByRole('button', { name: 'Earlier period' }).click();
    await page.getByText('In May 2027').waitFor();
    const address = new URL(page.url()).searchParams;
    expect([address.get('element'), address.get('from'), address.get('to')]).toEqual([
      ...['Pr', '2027-05-01', '2027-05-31'],
    ]);
    await page.reload();
    await page.getByText(/In May 2027 the loop made up for .* praseodymium/).waitFor();
    await device.close();
  });

  it('downloads the report as the service writes it for a spreadsheet', async () => {
    const { analyst } = stage.world.plant;
    const device = await stage.signedIn(analyst, 'desktop', `/circularity?${YEAR}`);
    const download = device.page.waitForEvent('download');
    await device.page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('circularity-LOOP-1-2027-01-01-2027-12-31.csv');
    const answer = await stage.app.get(`/reports/circularity?agreementId=${agreementId}&${YEAR}`, {
      token: analyst.token,
      headers: { accept: 'text/csv' },
    });
    expect(readFileSync(await file.path(), 'utf8')).toBe(answer.text);
    await device.close();
  });

  it('says the same in German', async () => {
    const device = await stage.signedIn(stage.world.plant.analyst, 'desktop', `/circularity?${YEAR}`);
    await device.page.evaluate("localStorage.setItem('loopbook-language', JSON.stringify('de'))");
    await device.page.reload();
    await device.page
      .getByText(
        'Im Jahr 2027 ersetzte der Kreislauf 201,2 kg Neodym aus dem Bergbau: 68,2 % dessen, was das Werk verbrauchte. ' +
          'Das Recycling aller Nebenprodukte würde höchstens 144,3 % erreichen.',
      )
      .waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
