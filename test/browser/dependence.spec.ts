import { readFileSync } from 'node:fs';
import { dependentPlant } from '../support/dependent-plant.js';
import { created } from '../support/world.js';
import { BrowserStage, describeInBrowser, type Size } from './support/browser.js';

/*
 * 153 kg of neodymium: 70 from Australia, 35 from China, 32 of the own loop and 16 that others gave, of which no country is
 * told. dependence.spec.ts works out the shares.
 */
const YEAR = 'from=2027-01-01&to=2027-12-31';
const PATH = `/dependence?${YEAR}`;

describeInBrowser('dependence on single countries', () => {
  let stage: BrowserStage;
  let agreementId: string;

  beforeAll(async () => {
    stage = await BrowserStage.open();
    ({ a: agreementId } = await dependentPlant(stage.app, stage.world));
  });
  afterAll(() => stage.close());

  it.each<Size>(['desktop', 'tablet'])(
    'says the largest country and the threshold, then shows shares and figures, at %s size',
    async (size) => {
      const { analyst } = stage.world.plant;
      const device = await stage.signedIn(analyst, size, '/');
      const { page } = device;
      if (size === 'tablet') await page.getByRole('button', { name: 'Open the navigation' }).click();
      await page.getByRole('navigation').getByRole('link', { name: 'Dependence' }).click();
      // The service's clock stands in June 2027: the year is this one.
      await page
        .getByText(
          'Neodymium: the largest country of mining is Australia, with 51.1 to 56.2 % of what was charged; ' +
            'without the loop it would have 66.7 to 71.1 %.',
        )
        .waitFor();
      await page
        .getByText('The yardstick of 65 % of one third country is not crossed; without the loop it would be crossed.')
        .waitFor();
      const picture = page.getByRole('img', { name: /^Bars of the sources of Nd/ });
      await picture.getByText('Australia 45.8 %').waitFor();
      // Without the loop 70 of 121.
      await picture.getByText('Australia 57.9 %').waitFor();
      // 70, 35, 32 and 16 of 153; without the loop of 121.
      const shares = page.getByRole('table', { name: 'Shares' });
      const cells = shares
        .locator('tbody tr')
        .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
      expect(await cells).toEqual([
        ['Nd', 'Australia', '70.0 kg', '45.8 %', '57.9 %'],
        ['Nd', 'China', '35.0 kg', '22.9 %', '28.9 %'],
        ['Nd', 'Own loop', '32.0 kg', '20.9 %', '–'],
        ['Nd', 'Other recycled, country unknown', '16.0 kg', '10.5 %', '13.2 %'],
      ]);
      const stages = page.getByRole('table', { name: 'By stage' });
      await stages.getByRole('row').filter({ hasText: 'Separation' }).getByText('cannot be excluded').waitFor();
      await page.getByText('Regulation (EU) 2024/1252, Article 5(1)(b)').waitFor();
      await device.expectAccessible();

      await page.getByText('Metal making', { exact: true }).first().click();
      await page.getByText('Neodymium: no country of metal making is known; the loop gave 20.9 %.').waitFor();
      expect(new URL(page.url()).searchParams.get('stage')).toBe('metal');
      await page.getByRole('radiogroup', { name: 'Period' }).getByText('Month', { exact: true }).click();
      await page.getByText('Nothing was charged in this period.').waitFor();
      await device.close();
    },
  );

  it('downloads the figures as the service writes them for a spreadsheet', async () => {
    const { analyst, id } = stage.world.plant;
    const device = await stage.signedIn(analyst, 'desktop', PATH);
    const download = device.page.waitForEvent('download');
    await device.page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('dependence-2027-01-01-2027-12-31.csv');
    const headers = { accept: 'text/csv' };
    const answer = await stage.app.get(`/parties/${id}/dependence?${YEAR}`, { token: analyst.token, headers });
    expect(readFileSync(await file.path(), 'utf8')).toBe(answer.text);
    await device.close();
  });

  it('is for the auditors of the plant, and not for the recycler', async () => {
    const { auditor, plant, recycler } = stage.world;
    const invitation = { userId: auditor.id, untilOn: '2027-12-31' };
    await created(stage.app, `/agreements/${agreementId}/invitations`, invitation, plant.admin.token);
    const told = await stage.signedIn(auditor, 'desktop', PATH);
    await told.page.getByText('Neodymium: the largest country of mining is Australia').waitFor();
    await told.close();
    const other = await stage.signedIn(recycler.analyst, 'desktop', PATH);
    await other.page.getByRole('heading', { name: 'Dependence' }).waitFor();
    await other.page.getByRole('link', { name: 'Circularity' }).waitFor();
    expect(await other.page.getByRole('link', { name: 'Dependence' }).count()).toBe(0);
    expect(await other.page.getByText('Neodymium').count()).toBe(0);
    await other.close();
  });

  it('says the same in German', async () => {
    const device = await stage.signedIn(stage.world.plant.analyst, 'desktop', PATH);
    await device.page.evaluate("localStorage.setItem('loopbook-language', JSON.stringify('de'))");
    await device.page.reload();
    await device.page
      .getByText(
        'Neodym: größtes Land beim Bergbau ist Australien mit 51,1 bis 56,2 % des Eingesetzten; ' +
          'ohne den Kreislauf wären es 66,7 bis 71,1 %.',
      )
      .waitFor();
    await device.page
      .getByText('Der Maßstab von 65 % aus einem Drittland ist nicht überschritten; ohne den Kreislauf wäre er es.')
      .waitFor();
    await device.expectAccessible();
    await device.close();
  });
});
