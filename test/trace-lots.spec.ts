import type { BlendedLoop } from './support/blended-loop.js';
import { lotsOfLoop } from './support/lots-of-loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

/* The figures are those of {@link lotsOfLoop}. */
describe('a trace that goes on into magnet lots', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let supply: string;
  let average: string;
  let ofHeat: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    ({ loop, supply, average, ofHeat } = await lotsOfLoop(app, world));
  });
  afterAll(() => app.stop());

  const ask = (id: string, direction: 'up' | 'down', { token }: Pick<Person, 'token'> = world.plant.analyst) =>
    app.get(`/batches/${id}/trace/lots?direction=${direction}`, { token });
  const site = (): string => world.plant.sites[0] ?? '';
  const first = () => ({ lotId: average, code: 'LOT-1', grade: 'N42SH', siteId: site(), occurredOn: '2027-03-25' });
  const second = () => ({ lotId: ofHeat, code: 'LOT-2', grade: 'N42SH', siteId: site(), occurredOn: '2027-03-26' });

  it('names the lots that a batch may have gone into, by the heat or as the average of the site', async () => {
    const { status, body } = await ask(loop.recycled, 'down');
    expect([status, body.direction, body.charges, body.otherDryKg]).toEqual([200, 'down', [], 0]);
    expect(body.lots).toEqual([
      { ...second(), basis: 'of its heat', dryKg: 15, pct: 100 },
      // 65 of the 90 kg that were charged in the ten days before it.
      { ...first(), basis: 'site average, not lot-specific', dryKg: 65, pct: 72.2222 },
    ]);
    // From the drum on which it all began: of the 300 kg two thirds are of it.
    const { body: drum } = await ask(loop.plantBatch, 'down');
    expect(drum.lots).toEqual([
      { ...second(), basis: 'of its heat', dryKg: 10, pct: 66.6667 },
      { ...first(), basis: 'site average, not lot-specific', dryKg: 43.333334, pct: 48.1481 },
    ]);
  });

  it('names the batches that a lot was made from', async () => {
    const { body } = await ask(average, 'up');
    const recycled = { batchId: loop.recycled, kind: 'recycled', code: expect.any(String), dryKg: 65, pct: 72.2222 };
    expect(body).toEqual({
      batchId: average,
      direction: 'up',
      lots: [],
      basis: 'site average, not lot-specific',
      otherDryKg: 0,
      charges: [recycled, { batchId: supply, kind: 'primary', code: 'SUPPLY-1', dryKg: 25, pct: 27.7778 }],
    });
    expect((await ask(ofHeat, 'up')).body).toMatchObject({
      basis: 'of its heat',
      charges: [{ batchId: loop.recycled, dryKg: 15, pct: 100 }],
    });
    // What is no lot was made from nothing that was charged.
    expect((await ask(loop.recycled, 'up')).body).toMatchObject({ basis: null, charges: [], lots: [] });
  });

  it('is for the party of the site and the auditors that it invited alone', async () => {
    const { recycler, otherPlant, auditor, plant } = world;
    for (const { token } of [recycler.admin, recycler.analyst]) {
      const { status, body } = await ask(loop.recycled, 'down', { token });
      expect([status, body.lots]).toEqual([200, []]);
      expect((await ask(average, 'up', { token })).status).toBe(404);
      expect((await ask(average, 'down', { token })).status).toBe(404);
    }
    expect((await ask(loop.recycled, 'down', otherPlant.admin)).body.lots ?? []).toEqual([]);
    expect((await ask(average, 'up', otherPlant.admin)).status).toBe(404);
    expect((await ask(loop.recycled, 'down', auditor)).status).toBe(404);
    const url = `/agreements/${loop.a}/invitations`;
    await created(app, url, { userId: auditor.id, untilOn: '2027-12-31' }, plant.admin.token);
    const { body: told } = await ask(loop.recycled, 'down', auditor);
    expect(told.lots).toMatchObject([{ lotId: ofHeat }, { lotId: average }]);
    // The bought metal is not of the agreement: it stands among what it does not see.
    const { body: up } = await ask(average, 'up', auditor);
    expect([up.charges, up.otherDryKg]).toEqual([[expect.objectContaining({ batchId: loop.recycled, dryKg: 65 })], 25]);
  });
});
