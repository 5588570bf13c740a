import { ExamplePlant } from './support/example-plant.js';
import { signedAgreement } from './support/loop.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

const TERMS = { weightTolerancePct: 0.5, settleOn: 'receiver', confirmWithinDays: 10, carveOuts: [] };
const FIELDS = [
  'completenessPct',
  'coverageOfExpectedPct',
  'unexplainedKg',
  'unexplainedUncertaintyKg',
  'completeness',
];

describe('the completeness of what was logged', () => {
  let app: TestApp;
  let world: World;
  let plant: ExamplePlant;
  let agreementId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    plant = new ExamplePlant(app, world);
    const scope = { siteIds: [plant.siteId], streams: ['*'] };
    ({ id: agreementId } = await signedAgreement(app, world, { scope, terms: TERMS }));
    await plant.count('2027-02-28', 1_000);
    await plant.month();
    await plant.count('2027-03-31', 1_200);
  });
  afterAll(() => app.stop());

  const told = async ({ token }: Pick<Person, 'token'>, from = '2027-01-01', to = '2027-12-31') => {
    const { status, body } = await app.get(`/agreements/${agreementId}/completeness?from=${from}&to=${to}`, { token });
    return { status, ...(body as { shared: string; items: Record<string, unknown>[] }) };
  };
  const massOf = async (
    { token }: Pick<Person, 'token'>,
    from = '2027-03-01',
    to = '2027-04-30',
  ): Promise<{ mass: unknown[]; warnings: string[] }> => {
    const query = `agreementId=${agreementId}&from=${from}&to=${to}`;
    const { body } = await app.get(`/reports/circularity?${query}`, { token });
    const { mass, warnings } = body as { mass: Record<string, unknown>; warnings: { code: string }[] };
    return { mass: FIELDS.map((field) => mass[field]), warnings: warnings.map(({ code }) => code) };
  };
  const amended = async (completenessShared: string): Promise<void> => {
    const change = { startsOn: '2027-01-01', terms: { completenessShared } };
    await created(app, `/agreements/${agreementId}/amendments`, change, world.plant.admin.token);
    for (const { admin } of [world.plant, world.recycler]) {
      await created(app, `/agreements/${agreementId}/signatures`, {}, admin.token);
    }
  };

  it('is told by months that have ended, in figures to the generator and in a word to the recycler', async () => {
    const { shared, items } = await told(world.plant.analyst);
    expect(shared).toBe('verdict');
    expect(items.map(({ month, completeness }) => [month, completeness])).toEqual(
      ['2027-01', '2027-02', '2027-03', '2027-04', '2027-05'].map((month) => [month, 'not-known']),
    );
    // Nothing was sent; all that was logged is covered, and all that is unexplained therefore the agreement's.
    expect(items[2]).toMatchObject({ completenessPct: 29.0095, unexplainedKg: 717.01492, coverageOfExpectedPct: 0 });
    const word = await told(world.recycler.analyst);
    expect(word.shared).toBe('verdict');
    for (const item of word.items) {
      const { month, completeness, ...figures } = item;
      expect([typeof month, completeness]).toEqual(['string', 'not-known']);
      expect(new Set(Object.values(figures))).toEqual(new Set([null]));
    }
    expect((await told(world.otherRecycler.analyst)).status).toBe(404);
  });

  it('stands in the report of the generator, and in that of a recycler only with the figures', async () => {
    const own = await massOf(world.plant.analyst);
    expect(own.mass).toEqual([29.0095, 0, 717.01492, expect.any(Number), 'not-known']);
    expect(own.warnings).toContain('count-off-edge');
    const hidden = await massOf(world.recycler.analyst);
    expect(hidden.mass).toEqual([null, null, null, null, null]);
    expect(hidden.warnings).not.toContain('count-off-edge');
    await amended('figures');
    expect((await massOf(world.recycler.analyst)).mass).toEqual(own.mass);
    expect((await told(world.recycler.analyst)).items[2]).toMatchObject({ unexplainedKg: 717.01492 });
    await amended('none');
    expect((await massOf(world.recycler.analyst)).mass).toEqual(hidden.mass);
    expect(await told(world.recycler.analyst)).toMatchObject({ shared: 'none', items: [] });
    await amended('figures');
  });

  it('is told in figures of no period with a month outside the term', async () => {
    const { analyst } = world.recycler;
    expect((await massOf(analyst, '2027-03-01', '2027-03-31')).mass[2]).toBe(717.01492);
    expect((await massOf(analyst, '2026-12-31', '2027-03-31')).mass).toEqual([null, null, null, null, null]);
  });

  it('is a word only once another recycler takes by-product of the site, and figures cannot be signed then', async () => {
    const { otherRecycler } = world;
    // The first agreement leaves one stream to another one.
    const streams = ['slicing-swarf-aqueous'];
    const narrowed = { startsOn: '2027-01-01', exclusive: false, scope: { streams: ['grinding-sludge-oily'] } };
    await created(app, `/agreements/${agreementId}/amendments`, narrowed, world.plant.admin.token);
    for (const { admin } of [world.plant, world.recycler]) {
      await created(app, `/agreements/${agreementId}/signatures`, {}, admin.token);
    }
    const other = {
      reference: 'LOOP-2',
      recyclerId: otherRecycler.id,
      exclusive: false,
      scope: { siteIds: [plant.siteId], streams },
      terms: TERMS,
    };
    await signedAgreement(app, world, other, [world.plant, otherRecycler]);
    expect((await told(world.recycler.analyst)).shared).toBe('verdict');
    expect((await massOf(world.recycler.analyst)).mass).toEqual([null, null, null, null, null]);
    const change = { startsOn: '2027-01-01', terms: { confirmWithinDays: 11 } };
    await created(app, `/agreements/${agreementId}/amendments`, change, world.plant.admin.token);
    const refused = await app.post(`/agreements/${agreementId}/signatures`, {}, { token: world.plant.admin.token });
    expect([refused.status, refused.body.code]).toEqual([409, 'completeness-of-others']);
    await created(app, `/agreements/${agreementId}/signatures`, {}, world.recycler.admin.token);
  });
});

describe('figures that are shared from a day on', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('are those of the months since: no longer period tells of the months before', async () => {
    const world = await buildWorld(app);
    const plant = new ExamplePlant(app, world);
    const scope = { siteIds: [plant.siteId], streams: ['*'] };
    const terms = { ...TERMS, completenessShared: 'none' };
    const { id } = await signedAgreement(app, world, { scope, terms });
    const change = { startsOn: '2027-04-01', terms: { completenessShared: 'figures' } };
    await created(app, `/agreements/${id}/amendments`, change, world.plant.admin.token);
    for (const { admin } of [world.plant, world.recycler]) {
      await created(app, `/agreements/${id}/signatures`, {}, admin.token);
    }
    await plant.count('2027-02-28', 1_000);
    await plant.month();
    await plant.count('2027-04-30', 1_200);
    const unexplained = async ({ token }: Person, from: string): Promise<unknown> => {
      const { body } = await app.get(`/reports/circularity?agreementId=${id}&from=${from}&to=2027-04-30`, { token });
      return (body as { mass: Record<string, unknown> }).mass['unexplainedKg'];
    };
    const { analyst: generator } = world.plant;
    const { analyst: recycler } = world.recycler;
    expect([await unexplained(generator, '2027-03-01'), await unexplained(recycler, '2027-03-01')]).toEqual([
      717.01492,
      null,
    ]);
    expect(await unexplained(recycler, '2027-04-01')).toBe(717.01492);
  });
});
