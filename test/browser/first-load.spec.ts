import { BrowserStage, describeInBrowser } from './support/browser.js';

const MOST_BYTES = 250_000;

/** What the page has loaded so far, and how many bytes of it came over the wire; runs in the page. */
const LOADED = `performance.getEntriesByType('resource').map(({ name, encodedBodySize, decodedBodySize }) =>
  ({ name, encodedBodySize, decodedBodySize }))`;

interface Loaded {
  readonly name: string;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
}

describeInBrowser('the first load', () => {
  let stage: BrowserStage;
  beforeAll(async () => {
    stage = await BrowserStage.open();
  });
  afterAll(() => stage.close());

  it('is at most 250 kB of compressed JavaScript from signing in to the first screen, without charts', async () => {
    const device = await stage.signedInByHand(stage.world.plant.operator, 'tablet');
    await device.page.getByRole('heading', { name: 'To do', level: 1 }).waitFor();
    const loaded = await device.page.evaluate<Loaded[]>(LOADED);
    const scripts = loaded.filter(({ name }) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(2);
    for (const { encodedBodySize, decodedBodySize } of scripts) {
      expect(encodedBodySize).toBeGreaterThan(0);
      // Small files may not gain anything.
      if (decodedBodySize > 2_000) expect(encodedBodySize).toBeLessThan(decodedBodySize);
    }
    expect(scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)).toBeLessThan(MOST_BYTES);
    expect(scripts.filter(({ name }) => /chart-engine|ponyfill|zxing/.test(name))).toEqual([]);
    await device.close();
  });
});
