import { readFileSync } from 'node:fs';
import { hazards } from '../../src/web/i18n/de/hazards.js';
import { signedAgreement } from '../support/loop.js';
import { ShippingDesk } from '../support/shipping.js';
import { BrowserStage, describeInBrowser, type Device } from './support/browser.js';
import { printedPages } from './support/pdf-text.js';

interface Stream {
  readonly code: string;
  readonly hazardNote: string;
  readonly alloys: readonly string[];
}
const FILE = new URL('../../data/catalogue/streams.json', import.meta.url);
const { streams } = JSON.parse(readFileSync(FILE, 'utf8')) as { streams: readonly Stream[] };

/** Letters alone: where a line breaks on paper is of no meaning. */
const letters = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

const SHORT = { code: 'D-7', containerId: 'C-7' };
/** As long as the service takes them. */
const LONG = { code: 'WÄGEGUT-'.repeat(7) + 'WXYZ', containerId: 'GROSSGEBINDE-'.repeat(4) + 'WXYZ1234' };
const CASES = [SHORT, LONG].flatMap((names) => (['en', 'de'] as const).map((language) => ({ names, language })));

describeInBrowser('a printed label', () => {
  let stage: BrowserStage;
  let desk: ShippingDesk;
  const labels: { readonly id: string; readonly code: string; readonly stream: Stream }[] = [];
  beforeAll(async () => {
    stage = await BrowserStage.open();
    desk = new ShippingDesk(stage.app, stage.world);
    await signedAgreement(stage.app, stage.world);
    for (const names of [SHORT, LONG]) {
      for (const [index, stream] of streams.entries()) {
        const code = `${names.code.slice(0, 57)}-${index}`;
        const [alloy] = stream.alloys;
        const { id } = await desk.drum({ ...names, code, stream: stream.code, alloy, estimated: true });
        labels.push({ id, code, stream });
      }
    }
  });
  afterAll(() => stage.close());

  const inLanguage = async (language: string): Promise<Device> => {
    const device = await stage.signedIn(stage.world.plant.operator, 'desktop', '/settings');
    await device.page.evaluate(`localStorage.setItem('loopbook-language', '"${language}"')`);
    return device;
  };
  const printed = async ({ page }: Device) => printedPages(await page.pdf({ preferCSSPageSize: true }));

  it.each(CASES)('is one of 100 x 60 mm with all its words on it, in the language of the person: %j', async (one) => {
    const device = await inLanguage(one.language);
    const isLong = one.names === LONG;
    const wrong: string[] = [];
    for (const { id, code, stream } of labels.filter((label) => label.code.length > 20 === isLong)) {
      const hazard = one.language === 'de' ? (hazards[stream.code] ?? '') : stream.hazardNote;
      await device.goto(`/batches/${id}/label`);
      await device.page
        .locator('.label-hazard')
        .filter({ hasText: hazard.slice(0, 40) })
        .waitFor();
      const pages = await printed(device);
      const [paper] = pages;
      const seen = letters(
        (paper?.texts ?? [])
          .filter(({ isSeen }) => isSeen)
          .map(({ text }) => text)
          .join(''),
      );
      const millimetres = [paper?.width ?? 0, paper?.height ?? 0].map((length) => Math.round((length / 72) * 25.4));
      const words = [hazard, code, one.names.containerId];
      for (const word of words) if (!seen.includes(letters(word))) wrong.push(`${stream.code}: ${word} in ${seen}`);
      if (pages.length !== 1 || millimetres.join() !== '100,60')
        wrong.push(`${stream.code}: ${pages.length} pages of ${millimetres.join()}`);
      if (one.language === 'de' && seen.includes('Candidates')) wrong.push(`${stream.code}: in English`);
    }
    expect(wrong).toEqual([]);
    await device.close();
  });

  it('is alone on its paper, whatever stands beside it on the screen', async () => {
    const device = await inLanguage('en');
    const [label] = labels;
    await device.goto(`/batches/${label?.id}/label`);
    await device.page.locator('.label-hazard').waitFor();
    await device.page.evaluate(`
      const notice = Object.assign(document.createElement('p'), { textContent: 'Newer labels are there' });
      notice.style.height = '150mm';
      document.querySelector('main').prepend(notice);
      document.body.append(notice.cloneNode(true));
    `);
    const pages = await printed(device);
    expect(pages).toHaveLength(1);
    const seen = letters((pages[0]?.texts ?? []).map(({ text }) => text).join(''));
    expect(seen).toContain(letters(label?.code ?? ''));
    expect(seen).not.toContain(letters('Newer labels'));
    await device.close();
  });

  it('says the dangers of every stream in German', () => {
    expect(Object.keys(hazards).sort()).toEqual(streams.map(({ code }) => code).sort());
    // The numbers and classes are the same in every language.
    const numbers = (text: string) => (text.match(/UN \d{4}|\b\d\.\d\b|N\.\d/g) ?? []).sort();
    for (const { code, hazardNote } of streams) expect(numbers(hazards[code] ?? '')).toEqual(numbers(hazardNote));
  });
});
