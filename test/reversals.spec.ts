import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

describe('reversal', () => {
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

  const reverse = (entryId: unknown, party: WorldParty = world.plant) =>
    app.post(`/entries/${String(entryId)}/reversal`, { reason: 'A mistake' }, desk.as(party));
  const read = async (url: string, party = world.plant) => (await app.get(url, desk.as(party))).body;
  /** The newest entry on a batch. */
  const latestOn = async (batchId: string): Promise<string> => {
    const [line] = await app.store.manager.query<{ entryId: string }[]>(
      `SELECT "entryId" FROM "entry_subject" WHERE "subjectId" = '${batchId}' AND "latest"`,
    );
    return line?.entryId ?? '';
  };
  const balances = async (): Promise<string[]> => {
    const lines = await app.store.manager.query<object[]>('SELECT * FROM "balance" WHERE "massMg" <> 0');
    return lines.map((line) => Object.values(line).join(' ')).sort();
  };
  const dispose = async (id: string, more: object = {}, party = world.plant) => {
    const body = { kind: 'reused-in-process', reason: 'Clean', occurredAt: '2027-03-03T08:00:00-05:00', ...more };
    return desk.done(await app.post(`/batches/${id}/dispositions`, body, desk.as(party)), 201);
  };

  it('makes a logged batch void, and its code free', async () => {
    const drum = await desk.drum({ code: 'FREE-1' });
    const answer = await reverse(await latestOn(drum.id));
    expect(answer.body).toMatchObject({
      status: 'reversed',
      entryId: expect.any(String),
      reversalId: expect.any(String),
    });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'void', remainingDryKg: 0 });
    expect((await desk.drum({ code: 'FREE-1' })).code).toBe('FREE-1');
    const { version, assays } = await read(`/batches/${drum.id}`);
    const late = await app.post(`/batches/${drum.id}/assays`, assayOf({ Nd: 26 }), desk.as(world.plant));
    expect([late.status, late.body.code]).toEqual([409, 'batch-state']);
    for (const edit of [{ note: 'A note on nothing' }, {}, { grade: 'N42' }]) {
      const headers = { 'if-match': `"${version}"` };
      const answer = await app.patch(`/batches/${drum.id}`, edit, { ...desk.as(world.plant), headers });
      expect([answer.status, answer.body.code]).toEqual([409, 'batch-state']);
    }
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ version, assays, note: null });
    expect((await reverse(answer.body.reversalId)).body.code).toBe('is-reversal');
    expect((await reverse(answer.body.entryId)).body.code).toBe('already-reversed');
  });

  it('brings back what a disposition took, and changes no balance in all', async () => {
    const drum = await desk.drum();
    const before = await balances();
    const { entryId } = await dispose(drum.id);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'reused-in-process', remainingDryKg: 0 });
    expect((await reverse(entryId)).status).toBe(201);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'on-hand', remainingDryKg: 880 });
    expect(await balances()).toEqual(before);
  });

  it('is refused while a later entry stands on the same batch, and says which', async () => {
    const drum = await desk.drum();
    const first = await dispose(drum.id, { dryKg: 100 });
    const second = await dispose(drum.id, { dryKg: 100 });
    const refused = await reverse(first.entryId);
    expect([refused.status, refused.body.code, refused.body.facts.entryIds]).toEqual([
      409,
      'built-upon',
      [second.entryId],
    ]);
    expect((await reverse(second.entryId)).status).toBe(201);
    expect((await reverse(first.entryId)).status).toBe(201);
  });

  it('withdraws an assay, and the one before is in force again', async () => {
    const drum = await desk.drum();
    const assay = await app.post(`/batches/${drum.id}/assays`, assayOf({ Nd: 30 }), desk.as(world.plant));
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ elements: { Nd: { kg: 264 } } });
    expect((await reverse(assay.body.entryId)).status).toBe(201);
    const after = await read(`/batches/${drum.id}`);
    expect(after).toMatchObject({ elements: { Nd: { kg: 220 } } });
    expect(after.assays.map((one: { withdrawn: boolean }) => one.withdrawn)).toEqual([false, true]);
  });

  it('makes split parts void, unless one waits for a shipment', async () => {
    const drum = await desk.drum();
    const body = { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 300 }, { dryKg: 200 }] };
    const split = await app.post(`/batches/${drum.id}/splits`, body, desk.as(world.plant));
    const [part] = split.body.parts;
    const { id } = await desk.planned([part.id]);
    expect((await reverse(split.body.entryId)).body.code).toBe('batch-state');
    await app.post(`/shipments/${id}/cancellation`, {}, desk.as(world.plant));
    expect((await reverse(split.body.entryId)).status).toBe(201);
    expect(await read(`/batches/${part.id}`)).toMatchObject({ status: 'void' });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'on-hand', remainingDryKg: 880 });
  });

  it('goes back along a shipment: receipt, then dispatch, each by the side that booked it', async () => {
    const drum = await desk.drum();
    const before = await balances();
    const sent = await desk.sent([drum.id]);
    const line = { ...asAnnounced(drum), grossKg: 1022, refusedKg: 100, refusalReason: 'Wet' };
    const received = (await desk.receive(sent.id, [line])).body;
    const part = received.lines[0].refusedBatchId;
    expect((await reverse(received.entryId)).status).toBe(403);
    expect((await reverse(sent.entryId)).body).toMatchObject({ code: 'built-upon' });
    expect((await reverse(received.entryId, world.otherRecycler)).status).toBe(404);
    expect((await reverse(received.entryId, world.recycler)).status).toBe(201);
    expect(await read(`/batches/${part}`)).toMatchObject({ status: 'void' });
    expect(await read(`/shipments/${sent.id}`)).toMatchObject({
      status: 'in-transit',
      receivedOn: null,
      lines: [{ grossKg: null, flag: null, settled: false, refusedBatchId: null }],
    });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'in-transit', shipmentId: sent.id });
    expect((await reverse(sent.entryId)).status).toBe(201);
    expect(await read(`/shipments/${sent.id}`)).toMatchObject({ status: 'planned', dispatchedOn: null });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'in-shipment', remainingDryKg: 880 });
    expect(await balances()).toEqual(before);
    // And forth again, another way.
    expect((await desk.dispatch(sent.id)).status).toBe(200);
    const whole = { ...asAnnounced(drum), refusedKg: 1000, refusalReason: 'Wrong alloy' };
    const back = (await desk.receive(sent.id, [whole])).body;
    expect((await reverse(back.entryId, world.recycler)).status).toBe(201);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'in-transit' });
    expect((await desk.receive(sent.id, [asAnnounced(drum)])).body.status).toBe('settled');
  });

  it('takes a call of each side for what both have settled', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 990 }]);
    const named = [{ batchId: drum.id, dryKg: 870 }];
    await desk.settle(id, named, world.plant);
    const settled = (await desk.settle(id, named, world.recycler)).body;
    const first = await reverse(settled.entryId, world.recycler);
    expect(first.body).toEqual({ entryId: settled.entryId, status: 'awaiting-other-side', reversalId: null });
    expect((await reverse(settled.entryId, world.recycler)).body.status).toBe('awaiting-other-side');
    expect(await read(`/shipments/${id}`)).toMatchObject({ status: 'settled' });
    expect((await reverse(settled.entryId, world.otherPlant)).status).toBe(404);
    expect((await reverse(settled.entryId)).body.status).toBe('reversed');
    expect(await read(`/shipments/${id}`)).toMatchObject({
      status: 'in-dispute',
      lines: [{ settled: false, settledDryKg: null, senderNamedDryKg: null, receiverNamedDryKg: null }],
    });
    expect(await read(`/batches/${drum.id}`, world.recycler)).toMatchObject({ remainingDryKg: 853.6 });
  });

  it('makes parts void that were split off where the batch was received', async () => {
    const drum = await desk.delivered();
    const body = { occurredAt: '2027-03-06T08:00:00-05:00', parts: [{ dryKg: 300 }] };
    const split = (await app.post(`/batches/${drum.id}/splits`, body, desk.as(world.recycler))).body;
    expect((await reverse(split.entryId, world.recycler)).body.status).toBe('reversed');
    expect(await read(`/batches/${split.parts[0].id}`)).toMatchObject({ status: 'void', remainingDryKg: 0 });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 880 });
  });

  describe('of what waits to travel on is refused until that shipment is cancelled:', () => {
    const planOn = async (batchId: string): Promise<string> => {
      const { sites } = world.recycler;
      return (await desk.planned([batchId], { fromSiteId: sites[0], toSiteId: sites[1] }, world.recycler)).id;
    };
    const cancel = async (id: string) =>
      desk.done(await app.post(`/shipments/${id}/cancellation`, {}, desk.as(world.recycler)), 200);

    it('a receipt, or the batch could never arrive again', async () => {
      const drum = await desk.drum();
      const { id } = await desk.sent([drum.id]);
      const { entryId } = (await desk.receive(id, [asAnnounced(drum)])).body;
      const onward = await planOn(drum.id);
      const refused = await reverse(entryId, world.recycler);
      expect([refused.status, refused.body.code]).toEqual([409, 'batch-state']);
      expect(await read(`/shipments/${id}`)).toMatchObject({ status: 'settled' });
      await cancel(onward);
      expect((await reverse(entryId, world.recycler)).status).toBe(201);
      expect((await desk.receive(id, [asAnnounced(drum)])).body.status).toBe('settled');
    });

    it('a settlement, or the batch would travel in dispute', async () => {
      const drum = await desk.drum();
      const { id } = await desk.sent([drum.id]);
      await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 990 }]);
      const named = [{ batchId: drum.id, dryKg: 870 }];
      await desk.settle(id, named, world.plant);
      const { entryId } = (await desk.settle(id, named, world.recycler)).body;
      const onward = await planOn(drum.id);
      expect((await reverse(entryId)).body.status).toBe('awaiting-other-side');
      expect((await reverse(entryId, world.recycler)).body.code).toBe('batch-state');
      await cancel(onward);
      expect((await reverse(entryId, world.recycler)).body.status).toBe('reversed');
      expect(await read(`/shipments/${id}`)).toMatchObject({ status: 'in-dispute' });
    });
  });

  it('counts on the day of what it reverses', async () => {
    const drum = await desk.drum({ occurredAt: '2027-05-02T08:00:00-04:00' });
    const sent = await desk.planned([drum.id]);
    const { body } = await desk.dispatch(sent.id, { occurredAt: '2027-05-03T08:00:00-04:00' });
    const may = `/agreements/${agreementId}/coverage?from=2027-05-01&to=2027-05-31`;
    expect(await read(may)).toMatchObject({ generatedDryKg: 880, sentDryKg: 880, onHandDryKg: expect.any(Number) });
    await reverse(body.entryId);
    expect(await read(may)).toMatchObject({ generatedDryKg: 880, sentDryKg: 0, coveragePct: null });
  });

  it('happens once where it is asked for many times at once', async () => {
    const drum = await desk.drum();
    const { entryId } = await dispose(drum.id);
    const answers = await Promise.all(Array.from({ length: 5 }, () => reverse(entryId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('asks for a reason, and for a role that writes', async () => {
    const drum = await desk.drum();
    const entryId = await latestOn(drum.id);
    const unsaid = await app.post(`/entries/${entryId}/reversal`, {}, desk.as(world.plant));
    expect([unsaid.status, unsaid.body.errors[0].pointer]).toEqual([400, '/reason']);
    const analyst = { token: world.plant.analyst.token };
    expect((await app.post(`/entries/${entryId}/reversal`, { reason: 'No' }, analyst)).status).toBe(403);
  });
});
