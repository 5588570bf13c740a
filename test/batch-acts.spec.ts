import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

describe('what was done with a batch', () => {
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

  const get = (url: string, { analyst }: WorldParty) => app.get(url, { token: analyst.token });

  it('is told of its dispositions to both sides of its agreement, those taken back included', async () => {
    const { plant, recycler, otherPlant } = world;
    const { id } = await desk.drum();
    const dispose = async (body: object) =>
      desk.done(await app.post(`/batches/${id}/dispositions`, body, desk.as(plant)), 201);
    const reused = { kind: 'reused-in-process', dryKg: 80, occurredAt: '2027-03-03T08:00:00-05:00', reason: 'Clean' };
    const first = await dispose(reused);
    const sample = { kind: 'disposed', dryKg: 1, carveOut: 'research-sample', destination: 'A university' };
    const second = await dispose({ ...sample, occurredAt: '2027-03-04T08:00:00-05:00' });
    const undone = await app.post(`/entries/${String(second.entryId)}/reversal`, { reason: 'Kept' }, desk.as(plant));
    const list = await get(`/batches/${id}/dispositions`, plant);
    expect(list.body).toEqual({
      items: [
        {
          entryId: second.entryId,
          batchId: id,
          kind: 'disposed',
          dryKg: 1,
          carveOut: 'research-sample',
          breach: null,
          reason: null,
          destination: 'A university',
          occurredOn: '2027-03-04',
          localOn: '2027-03-04',
          occurredAt: '2027-03-04T13:00:00.000Z',
          reversedById: undone.body.reversalId,
        },
        {
          entryId: first.entryId,
          batchId: id,
          kind: 'reused-in-process',
          dryKg: 80,
          carveOut: null,
          breach: null,
          reason: 'Clean',
          destination: null,
          occurredOn: '2027-03-03',
          localOn: '2027-03-03',
          occurredAt: '2027-03-03T13:00:00.000Z',
          reversedById: null,
        },
      ],
    });
    // Why it was used and to whom it went is for the plant; the carve-out, and why, for both.
    const [theirs, used] = list.body.items;
    expect((await get(`/batches/${id}/dispositions`, recycler)).body).toEqual({
      items: [
        { ...theirs, destination: null },
        { ...used, reason: null },
      ],
    });
    const one = `/batches/${id}/dispositions/${String(first.entryId)}`;
    expect((await get(one, plant)).body).toEqual(list.body.items[1]);
    for (const url of [one, `/batches/${id}/dispositions`]) expect((await get(url, otherPlant)).status).toBe(404);
    expect((await get(`/batches/${id}/dispositions/${id}`, plant)).status).toBe(404);
  });

  it('is told of one assay as in the list of all', async () => {
    const { plant, recycler, otherPlant } = world;
    const { id } = await desk.drum();
    desk.done(await app.post(`/batches/${id}/assays`, assayOf({ Nd: 26 }), desk.as(plant)), 201);
    const { items } = (await get(`/batches/${id}/assays`, recycler)).body;
    expect(items).toMatchObject([{ composition: { Nd: 25 }, inForce: false }, { composition: { Nd: 26 } }]);
    for (const assay of items) {
      expect((await get(`/batches/${id}/assays/${assay.id}`, recycler)).body).toEqual(assay);
      expect((await get(`/batches/${id}/assays/${assay.id}`, otherPlant)).status).toBe(404);
    }
    const other = await desk.drum();
    expect((await get(`/batches/${other.id}/assays/${items[0].id}`, plant)).status).toBe(404);
  });
});
