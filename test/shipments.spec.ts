import { verifyBooks } from '../src/modules/verification/index.js';
import { signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('shipments', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ id: agreementId } = await signedAgreement(app, world));
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const batch = async (id: string) => (await app.get(`/batches/${id}`, desk.as(world.plant))).body;
  const entries = async (): Promise<number> => {
    const [line] = await app.store.manager.query<{ n: number }[]>('SELECT COUNT(*) AS "n" FROM "entry"');
    return Number(line?.n);
  };

  it('is planned with batches in stock, which then wait for it', async () => {
    const drum = await desk.drum();
    const shipment = await desk.planned([drum.id], { carrier: 'A haulier', plannedOn: '2027-03-03' });
    expect(shipment).toMatchObject({
      status: 'planned',
      agreementId,
      fromPartyId: world.plant.id,
      toPartyId: world.recycler.id,
      version: 1,
      lines: [{ batchId: drum.id, announcedDryKg: 880, announcedPieces: 1, flag: null, settled: false }],
    });
    expect(await batch(drum.id)).toMatchObject({ status: 'in-shipment', shipmentId: shipment.id });
    const again = await desk.plan([drum.id]);
    expect([again.status, again.body.code]).toEqual([409, 'batch-state']);
  });

  it('leaves the stock with the dispatch, and counts as sent on that day', async () => {
    const drum = await desk.drum();
    const shipment = await desk.sent([drum.id]);
    expect(shipment).toMatchObject({ status: 'in-transit', dispatchedOn: '2027-03-03' });
    expect(await batch(drum.id)).toMatchObject({ status: 'in-transit', remainingDryKg: 0 });
    const report = await app.get(
      `/agreements/${agreementId}/coverage?from=2027-03-03&to=2027-03-03`,
      desk.as(world.plant),
    );
    expect(report.body).toMatchObject({ sentDryKg: 880, coveragePct: 100 });
    expect((await desk.dispatch(shipment.id)).body.code).toBe('shipment-state');
  });

  it('leaves the site where its batches are', async () => {
    const drum = await desk.drum();
    const answer = await desk.plan([drum.id], { fromSiteId: world.plant.sites[1] });
    expect([answer.status, answer.body.code]).toEqual([409, 'not-at-site']);
  });

  it('may be edited or cancelled while it is planned, its papers until it arrives', async () => {
    const [first, second] = [await desk.drum(), await desk.drum()];
    const { id } = await desk.planned([first.id]);
    const edit = (version: number, body: object) =>
      app.send('PATCH', `/shipments/${id}`, body, {
        ...desk.as(world.plant),
        headers: { 'if-match': `"${version}"` },
      });
    const swapped = await edit(1, { batchIds: [second.id], carrier: 'Another haulier' });
    expect(swapped.body).toMatchObject({ carrier: 'Another haulier', lines: [{ batchId: second.id }] });
    expect([(await batch(first.id)).status, (await batch(second.id)).status]).toEqual(['on-hand', 'in-shipment']);
    expect((await edit(1, { carrier: null })).status).toBe(412);
    await desk.dispatch(id);
    const { version } = (await app.get(`/shipments/${id}`, desk.as(world.plant))).body;
    const papers = await edit(version, { documents: [{ type: 'waste manifest', number: 'WM-1' }] });
    expect(papers.body.documents).toEqual([{ type: 'waste manifest', number: 'WM-1' }]);
    expect((await edit(papers.body.version, { batchIds: [first.id] })).body.code).toBe('shipment-state');
    const other = await desk.planned([first.id]);
    const cancelled = await app.post(`/shipments/${other.id}/cancellation`, {}, desk.as(world.plant));
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    expect(await batch(first.id)).toMatchObject({ status: 'on-hand', shipmentId: null });
  });

  it('may not be edited, not even by nothing, once it has arrived or was cancelled', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    const empty = async () => {
      const { version } = (await app.get(`/shipments/${id}`, desk.as(world.plant))).body;
      const headers = { 'if-match': `"${version}"` };
      return app.patch(`/shipments/${id}`, {}, { ...desk.as(world.plant), headers });
    };
    expect((await empty()).status).toBe(200);
    await desk.receive(id, [asAnnounced(drum)]);
    const answer = await empty();
    expect([answer.status, answer.body.code]).toEqual([409, 'shipment-state']);
  });

  it('comes under the agreement of its new batches where nobody asked for the one of the first', async () => {
    const covered = await desk.drum();
    const outside = await desk.drum({ occurredAt: '2026-12-30T08:00:00-05:00' });
    const shipment = await desk.planned([covered.id]);
    expect(shipment.agreementId).toBe(agreementId);
    const edit = (version: unknown, body: object) =>
      app.patch(`/shipments/${shipment.id}`, body, {
        ...desk.as(world.plant),
        headers: { 'if-match': `"${String(version)}"` },
      });
    const swapped = await edit(shipment.version, { batchIds: [outside.id] });
    expect(swapped.body).toMatchObject({ agreementId: null, lines: [{ batchId: outside.id }] });
    const back = await edit(swapped.body.version, { batchIds: [covered.id] });
    expect(back.body).toMatchObject({ agreementId, lines: [{ batchId: covered.id }] });
    const asked = await edit(back.body.version, { batchIds: [outside.id], agreementId });
    expect([asked.status, asked.body.code]).toEqual([409, 'not-covered']);
  });

  describe('under an exclusive agreement', () => {
    it('goes to no other recycler, unless an admin books what has happened', async () => {
      const drum = await desk.drum();
      const before = await entries();
      const elsewhere = { toSiteId: world.otherRecycler.sites[0] };
      const refused = await desk.plan([drum.id], elsewhere);
      expect([refused.status, refused.body.code]).toEqual([409, 'exclusivity-breach']);
      expect(refused.body.facts.allowedCarveOuts).toEqual(['research-sample']);
      expect(await batch(drum.id)).toMatchObject({ status: 'on-hand' });
      expect(await entries()).toBe(before);
      const breach = { ...elsewhere, breach: { reason: 'Loaded onto the wrong lorry' } };
      expect((await desk.plan([drum.id], breach)).status).toBe(403);
      const body = { fromSiteId: world.plant.sites[0], batchIds: [drum.id], ...breach };
      const booked = await app.post('/shipments', body, { token: world.plant.admin.token });
      expect(booked.body).toMatchObject({ agreementId, breach: breach.breach });
      await desk.dispatch(booked.body.id, { occurredAt: '2027-04-03T08:00:00-05:00' });
      const coverage = await app.get(
        `/agreements/${agreementId}/coverage?from=2027-04-01&to=2027-04-30`,
        desk.as(world.recycler),
      );
      expect(coverage.body).toMatchObject({ leakedDryKg: 880, breachDryKg: 880, carvedOutDryKg: 0, coveragePct: 0 });
      // Both sides of the agreement see with which shipment it left.
      for (const side of [world.plant, world.recycler]) {
        const departures = await app.get(`/agreements/${agreementId}/departures`, desk.as(side));
        const { id, code } = booked.body;
        expect(departures.body.items[0]).toMatchObject({ kind: 'breach', shipment: { id, code } });
        expect((await app.get(`/shipments/${id}`, desk.as(side))).status).toBe(200);
      }
    });

    it('may leave with a carve-out that the agreement allows', async () => {
      const drum = await desk.drum();
      const sample = { toSiteId: world.processor.sites[0], carveOut: 'research-sample' };
      const { id } = await desk.planned([drum.id], sample);
      await desk.dispatch(id, { occurredAt: '2027-05-03T08:00:00-05:00' });
      const coverage = await app.get(
        `/agreements/${agreementId}/coverage?from=2027-05-01&to=2027-05-31`,
        desk.as(world.plant),
      );
      expect(coverage.body).toMatchObject({ leakedDryKg: 880, carvedOutDryKg: 880, coveragePct: null });
      const needless = await desk.plan([(await desk.drum()).id], { carveOut: 'research-sample' });
      expect([needless.status, needless.body.errors[0].pointer]).toEqual([400, '/carveOut']);
    });

    it('takes only by-products that it covers', async () => {
      const outside = await desk.drum({ occurredAt: '2026-12-30T08:00:00-05:00' });
      const answer = await desk.plan([outside.id, (await desk.drum()).id], { agreementId });
      expect([answer.status, answer.body.code, answer.body.facts.batches]).toEqual([
        409,
        'not-covered',
        [outside.code],
      ]);
    });
  });

  it('is seen by both ends, by the receiver from the dispatch on where it is no by-product of the agreement', async () => {
    const drum = await desk.drum();
    const { id } = await desk.planned([drum.id]);
    const seenBy = async () => {
      const people = [world.plant, world.recycler, world.processor, world.otherRecycler, world.otherPlant];
      const answers = await Promise.all(people.map((one) => app.get(`/shipments/${id}`, desk.as(one))));
      return answers.map(({ status }) => status);
    };
    // The recycler sees what is planned for it under their agreement.
    expect(await seenBy()).toEqual([200, 200, 404, 404, 404]);
    const listed = await app.get('/shipments?status=planned', desk.as(world.recycler));
    expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await app.get('/shipments', desk.as(world.otherRecycler))).body.items).toHaveLength(1);
    expect((await desk.dispatch(id, {}, world.recycler)).status).toBe(404);
    await desk.dispatch(id);
    const wrongEnd = await desk.receive(id, [asAnnounced(drum)], { by: world.plant });
    expect([wrongEnd.status, wrongEnd.body.code]).toEqual([403, 'forbidden']);
  });

  it('goes to one of two shipments where both want the same batch at once', async () => {
    const drum = await desk.drum();
    const answers = await Promise.all(Array.from({ length: 6 }, () => desk.plan([drum.id])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('moves between sites of one party on no rung', async () => {
    const drum = await desk.drum({ occurredAt: '2027-06-02T08:00:00-04:00' });
    const shipment = await desk.planned([drum.id], { toSiteId: world.plant.sites[1] });
    await desk.dispatch(shipment.id, { occurredAt: '2027-06-03T08:00:00-04:00' });
    const lines = [{ ...asAnnounced(drum), grossKg: 1021 }];
    const received = await desk.receive(shipment.id, lines, {
      by: world.plant,
      occurredAt: '2027-06-04T08:00:00-04:00',
    });
    // 1,001 kg net, so 880.88 kg dry: within 0.5 %.
    expect(received.body).toMatchObject({ status: 'settled', lines: [{ settledDryKg: 880.88 }] });
    const coverage = await app.get(
      `/agreements/${agreementId}/coverage?from=2027-06-01&to=2027-06-30`,
      desk.as(world.plant),
    );
    expect(coverage.body).toMatchObject({ generatedDryKg: 880, sentDryKg: 0, leakedDryKg: 0 });
    expect(await batch(drum.id)).toMatchObject({ status: 'received', siteId: world.plant.sites[1] });
  });

  it.each([
    ['no batches', { batchIds: [] }, '/batchIds'],
    ['a batch twice', { batchIds: ['a', 'a'] }, '/batchIds'],
    ['an unknown carve-out', { carveOut: 'because' }, '/carveOut'],
    ['a field that nobody knows', { weight: 1 }, '/weight'],
  ])('refuses %s', async (_, more, pointer) => {
    const answer = await desk.plan([(await desk.drum()).id], more);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
  });

  it('does not leave for the site that it is at, nor for one that does not exist', async () => {
    const drum = await desk.drum();
    const same = await desk.plan([drum.id], { toSiteId: world.plant.sites[0] });
    expect([same.status, same.body.errors[0].pointer]).toEqual([400, '/toSiteId']);
    expect((await desk.plan([drum.id], { toSiteId: drum.id })).status).toBe(404);
  });
});
