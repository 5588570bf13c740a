import { catalogue as german } from '../src/web/i18n/de/catalogue.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('the catalogue', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const items = async <Item>(list: string): Promise<Item[]> =>
    (await app.get(`/catalogue/${list}`, world.plant.operator)).body.items as Item[];

  it('gives elements and oxides with their factor and source', async () => {
    const elements = await items<{ formula: string; source: string }>('elements');
    expect(elements.length).toBeGreaterThan(50);
    // 2 x 144.242 / (2 x 144.242 + 3 x 15.999), IUPAC/CIAAW standard atomic weights 2021.
    expect(elements.find(({ formula }) => formula === 'Nd2O3')).toMatchObject({
      element: 'Nd',
      oxide: 'Nd2O3',
      factor: 0.857356,
      rareEarth: true,
      commercialOxide: true,
    });
    expect(elements.find(({ formula }) => formula === 'Nd')).toMatchObject({ factor: 1, oxide: null });
    expect(elements.filter(({ source }) => !source)).toEqual([]);
  });

  it.each(['streams', 'products'] as const)(
    'has a German name for each of its %s, and for nothing else',
    async (list) => {
      const codes = (await items<{ code: string }>(list)).map(({ code }) => code);
      expect(codes.length).toBeGreaterThan(10);
      expect(Object.keys(german[list]).sort()).toEqual(codes.sort());
    },
  );

  it('gives the kinds of by-product that the design names', async () => {
    const codes = (await items<{ code: string }>('streams')).map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'grinding-sludge-oily',
        'slicing-swarf-aqueous',
        'sintered-rejects',
        'coated-rejects',
        'jet-mill-superfines',
        'strip-cast-slag',
        'smco-rejects',
      ]),
    );
  });

  it('gives the products that the contract names, with their usability', async () => {
    const products = await items<{ code: string; usabilityFactor: number }>('products');
    expect(products.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['rMREO', 'NdPr oxide', 'Nd2O3', 'Pr6O11', 'Dy2O3', 'Tb4O7', 'NdPr metal']),
    );
    expect(products.find(({ code }) => code === 'rMREO')?.usabilityFactor).toBe(1);
  });

  it.each(['elements', 'streams', 'products'])('lets everyone who has signed in read %s, in pages', async (list) => {
    expect((await app.get(`/catalogue/${list}`)).status).toBe(401);
    const whole = await app.get(`/catalogue/${list}`, world.platform);
    expect(whole.body.nextCursor).toBeNull();
    expect((await app.get(`/catalogue/${list}`, world.auditor)).body).toEqual(whole.body);
    const read: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page = await app.get(`/catalogue/${list}?limit=5${cursor ? `&cursor=${cursor}` : ''}`, world.platform);
      read.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    expect(read).toEqual(whole.body.items);
    expect((await app.get(`/catalogue/${list}?limit=201`, world.platform)).status).toBe(400);
    expect((await app.get(`/catalogue/${list}?cursor=nonsense`, world.platform)).status).toBe(400);
  });
});
