import { output, RunDesk } from './support/run-desk.js';
import type { Person } from './support/world.js';

describe('runs, one after the other', () => {
  let desk: RunDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
  });
  afterAll(() => desk.close());

  const read = async (url: string, { token }: Person) => (await desk.app.get(url, { token })).body;
  const batch = (id: string | undefined) => read(`/batches/${id}`, desk.world.recycler.operator);
  const draw = (id: string | undefined, dryKg?: number) => [{ batchId: id, ...(dryKg ? { dryKg } : {}) }];

  it('recover once, however many stages there are, and nothing again of what was recovered before', async () => {
    const recovered = () => desk.measured('recovered', desk.agreementA, 'Nd');
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    // 30 kg Nd become 60 kg of carbonate with 48 % Nd, 28.8 kg: half-way, and so not yet recovered.
    const first = await desk.closed({ inputs: draw(id), outputs: [output('mixed RE carbonate', 60, { Nd: 48 })] });
    expect(first.outputs[0]).toMatchObject({ kind: 'intermediate', elements: { Nd: { kg: 28.8 } } });
    expect(await recovered()).toBe(0);
    // 35 kg of oxide with 80 % Nd: 28 kg are recovered.
    const second = await desk.closed({
      inputs: draw(first.outputs[0]?.id),
      outputs: [output('rMREO', 35, { Nd: 80 })],
    });
    expect(await recovered()).toBe(28);
    // Separated into 34 kg with 81 %, 27.54 kg: a later stage does not count again.
    const third = await desk.closed({
      kind: 'separation',
      inputs: draw(second.outputs[0]?.id),
      outputs: [output('Nd2O3', 34, { Nd: 81 })],
    });
    expect(await recovered()).toBe(28);
    // Recycled again: 27.54 kg go in, 33 kg with 80 %, 26.4 kg, come out. All of it was recovered before, so it counts nothing.
    const fourth = await desk.closed({
      inputs: draw(third.outputs[0]?.id),
      outputs: [output('Nd2O3', 33, { Nd: 80 })],
    });
    expect(await recovered()).toBe(28);
    // Swarf stays pre-consumer and its agreement's, however often it goes round.
    expect(fourth.outputs[0]).toMatchObject({
      attribution: [{ agreementId: desk.agreementA, origin: 'pre-consumer', elements: { Nd: { kg: 26.4 } } }],
    });
    const query = `agreementId=${desk.agreementA}&from=2027-01-01&to=2027-12-31`;
    const report = (await desk.app.get(`/reports/circularity?${query}`, desk.world.plant.analyst)).body;
    expect(report.elements[0]).toMatchObject({ element: 'Nd', processedKg: 30, recoveredKg: 28 });
    // 28 of 30 kg; the two stages after it lost 0.46 and 1.14 kg.
    expect(report.elements[0]).toMatchObject({ recoveryPct: 93.3333, intermediateKg: 0 });
    expect(report.elements[0].afterRecovery.recycler).toMatchObject({
      madeKg: 28,
      lostLaterKg: 1.6,
      stockIncreaseKg: 26.4,
    });
    // What is missing along the way: 1.2 + 0.8 + 0.46 + 1.14 kg.
    expect(report.elements[0].unaccountedKg).toBe(3.6);
  });

  it('draw as much as there is, also when all come at once', async () => {
    const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
    const both = await Promise.all([60, 60].map((dryKg) => desk.run({ inputs: draw(id, dryKg) })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('more-than-left');
    expect(await batch(id)).toMatchObject({ status: 'received', remainingDryKg: 40 });

    const many = await Promise.all(Array.from({ length: 8 }, () => desk.run({ inputs: draw(id, 10) })));
    expect(many.filter(({ status }) => status === 201)).toHaveLength(4);
    expect(await batch(id)).toMatchObject({ status: 'processed', remainingDryKg: 0 });
    expect((await desk.run({ inputs: draw(id) })).body.code).toBe('nothing-left');
    expect(desk.app.work.retries).toBe(0);
  });

  it('answer the same key with the same run, and book once', async () => {
    const { id } = await desk.swarf(desk.world.plant, 10, { Nd: 30 });
    const { token } = desk.world.recycler.operator;
    const body = {
      siteId: desk.world.recycler.sites[0],
      kind: 'recycling',
      custodyModel: 'segregated',
      startedAt: '2027-03-20T08:00:00Z',
      occurredAt: '2027-03-20T16:00:00Z',
      inputs: draw(id, 5),
      outputs: [output('Nd2O3', 1, { Nd: 80 })],
    };
    const send = () => desk.app.post('/runs', body, { token, headers: { 'idempotency-key': 'run-0001' } });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(second.body).toEqual(first.body);
    expect((await batch(id)).remainingDryKg).toBe(5);
  });

  describe('reversed', () => {
    const undo = async ({ entryId }: { readonly entryId: string }) => (await desk.reverse(entryId)).body;
    const REVERSED = expect.objectContaining({ status: 'reversed' });

    it('gives its inputs back and makes its outputs void, with the codes free again', async () => {
      const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
      const before = await batch(id);
      const processed = await desk.measured('processed', desk.agreementA, 'Nd');
      const whole = {
        code: 'AGAIN',
        inputs: draw(id),
        outputs: [output('Nd2O3', 10, { Nd: 80 }, { code: 'AGAIN-OUT' })],
      };
      const run = await desk.closed(whole);
      expect(run['warnings']).toHaveLength(1);
      expect(await undo(run)).toEqual(REVERSED);

      expect(await batch(id)).toEqual({ ...before, version: before.version + 2 });
      expect(await batch(run.outputs[0]?.id)).toMatchObject({ status: 'void', remainingDryKg: 0 });
      expect(await desk.measured('processed', desk.agreementA, 'Nd')).toBe(processed);
      const { recycler, plant } = desk.world;
      const seen = (await desk.app.get(`/runs/${run.id}`, recycler.operator)).body;
      expect(seen).toMatchObject({ status: 'reversed', code: 'AGAIN', closure: [], warnings: [] });
      expect(seen.dryClosure).toEqual({ inKg: 0, outKg: 0, residueKg: 0, massChangeKg: 0 });
      const shared = (await desk.app.get(`/runs/${run.id}`, plant.operator)).body;
      expect(shared.shares).toEqual([{ agreementId: desk.agreementA, dryInKg: 0, dryRecoveredKg: 0, elements: [] }]);
      expect((await desk.closed(whole)).outputs[0]).toMatchObject({ code: 'AGAIN-OUT', status: 'on-hand' });
    });

    it('gives a part back to a batch that has something left', async () => {
      const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
      const run = await desk.closed({ inputs: draw(id, 25) });
      expect(await undo(run)).toEqual(REVERSED);
      expect(await batch(id)).toMatchObject({ status: 'received', remainingDryKg: 100 });
    });

    it('is for its own party', async () => {
      const run = await desk.closed({ inputs: draw((await desk.swarf(desk.world.plant, 10, { Nd: 30 })).id) });
      const url = `/entries/${run.entryId}/reversal`;
      expect((await desk.app.post(url, { reason: 'Mine' }, desk.world.plant.admin)).status).toBe(404);
    });

    it('is refused while something stands on its outputs, or waits for a shipment', async () => {
      const { id } = await desk.swarf(desk.world.plant, 100, { Nd: 30 });
      const first = await desk.closed({ inputs: draw(id), outputs: [output('mixed RE carbonate', 60, { Nd: 48 })] });
      const second = await desk.closed({ inputs: draw(first.outputs[0]?.id, 5) });
      expect(await undo(first)).toMatchObject({ code: 'built-upon', facts: { entryIds: [second.entryId] } });
      expect(await undo(second)).toEqual(REVERSED);
      const { recycler, plant } = desk.world;
      const [fromSiteId, toSiteId] = [recycler.sites[0], plant.sites[0]];
      const batchIds = [first.outputs[0]?.id];
      const shipment = (await desk.app.post('/shipments', { fromSiteId, toSiteId, batchIds }, recycler.operator)).body;
      expect(await undo(first)).toMatchObject({ code: 'batch-state' });
      await desk.app.post(`/shipments/${shipment.id}/cancellation`, {}, recycler.operator);
      expect(await undo(first)).toEqual(REVERSED);
      expect(await batch(id)).toMatchObject({ status: 'received', remainingDryKg: 100 });
    });
  });

  it('of other feed alone need no batch, and a generator may run what it was given back', async () => {
    // 10 kg of magnets with 30 % Nd: 3 kg Nd become 3.5 kg of oxide with 80 % Nd, 2.8 kg.
    const feed = { origin: 'post-consumer', description: 'Motors', dryKg: 10, composition: { Nd: 30 } };
    const fed = await desk.closed({ otherFeed: [feed], outputs: [output('Nd2O3', 3.5, { Nd: 80 })] });
    const [made] = fed.outputs;
    expect(made).toMatchObject({ attribution: [{ agreementId: null, origin: 'post-consumer', dryKg: 3.5 }] });
    expect(fed['shares']).toEqual([]);
    const { plant } = desk.world;
    await desk.move(made?.id ?? '', [desk.world.recycler, plant], ['2027-03-22', '2027-03-25']);
    const alloyed = await desk.run(
      {
        siteId: plant.sites[0],
        kind: 'alloying',
        occurredAt: '2027-03-26T12:00:00-04:00',
        inputs: draw(made?.id),
        outputs: [output('NdFeB alloy', 9, { Nd: 31 })],
      },
      plant.admin,
    );
    expect(alloyed.status).toBe(201);
    expect(alloyed.body).toMatchObject({ partyId: plant.id, closure: [{ element: 'Nd', inKg: 2.8, outKg: 2.79 }] });
  });

  it('of by-product that no agreement covered keep it out of one that is signed later', async () => {
    const { plant, recycler } = desk.world;
    const [site] = plant.sites.slice(1);
    const own = await desk.log(plant, 100, { Nd: 30 }, { siteId: site, occurredAt: '2027-02-01T08:00:00-05:00' });
    const run = await desk.run(
      { siteId: site, inputs: draw(own.id, 40), outputs: [output('NdFeB alloy', 38, { Nd: 31 })] },
      plant.admin,
    );
    expect(run.status).toBe(201);
    const whole = await desk.log(plant, 10, { Nd: 30 }, { siteId: site, occurredAt: '2027-02-01T08:00:00-05:00' });
    const late = await desk.sign(plant, { reference: 'LATE', scope: { siteIds: [site], streams: ['*'] } });
    expect(await read(`/batches/${whole.id}`, recycler.operator)).toMatchObject({ agreementId: late });
    expect(await read(`/batches/${own.id}`, plant.operator)).toMatchObject({ agreementId: null, remainingDryKg: 60 });
    const { items } = await read(`/agreements/${late}/before-signature`, plant.operator);
    expect(items.map(({ batchId }: { batchId: string }) => batchId)).toEqual([own.id]);
  });
});
