import { Sight1790001300000 } from '../src/database/migrations/1790001300000-sight.js';
import { assayOf } from './support/loop.js';
import { output, RunDesk } from './support/run-desk.js';
import { ShippingDesk } from './support/shipping.js';
import type { Answer } from './support/test-app.js';
import { created, type Person, type WorldParty } from './support/world.js';

/*
 * What the recycler does with its customers, and what people write beside it, is for those whom it concerns. The processor of
 * the world is named in no agreement: here it is a customer.
 */
describe('what goes out of sight', () => {
  let desk: RunDesk;
  let shipping: ShippingDesk;

  beforeAll(async () => {
    desk = await RunDesk.open();
    shipping = new ShippingDesk(desk.app, desk.world);
  });
  afterAll(() => desk.close());

  const get = (url: string, { token }: Pick<Person, 'token'>): Promise<Answer> => desk.app.get(url, { token });
  const post = (url: string, body: object, { operator }: WorldParty) => desk.app.post(url, body, operator);

  /** By-product of the plant that the recycler sells on to its customer, who receives all 300 kg of it. */
  async function soldOn(): Promise<{ readonly id: string; readonly shipmentId: string }> {
    const { recycler, processor } = desk.world;
    const { id } = await desk.swarf(desk.world.plant, 300, { Nd: 30 });
    const way = { fromSiteId: recycler.sites[0], toSiteId: processor.sites[0] };
    const papers = {
      carrier: 'Secret lines',
      reason: 'Secret price',
      documents: [{ type: 'CMR', number: 'SECRET-1' }],
    };
    const { id: shipmentId } = await shipping.planned([id], { ...way, ...papers }, recycler);
    shipping.done(await shipping.dispatch(shipmentId, { occurredAt: '2027-04-07T12:00:00Z' }, recycler), 200);
    const line = { batchId: id, grossKg: 300, tareKg: 0 };
    const receipt = { by: processor, occurredAt: '2027-04-09T12:00:00Z' };
    shipping.done(await shipping.receive(shipmentId, [line], receipt), 200);
    return { id, shipmentId };
  }

  it("is the recycler's onward sale of by-product, with all that its customer does with it", async () => {
    const { plant, recycler, processor } = desk.world;
    const { id, shipmentId } = await soldOn();
    await created(desk.app, `/batches/${id}/assays`, assayOf({ Nd: 31 }), processor.operator.token);
    const ended = { kind: 'disposed', dryKg: 100, reason: 'Secret end', occurredAt: '2027-04-10T12:00:00Z' };
    await created(desk.app, `/batches/${id}/dispositions`, ended, processor.operator.token);
    const run = await desk.run(
      {
        siteId: processor.sites[0],
        code: 'SECRET-RUN',
        inputs: [{ batchId: id, dryKg: 150 }],
        startedAt: '2027-04-11T08:00:00Z',
        occurredAt: '2027-04-12T12:00:00Z',
        outputs: [output('rMREO', 50, { Nd: 80 }, { code: 'SECRET-OUT' })],
      },
      processor.operator,
    );
    expect([run.status, run.text]).toEqual([201, expect.anything()]);

    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({
      id,
      dryKg: 300,
      status: null,
      siteId: null,
      shipmentId: null,
      remainingDryKg: null,
      version: null,
      assays: [{ partyId: plant.id }],
    });
    expect((await get(`/shipments/${shipmentId}`, plant.analyst)).status).toBe(404);
    expect((await get(`/shipments/${shipmentId}`, recycler.analyst)).body).toMatchObject({ agreementId: null });
    expect((await get(`/shipments/${shipmentId}`, recycler.analyst)).body.reason).toBe('Secret price');
    // To whom it goes the sender says why only to itself.
    expect((await get(`/shipments/${shipmentId}`, processor.analyst)).body).toMatchObject({
      carrier: 'Secret lines',
      reason: null,
    });
    expect((await get(`/runs/${run.body.id}`, plant.analyst)).status).toBe(404);
    expect((await get(`/runs?agreementId=${desk.agreementA}`, plant.analyst)).body.items).toEqual([]);
    expect((await get(`/batches?kind=recycled`, plant.analyst)).body.items).toEqual([]);

    const entries = await get(`/entries?batchId=${id}`, plant.analyst);
    const sent = entries.body.items.find(({ kind }: { kind: string }) => kind === 'dispatched' && kind);
    expect(entries.body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['run', 'disposed', 'dispatched', 'received', 'dispatched', 'logged'],
    ]);
    expect(sent).toMatchObject({ occurredAt: null, occurredOn: null, recordedAt: null, partyId: null, siteId: null });
    expect(sent.postings[0]).toMatchObject({ day: null, from: `stock:${recycler.sites[0]}`, to: 'stock:others' });
    expect((await get('/entries?from=2027-04-01&to=2027-04-30', plant.analyst)).body.items).toEqual([]);
    // The customer has 50 kg left, and 50 kg of what it made of it.
    const balances = await get('/ledger/balances', plant.analyst);
    expect(balances.body.items).toContainEqual(
      expect.objectContaining({ account: 'stock:others', commodity: 'dry-mass', kg: 100 }),
    );
    const trace = await get(`/batches/${id}/trace?direction=down`, plant.analyst);
    expect(trace.body).toMatchObject({
      batches: [{ batchId: id, status: null, siteId: null, dryKg: 300 }],
      runs: [],
      leaves: [{ kind: 'others', dryKg: 300 }],
    });
    const told = [entries, balances, trace, await get(`/batches/${id}`, plant.analyst)].map(({ text }) => text).join();
    const secrets = [shipmentId, run.body.id, run.body.outputs[0].id, processor.id, processor.sites[0]];
    expect([...secrets, 'Secret', 'SECRET', '2027-04-'].filter((secret) => told.includes(secret))).toEqual([]);
  });

  it('is the batch for its seller too: it sees it as it stood when its receipt was settled', async () => {
    const { recycler, processor } = desk.world;
    const { id } = await desk.swarf(desk.world.plant, 1000, { Nd: 30 });
    const { outputs } = await desk.closed({ inputs: [{ batchId: id }], outputs: [output('rMREO', 300, { Nd: 80 })] });
    const batchId = outputs[0]?.id ?? '';
    await desk.move(batchId, [recycler, processor], ['2027-04-07', '2027-04-09']);
    const settled = await get(`/batches/${batchId}`, recycler.analyst);
    expect(settled.body).toMatchObject({
      status: 'received',
      siteId: processor.sites[0],
      remainingDryKg: 300,
      version: null,
      shipmentId: null,
    });
    const share = await get(`/batches/${batchId}`, desk.world.plant.analyst);
    expect(share.body).toMatchObject({ status: null, siteId: null, version: null, code: null, dryKg: 300 });

    // The customer assays it, draws on it and splits it, and sends a part of it on.
    await created(desk.app, `/batches/${batchId}/assays`, assayOf({ Nd: 79 }), processor.operator.token);
    const parts = { occurredAt: '2027-04-10T12:00:00Z', parts: [{ dryKg: 100, code: 'SECRET-PART' }] };
    const split = await post(`/batches/${batchId}/splits`, parts, processor);
    const part = split.body.parts[0].id as string;
    await post(`/batches/${batchId}/dispositions`, { kind: 'disposed', occurredAt: '2027-04-11T12:00:00Z' }, processor);
    await desk.move(part, [processor, desk.world.otherRecycler], ['2027-04-12', '2027-04-13']);

    const later = await get(`/batches/${batchId}`, recycler.analyst);
    expect(later.body).toEqual(settled.body);
    expect(later.headers['etag']).toBe(settled.headers['etag']);
    const laterShare = await get(`/batches/${batchId}`, desk.world.plant.analyst);
    expect(laterShare.text).toBe(share.text);
    expect(laterShare.headers['etag']).toMatch(/^"[\w-]{22}"$/);
    expect(laterShare.headers['etag']).toBe(share.headers['etag']);
    for (const { analyst } of [recycler, desk.world.plant]) {
      expect((await get(`/batches/${part}`, analyst)).status).toBe(404);
      expect((await get('/batches?status=disposed&kind=recycled', analyst)).body.items).toEqual([]);
    }
    expect((await get(`/batches/${part}`, processor.analyst)).body).toMatchObject({
      status: 'received',
      siteId: desk.world.otherRecycler.sites[0],
      remainingDryKg: 100,
      version: null,
    });
    const trace = await get(`/batches/${batchId}/trace?direction=down`, recycler.analyst);
    expect(trace.body.leaves).toMatchObject([{ kind: 'others', dryKg: 300 }]);
  });

  it('is a shipment that the holder only plans', async () => {
    const { plant, recycler, processor } = desk.world;
    const { id } = await desk.swarf(plant, 40, { Nd: 30 });
    const way = { fromSiteId: recycler.sites[0], toSiteId: processor.sites[0] };
    await shipping.planned([id], way, recycler);
    expect((await get(`/batches/${id}`, plant.analyst)).body).toMatchObject({ status: 'received', shipmentId: null });
    expect((await get('/batches?status=in-shipment', plant.analyst)).body.items).toEqual([]);
    expect((await get('/batches?status=in-shipment', recycler.analyst)).body.items).toMatchObject([{ id }]);
  });

  it('is what somebody wrote beside a disposition', async () => {
    const { plant, recycler } = desk.world;
    const { id } = await desk.swarf(plant, 500, { Nd: 30 });
    const sale = { kind: 'sold-elsewhere', dryKg: 100, reason: 'Good price', destination: 'A rival' };
    const sold = await post(`/batches/${id}/dispositions`, { ...sale, occurredAt: '2027-04-07T12:00:00Z' }, recycler);
    expect(sold.status).toBe(201);
    const [own] = (await get(`/batches/${id}/dispositions`, recycler.analyst)).body.items;
    expect(own).toMatchObject({ dryKg: 100, reason: 'Good price', destination: 'A rival' });
    expect((await get(`/batches/${id}/dispositions`, plant.analyst)).body.items).toEqual([
      { ...own, reason: null, destination: null },
    ]);
    const entry = `/entries/${sold.body.entryId}`;
    expect((await get(entry, recycler.analyst)).body.reason).toBe('Good price');
    expect((await get(entry, plant.analyst)).body).toMatchObject({ partyId: recycler.id, reason: null });

    const drum = await desk.log(plant, 50, { Nd: 30 });
    const sample = { kind: 'disposed', dryKg: 1, carveOut: 'research-sample', reason: 'For a thesis' };
    const body = { ...sample, destination: 'A university', occurredAt: '2027-03-04T12:00:00Z' };
    const carved = await post(`/batches/${drum.id}/dispositions`, body, plant);
    const breach = { kind: 'sold-elsewhere', dryKg: 2, reason: 'In a hurry', breach: { reason: 'The gate was open' } };
    const broken = await desk.app.post(
      `/batches/${drum.id}/dispositions`,
      { ...breach, destination: 'A dealer', occurredAt: '2027-03-05T12:00:00Z' },
      plant.admin,
    );
    expect((await get(`/batches/${drum.id}/dispositions`, recycler.analyst)).body.items).toMatchObject([
      { dryKg: 2, breach: { reason: 'The gate was open' }, reason: 'In a hurry', destination: null },
      { dryKg: 1, carveOut: 'research-sample', reason: 'For a thesis', destination: null },
    ]);
    for (const [{ entryId }, reason] of [
      [carved.body, 'For a thesis'],
      [broken.body, 'In a hurry'],
    ] as const) {
      expect((await get(`/entries/${entryId}`, recycler.analyst)).body.reason).toBe(reason);
    }
    const departures = await get(`/agreements/${desk.agreementA}/departures`, recycler.analyst);
    expect(departures.text).not.toMatch(/A university|A dealer/);
    const { text } = await get(`/agreements/${desk.agreementA}/departures`, plant.analyst);
    expect(text).toMatch(/A dealer.*A university/);
  });

  it('is of the mixed batch for an auditor, whoever invited it, unless it went to the generator of that agreement', async () => {
    const { plant, otherPlant, recycler, auditor } = desk.world;
    const invitation = { userId: auditor.id, untilOn: '2027-12-31' };
    const url = `/agreements/${desk.agreementA}/invitations`;
    await created(desk.app, url, invitation, recycler.admin.token);
    const oxide = async (): Promise<string> => {
      const a = await desk.swarf(plant, 1000, { Nd: 30 });
      const b = await desk.swarf(otherPlant, 500, { Nd: 30 });
      const { outputs } = await desk.closed({
        inputs: [{ batchId: a.id }, { batchId: b.id }],
        outputs: [output('rMREO', 480, { Nd: 80 })],
        residues: [{ kind: 'cake', dryKg: 900, composition: { Nd: 7 }, destination: 'A works' }],
      });
      return outputs[0]?.id ?? '';
    };
    const [kept, returned, passed] = [await oxide(), await oxide(), await oxide()];
    await desk.move(returned, [recycler, plant], ['2027-04-07', '2027-04-09']);
    await desk.move(passed, [recycler, otherPlant], ['2027-04-07', '2027-04-09']);
    const read = async (id: string) => (await get(`/batches/${id}`, auditor)).body;
    const share = { dryKg: 320, code: null, remainingDryKg: null, siteId: null, status: null, assays: [] };
    expect(await read(kept)).toMatchObject({ ...share, attribution: [{ agreementId: desk.agreementA, dryKg: 320 }] });
    expect(await read(passed)).toMatchObject(share);
    expect(await read(returned)).toMatchObject({ dryKg: 480, remainingDryKg: 480, siteId: plant.sites[0] });
    const listed = await get(`/batches?siteId=${recycler.sites[0]}&kind=recycled`, auditor);
    expect(listed.body.items).toEqual([]);
    const trace = await get(`/batches/${kept}/trace?direction=up`, auditor);
    expect(trace.body.total).toMatchObject({ dryKg: 320 });
  });

  it('is taken back from those to whom existing books still show it', async () => {
    const { writer } = desk.app.store;
    const seers = (): Promise<unknown> =>
      writer.query('SELECT "batchId", "partyId", "sees", "kind", "createdAt" FROM "batch_party" ORDER BY 1, 2');
    const ruled = await seers();
    // So it was until then: who had anything to do with a batch went on seeing all of it.
    const legs = `SELECT DISTINCT "e"."partyId", "b"."id", 'all', "b"."kind", "b"."createdAt" FROM "batch" "b"
      JOIN "shipment_line" "l" ON "l"."batchId" IN ("b"."id", "b"."parentId") JOIN "shipment" "h" ON "h"."id" = "l"."shipmentId"
      JOIN "batch_party" "e" ON "e"."partyId" IN ("h"."fromPartyId", "h"."toPartyId") WHERE "h"."dispatchedOn" IS NOT NULL`;
    await writer.query(`INSERT INTO "batch_party" ("partyId", "batchId", "sees", "kind", "createdAt") ${legs}
      ON CONFLICT ("partyId", "batchId") DO UPDATE SET "sees" = 'all'`);
    expect(await seers()).not.toEqual(ruled);
    const runner = writer.createQueryRunner();
    await new Sight1790001300000().up(runner);
    await runner.release();
    expect(await seers()).toEqual(ruled);
  });

  it('is under which agreement of others something goes', async () => {
    const { plant, otherRecycler } = desk.world;
    const drum = await desk.log(plant, 60, { Nd: 30 });
    const way = { fromSiteId: plant.sites[0], toSiteId: otherRecycler.sites[0], breach: { reason: 'Secret breach' } };
    const planned = await desk.app.post('/shipments', { ...way, batchIds: [drum.id] }, plant.admin);
    expect(planned.body).toMatchObject({ agreementId: desk.agreementA, breach: { reason: 'Secret breach' } });
    const url = `/shipments/${planned.body.id}`;
    shipping.done(await shipping.dispatch(planned.body.id as string, { occurredAt: '2027-03-05T12:00:00Z' }), 200);
    expect((await get(url, desk.world.recycler.analyst)).body.breach).toEqual({ reason: 'Secret breach' });
    expect((await get(url, otherRecycler.analyst)).body).toMatchObject({ agreementId: null, breach: null });
    const batch = await get(`/batches/${drum.id}`, otherRecycler.analyst);
    expect(batch.body).toMatchObject({ status: 'in-transit', agreementId: null, agreementVersion: null, note: null });
    for (const list of ['shipments', 'batches']) {
      const { body } = await get(`/${list}?agreementId=${desk.agreementA}`, otherRecycler.analyst);
      expect(body.items).toEqual([]);
    }
    const todo = await get('/todo', otherRecycler.operator);
    expect(todo.body.items).toMatchObject([{ kind: 'receive', agreementId: null, dueOn: null }]);
  });
});
