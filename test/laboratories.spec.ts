import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement, sludge } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

type Fields = Record<string, unknown>;
interface Coded {
  readonly code: string;
}

/** Every drum has 1,000 kg net and 880 kg dry. */
describe('laboratories', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    await signedAgreement(app, world);
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const assay = (composition: Fields, more: Fields = {}): Fields => ({ ...assayOf({}), composition, ...more });
  const log = (composition: Fields | null, more: Fields = {}): Promise<Answer> =>
    app.post('/batches', sludge(world, composition ? { assay: assay(composition, more) } : {}), desk.as(world.plant));
  const add = (id: string, composition: Fields, more: Fields = {}, by: WorldParty = world.plant): Promise<Answer> =>
    app.post(`/batches/${id}/assays`, assay(composition, more), desk.as(by));
  const read = async (id: string, by: WorldParty = world.plant) => (await app.get(`/batches/${id}`, desk.as(by))).body;
  const codes = (warnings: readonly Coded[]): string[] => warnings.map(({ code }) => code);

  it('may say that something is below their limit, and in which unit', async () => {
    const { status, body } = await log({ Nd: '25 %', Fe: 60, Dy: '<0.05', Tb: '12 ppm', Pr: '<10 mg/kg' });
    expect(status).toBe(201);
    expect(body.elements).toEqual({ Nd: { kg: 220 }, Fe: { kg: 528 }, Tb: { kg: 0.01056 } });
    expect(body.assays[0]).toMatchObject({
      composition: { Nd: 25, Fe: 60, Dy: 0, Tb: 0.0012, Pr: 0 },
      belowLimitPct: { Dy: 0.05, Pr: 0.001 },
      asGiven: { Nd: '25 %', Fe: 60, Dy: '<0.05', Tb: '12 ppm', Pr: '<10 mg/kg' },
      basis: 'dry',
      speciated: false,
      inForce: true,
      forced: null,
      differencePct: null,
    });
    expect((await read(body.id)).assays).toEqual(body.assays);
    const plain = await log({ Nd: 25 });
    expect(plain.body.assays[0]).toMatchObject({ composition: { Nd: 25 }, belowLimitPct: {}, asGiven: { Nd: 25 } });
  });

  it.each([
    [{ Nd: '0,05' }, '/assay/composition/Nd'],
    [{ Nd: 'n.d.' }, '/assay/composition/Nd'],
    [{ Nd: null }, '/assay/composition/Nd'],
    [{ Nd: '<-1' }, '/assay/composition/Nd'],
    [{ Nd: 0.000000001 }, '/assay/composition/Nd'],
    [{ Nd: 60, Fe: 42.0001 }, '/assay/composition'],
    [{}, '/assay/composition'],
  ])('%j is no composition', async (composition, pointer) => {
    const { status, body } = await log(composition);
    expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'invalid-input', pointer]);
  });

  it('may find a little more than all: 100.04 % is taken, with a warning that stays', async () => {
    const { status, body } = await log({ Nd: 30.04, Fe: 70 });
    expect(status).toBe(201);
    expect(codes(body.warnings)).toContain('sum-above-100');
    expect(codes((await read(body.id)).warnings)).toContain('sum-above-100');
    expect(codes((await read(body.id, world.recycler)).assays[0].warnings)).toContain('sum-above-100');
    expect((await log({ Nd: 32, Fe: 70 })).status).toBe(201);
    expect(codes((await log({ Nd: 30, Fe: 70 })).body.warnings)).not.toContain('sum-above-100');
  });

  it('are held to what an oxide can be, as given, for products that are oxides', async () => {
    const supply = (composition: Fields, product: string): Promise<Answer> =>
      app.post(
        '/supplies',
        {
          siteId: world.plant.sites[0],
          occurredAt: '2027-03-02T08:00:00-05:00',
          product,
          netKg: 10,
          supplierName: 'Mine',
          originCountry: 'AU',
          assay: assay(composition),
        },
        desk.as(world.plant),
      );
    const little = await supply({ Nd2O3: 100.04 - 0.5, Pr6O11: 0.5 }, 'Nd2O3');
    expect([little.status, codes(little.body.warnings)]).toEqual([201, ['sum-above-100']]);
    const much = await supply({ Nd2O3: 99, Pr6O11: 3.5 }, 'Nd2O3');
    expect([much.status, much.body.errors]).toEqual([
      400,
      [
        {
          pointer: '/assay/composition',
          message: 'adds up to 102.5 % as it is given, more than an oxide can hold',
          code: 'given-sum',
          params: { sum: 102.5 },
        },
      ],
    ]);
    expect((await supply({ Nd2O3: 99, Pr6O11: 3.5 }, 'NdPr metal')).status).toBe(201);
    const metal = await supply({ Nd: 88 }, 'Nd2O3');
    expect(codes(metal.body.warnings)).toEqual(['oxide-sum-above-100']);
    expect(codes((await read(metal.body.id)).warnings)).toEqual(['oxide-sum-above-100']);
  });

  it('name an element once, unless they tell its forms apart', async () => {
    const twice = await log({ Nd: 20, Nd2O3: 5 });
    expect([twice.status, twice.body.code, twice.body.facts]).toEqual([409, 'element-twice', { elements: ['Nd'] }]);
    const apart = await log({ Nd: 20, Nd2O3: 5 }, { speciated: true });
    // 20 % and 5 % x 0.857356 of 880 kg.
    expect([apart.status, apart.body.elements.Nd.kg]).toEqual([201, 213.723664]);
    expect(apart.body.assays[0].speciated).toBe(true);
  });

  it('may state what is left on ignition', async () => {
    const { status, body } = await log({ Nd2O3: 40, Dy2O3: '<0.1', LOI: 10, H2O: 2 }, { basis: 'ignited' });
    expect(status).toBe(201);
    expect(body.assays[0]).toMatchObject({
      composition: { Nd2O3: 36, Dy2O3: 0, LOI: 10, H2O: 2 },
      belowLimitPct: { Dy2O3: 0.09 },
      asGiven: { Nd2O3: 40, Dy2O3: '<0.1', LOI: 10, H2O: 2 },
      basis: 'ignited',
    });
    // 36 % x 0.857356 of 880 kg.
    expect(body.elements).toEqual({ Nd: { kg: 271.610381 } });
    const gain = await log({ Nd2O3: 40, LOI: -5 }, { basis: 'ignited' });
    expect(gain.body.assays[0].composition).toEqual({ Nd2O3: 42, LOI: -5 });
    const without = await log({ Nd2O3: 40 }, { basis: 'ignited' });
    expect([without.status, without.body.errors[0].pointer]).toEqual([400, '/assay/composition']);
  });

  it('may send a sheet of X-ray fluorescence as it is, and salts and alloys', async () => {
    const sheet = { Nd2O3: 30, Fe2O3: 50, CaO: 1.2, P2O5: 0.08, SO3: 0.4, LOI: -6.5, Th: '0.4 ppm', U: '0.5 ppm' };
    const { status, body } = await log(sheet);
    expect(status).toBe(201);
    expect(Object.keys(body.elements)).toEqual(['Nd', 'Fe', 'U']);
    expect([body.assays[0].composition.Th, body.elements.U.kg]).toEqual([0, 0.00088]);
    const magnet = await log({ Nd2Fe14B: 50 });
    expect(magnet.body.elements).toEqual({ Nd: { kg: 117.40828 }, Fe: { kg: 318.19216 }, B: { kg: 4.39956 } });
    const known = await app.get('/catalogue/compounds', desk.as(world.plant));
    expect(known.body.items.find(({ formula }: { formula: string }) => formula === 'NdF3')).toMatchObject({
      kind: 'salt',
      parts: [{ element: 'Nd', factor: 0.716776 }],
    });
  });

  describe('and their reports', () => {
    it('stand once on a batch, whatever the case, and are warned of on another', async () => {
      const { body: drum } = await log({ Nd: 25 }, { reportNo: 'R-17' });
      const again = await add(drum.id, { Nd: 26 }, { reportNo: ' r-17 ', laboratory: 'PLANT  Laboratory' });
      expect([again.status, again.body.code]).toEqual([409, 'report-taken']);
      expect((await add(drum.id, { Nd: 25 }, { reportNo: 'R-18' })).status).toBe(201);
      expect((await add(drum.id, { Nd: 25 }, { reportNo: 'R-17', laboratory: 'Umpire' })).status).toBe(201);
      const other = await log({ Nd: 25 }, { reportNo: 'R-17' });
      expect(codes(other.body.assays[0].warnings)).toEqual(['report-on-other-batch']);
      expect(codes((await read(other.body.id)).assays[0].warnings)).toEqual(['report-on-other-batch']);
      expect(codes((await read(other.body.id, world.recycler)).assays[0].warnings)).toEqual([]);
      expect((await add(other.body.id, { Nd: 25 })).status).toBe(201);
      expect((await add(other.body.id, { Nd: 25 })).status).toBe(201);
    });

    it('count by when the sample was taken: an older one recorded later is kept and warned of', async () => {
      const { body: drum } = await log({ Nd: 25 });
      const older = await add(drum.id, { Nd: 30 }, { sampledAt: '2027-03-01T08:00:00-05:00' });
      expect(older.body).toMatchObject({ inForce: false, entryId: null });
      expect(codes(older.body.warnings)).toEqual(['older-sample']);
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 220 } });
      const newer = await add(drum.id, { Nd: 20 }, { sampledAt: '2027-03-03T08:00:00-05:00' });
      expect(newer.body).toMatchObject({ inForce: true, warnings: [] });
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 176 } });
      // Of two samples of one moment the one recorded later counts.
      await add(drum.id, { Nd: 21 }, { sampledAt: '2027-03-03T08:00:00-05:00' });
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 184.8 } });
    });

    const force = (batchId: string, assayId: string, by: WorldParty = world.plant): Promise<Answer> =>
      app.post(`/batches/${batchId}/assays/${assayId}/force`, { reason: 'The drum was mixed up.' }, desk.as(by));

    it('are put in force by hand, until a later sample is recorded', async () => {
      const { body: drum } = await log({ Nd: 25 });
      const { body: older } = await add(drum.id, { Nd: 30 }, { sampledAt: '2027-03-01T08:00:00-05:00' });
      const put = await force(drum.id, older.id);
      expect([put.status, put.body.inForce, put.body.forced.reason]).toEqual([201, true, 'The drum was mixed up.']);
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 264 } });
      expect((await read(drum.id, world.recycler)).assays[1].forced).toMatchObject({ reason: null });
      // Sampled before the one in force: it stays. Sampled after it: the newest counts again.
      await add(drum.id, { Nd: 10 }, { sampledAt: '2027-02-28T08:00:00-05:00' });
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 264 } });
      await add(drum.id, { Nd: 11 }, { sampledAt: '2027-03-01T09:00:00-05:00' });
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 220 } });
      expect((await read(drum.id)).assays[1]).toMatchObject({ inForce: false, forced: null });
    });

    it('are put in force by an act that can be taken back', async () => {
      const { body: drum } = await log({ Nd: 25 });
      const { body: older } = await add(drum.id, { Nd: 30 }, { sampledAt: '2027-03-01T08:00:00-05:00' });
      await force(drum.id, older.id);
      const { body: entries } = await app.get(`/entries?batchId=${drum.id}`, desk.as(world.plant));
      const [entry] = entries.items;
      expect(entry.kind).toBe('assayed');
      const back = await app.post(`/entries/${entry.id}/reversal`, { reason: 'No' }, desk.as(world.plant));
      expect(back.status).toBe(201);
      expect((await read(drum.id)).elements).toEqual({ Nd: { kg: 220 } });
      expect((await read(drum.id)).assays[1]).toMatchObject({ withdrawn: false, inForce: false });
    });

    it('are put in force by the side of the batch only, of its own, and not once it is sealed', async () => {
      const drum = await desk.delivered();
      const { body: theirs } = await add(drum.id, { Nd: 24 }, {}, world.recycler);
      expect(theirs).toMatchObject({ inForce: false, differencePct: { Nd: -1 }, warnings: [] });
      const own = (await read(drum.id)).assays[0].id;
      expect((await force(drum.id, own, world.recycler)).body.code).toBe('forbidden');
      expect((await force(drum.id, own, world.otherPlant)).status).toBe(404);
      expect((await force(drum.id, theirs.id)).body.code).toBe('assay-of-other-side');
      expect((await force(drum.id, drum.id)).status).toBe(404);
      const blank = await app.post(`/batches/${drum.id}/assays/${own}/force`, { reason: ' ' }, desk.as(world.plant));
      expect(blank.status).toBe(400);
      expect((await force(drum.id, own)).status).toBe(201);
      expect((await run(drum.id, 10, [])).status).toBe(201);
      expect((await force(drum.id, own)).body.code).toBe('batch-sealed');
    });

    it('of another side are in force only while there is none of the own one', async () => {
      const { body: drum } = await log(null);
      const { id } = await desk.sent([drum.id]);
      await desk.receive(id, [asAnnounced(drum)]);
      const { body: theirs } = await add(drum.id, { Nd: 24 }, {}, world.recycler);
      expect(theirs.inForce).toBe(true);
      const { body: own } = await add(drum.id, { Nd: 25, Fe: 60 }, { sampledAt: '2027-03-01T08:00:00-05:00' });
      expect(own).toMatchObject({ inForce: true, differencePct: null });
      expect((await read(drum.id)).assays[0]).toMatchObject({ inForce: false, differencePct: { Nd: -1 } });
    });
  });

  const run = (batchId: string, dryKg: number, outputs: unknown[], more: Fields = {}): Promise<Answer> =>
    app.post(
      '/runs',
      {
        siteId: world.recycler.sites[0],
        kind: 'recycling',
        custodyModel: 'controlled-blending',
        startedAt: '2027-03-06T12:00:00-05:00',
        occurredAt: '2027-03-06T12:00:00-05:00',
        inputs: [{ batchId, dryKg }],
        otherFeed: [],
        outputs,
        residues: [],
        ...more,
      },
      desk.as(world.recycler),
    );
  const oxide = (netKg: number, composition: Fields, product = 'Nd2O3') => ({
    product,
    netKg,
    assay: assay(composition),
  });

  describe('and runs', () => {
    it('warn of outputs at once, and whoever reads them later', async () => {
      const drum = await desk.delivered();
      const { status, body } = await run(drum.id, 100, [oxide(10, { Nd: 88 }), oxide(1, { Dy2O3: 99, Nd2O3: 1 })]);
      expect(status).toBe(201);
      expect(body.outputs.map(({ warnings }: { warnings: Coded[] }) => codes(warnings))).toEqual([
        ['oxide-sum-above-100'],
        ['unlike-product'],
      ]);
      expect(codes((await read(body.outputs[0].id, world.recycler)).warnings)).toEqual(['oxide-sum-above-100']);
      const again = await app.get(`/runs/${body.id}`, desk.as(world.recycler));
      expect(codes(again.body.outputs[1].warnings)).toEqual(['unlike-product']);
      const refused = await run(drum.id, 1, [oxide(0.1, { Nd2O3: 99, Pr6O11: 3.5 })]);
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([400, '/outputs/0/assay/composition']);
    });

    it('may put out as much more as the limits of the laboratories allow', async () => {
      // Of 100 kg dry with Dy < 0.05 % come at most 10 g (0.01 % of the dry input) and 50 g.
      const drum = await desk.delivered({ assay: assay({ Nd: 25, Dy: '<0.05' }) });
      const dysprosium = (kg: number, more: Fields = {}) =>
        run(drum.id, 100, [oxide(10, { Nd2O3: 99 }), oxide(kg, { Dy: 80 }, 'Dy2O3')], more);
      const refused = await dysprosium(0.075001);
      expect([refused.status, refused.body.code]).toEqual([409, 'matter-created']);
      expect(refused.body.facts.elements).toEqual([
        { element: 'Dy', inKg: 0, outKg: 0.060001, residueKg: 0, excessKg: 0.060001, toleranceKg: 0.06 },
      ]);
      const { status, body } = await dysprosium(0.075);
      expect(status).toBe(201);
      expect(body.closure.find(({ element }: { element: string }) => element === 'Dy')).toMatchObject({
        inKg: 0,
        outKg: 0.06,
        unaccountedKg: -0.06,
        closurePct: null,
      });
      // Other feed brings a bound of its own: 20 kg with less than 0.1 % are 20 g more.
      const feed = {
        startedAt: '2027-03-07T08:00:00-05:00',
        occurredAt: '2027-03-07T12:00:00-05:00',
        otherFeed: [
          { origin: 'post-consumer', description: 'Motors', dryKg: 20, composition: { Nd: 28, Dy: '<1000 ppm' } },
        ],
      };
      expect((await dysprosium(0.1, feed)).status).toBe(201);
      const later = { startedAt: '2027-03-08T08:00:00-05:00', occurredAt: '2027-03-08T12:00:00-05:00' };
      expect((await dysprosium(0.103, { ...feed, ...later })).body.code).toBe('matter-created');
    });

    it('book what comes out of an element that an input does not name from outside, and say so', async () => {
      const drum = await desk.delivered();
      const { status, body } = await run(drum.id, 100, [oxide(10, { Nd2O3: 99 }), oxide(1, { Tb4O7: 100 }, 'Tb4O7')]);
      expect(status).toBe(201);
      expect(body.warnings).toContainEqual(expect.objectContaining({ code: 'element-not-assayed', element: 'Tb' }));
      const made = await read(body.outputs[1].id, world.recycler);
      expect(made.attribution).toContainEqual({
        agreementId: null,
        origin: 'unknown',
        country: 'not-disclosed',
        dryKg: 0,
        elements: { Tb: { kg: 0.850216 } },
      });
    });
  });
});
