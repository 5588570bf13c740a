import type { BlendedLoop } from './support/blended-loop.js';
import { dependentPlant } from './support/dependent-plant.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type World } from './support/world.js';

const PERIOD = 'from=2027-01-01&to=2027-12-31';

describe('dependence on single sources', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await dependentPlant(app, world);
  });
  afterAll(() => app.stop());

  const ask = (token: string, headers: Record<string, string> = {}) =>
    app.get(`/parties/${world.plant.id}/dependence?${PERIOD}`, { token, headers });

  /*
   * 48 kg of Nd of the recycled batch: 32 of the plant's own by-product, 16 that others gave. 70 kg from Australia, 35 from China;
   * in all 153, of which the countries of 137 are known.
   */
  it('is shown with the loop and as it would be without it, and as a range where countries are not known', async () => {
    const { status, body } = await ask(world.plant.analyst.token);
    expect(status).toBe(200);
    expect(body).toMatchObject({ partyId: world.plant.id, basis: 'metal' });
    expect(body.elements).toHaveLength(1);
    const [{ stages, ...element }] = body.elements;
    // 100 and 50 of 150: 66.67² + 33.33².
    expect(element).toEqual({ element: 'Nd', chargedKg: 153, loopKg: 32, loopPct: 20.915, supplierIndex: 5_555.6 });
    expect(stages[0]).toEqual({
      stage: 'mined',
      unknownKg: 16,
      unknownOtherRecycledKg: 16,
      unknownPct: 10.4575,
      countries: [
        { country: 'AU', primaryKg: 70, otherRecycledKg: 0, pct: 45.7516 },
        { country: 'CN', primaryKg: 35, otherRecycledKg: 0, pct: 22.8758 },
      ],
      // 70, 35 and 32 of 137; 86, 35 and 32 of 153.
      withLoop: {
        largest: { source: 'AU', pct: { least: 51.0949, most: 56.2092 } },
        index: { least: 3_808.9, most: 4_120.2 },
        largestCountry: { country: 'AU', pct: { least: 51.0949, most: 56.2092 } },
      },
      // 70 and 35 of 105; 86 and 35 of 121.
      withoutLoop: {
        largest: { source: 'AU', pct: { least: 66.6667, most: 71.0744 } },
        index: { least: 5_555.6, most: 5_888.3 },
        largestCountry: { country: 'AU', pct: { least: 66.6667, most: 71.0744 } },
      },
      thresholds: [{ code: 'crma-one-third-country', withLoop: 'not-crossed', withoutLoop: 'crossed' }],
    });
    expect(body.thresholds).toMatchObject([{ code: 'crma-one-third-country', limitPct: 65, confidence: 'in force' }]);
  });

  it('says per stage how much of it is not known', async () => {
    const [{ stages }] = (await ask(world.plant.analyst.token)).body.elements;
    // Separated in China: 35 of 67, or of 153 together with the 86 that are not known.
    expect(stages[1]).toMatchObject({
      stage: 'separated',
      unknownKg: 86,
      unknownOtherRecycledKg: 16,
      countries: [{ country: 'CN', primaryKg: 35 }],
      withLoop: { largestCountry: { country: 'CN', pct: { least: 52.2388, most: 79.085 } } },
      thresholds: [{ withLoop: 'cannot-be-excluded', withoutLoop: 'crossed' }],
    });
    // Of the metal nothing is known but the loop: the other 121 of 153 may be of one country, or of many.
    expect(stages[2]).toMatchObject({
      stage: 'metal',
      unknownKg: 121,
      countries: [],
      withLoop: { largest: { source: 'unknown', pct: { least: 0, most: 79.085 } }, largestCountry: null },
      withoutLoop: { largest: null, index: null, largestCountry: null },
      thresholds: [{ withLoop: 'cannot-be-excluded', withoutLoop: 'cannot-be-excluded' }],
    });
  });

  it('comes as a table', async () => {
    const { text, headers } = await ask(world.plant.analyst.token, { accept: 'text/csv' });
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^from,to,element,stage,source,kg,otherRecycledKg,pct,indexLeast,/);
    expect(lines[1]).toMatch(
      /^2027-01-01,2027-12-31,Nd,mined,loop,32,,20\.915,3808\.9,4120\.2,5555\.6,5888\.3,5555\.6,/,
    );
    expect(lines[2]).toMatch(/^2027-01-01,2027-12-31,Nd,mined,AU,70,0,45\.7516,/);
  });

  it('is for the auditors whom the plant invited, and for no others', async () => {
    const userId = world.auditor.id;
    const url = `/agreements/${loop.a}/invitations`;
    expect((await ask(world.auditor.token)).status).toBe(404);
    const invite = (token: string) => created(app, url, { userId, untilOn: '2027-12-31' }, token);
    const byRecycler = await invite(world.recycler.admin.token);
    expect((await ask(world.auditor.token)).status).toBe(404);
    await app.send('DELETE', `${url}/${byRecycler.id}`, undefined, { token: world.recycler.admin.token });
    await invite(world.plant.admin.token);
    const [told, own] = [await ask(world.auditor.token), await ask(world.plant.analyst.token)];
    expect(told.status).toBe(200);
    expect(told.body).toEqual(own.body);
  });

  it('is for nobody else', async () => {
    const others = [world.recycler.admin, world.recycler.analyst, world.otherPlant.analyst];
    for (const { token } of others) expect((await ask(token)).status).toBe(404);
    const own = await app.get(`/parties/${world.recycler.id}/dependence?${PERIOD}`, {
      token: world.recycler.analyst.token,
    });
    expect(own.body).toMatchObject({ elements: [] });
    const wrong = await app.get(`/parties/${world.plant.id}/dependence?from=2027-02-01&to=2027-01-01`, {
      token: world.plant.analyst.token,
    });
    expect(wrong.status).toBe(400);
  });
});
