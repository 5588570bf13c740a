import { signedAgreement } from './support/loop.js';
import { ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

describe('what left an agreement', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
  });
  afterAll(() => app.stop());

  it('is listed where it had gone before both sides signed, with kilograms, and what was still there is covered', async () => {
    const [sold, sent, kept, partly] = [await desk.drum(), await desk.drum(), await desk.drum(), await desk.drum()];
    const dispose = (id: string) =>
      app.post(
        `/batches/${id}/dispositions`,
        { kind: 'sold-elsewhere', occurredAt: '2027-03-03T08:00:00-05:00' },
        desk.as(world.plant),
      );
    await dispose(sold.id);
    await desk.sent([sent.id]);
    const split = await app.post(
      `/batches/${partly.id}/splits`,
      { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 80 }] },
      desk.as(world.plant),
    );
    const shipment = await desk.sent([split.body.parts[0].id]);
    const line = { batchId: split.body.parts[0].id, grossKg: 90.909091, tareKg: 0 };
    expect((await desk.receive(shipment.id, [line])).status).toBe(200);

    const { id } = await signedAgreement(app, world, {
      scope: { siteIds: [world.plant.sites[0]], streams: ['*'] },
    });
    const url = `/agreements/${id}/before-signature`;
    const { body } = await app.get(url, desk.as(world.plant));
    expect(body.items.map((item: { batchId: string; dryKg: number }) => [item.batchId, item.dryKg])).toEqual([
      ...[partly, sent, sold].map((batch) => [batch.id, 880]),
    ]);
    expect((await app.get(`/batches/${kept.id}`, desk.as(world.recycler))).body).toMatchObject({ agreementId: id });
    // The recycler learns how much it was, not which batches.
    const forRecycler = await app.get(url, desk.as(world.recycler));
    expect(forRecycler.body.items[0]).toMatchObject({ batchId: null, code: null, dryKg: 880 });
    expect((await app.get(url, desk.as(world.otherRecycler))).status).toBe(404);
  });

  it('is listed with each carve-out and breach until that is reversed', async () => {
    const { id } = await signedAgreement(app, world, {
      ...{ reference: 'LOOP-2', scope: { siteIds: [world.plant.sites[1]], streams: ['*'] } },
    });
    const at = { siteId: world.plant.sites[1] };
    const [sample, wrong] = [await desk.drum(at), await desk.drum(at)];
    const carved = await app.post(
      `/batches/${sample.id}/dispositions`,
      {
        ...{ kind: 'sold-elsewhere', dryKg: 2.5, carveOut: 'research-sample', destination: 'A university' },
        occurredAt: '2027-03-04T08:00:00-05:00',
      },
      desk.as(world.plant),
    );
    const breach = { reason: 'Picked up by the scrap dealer' };
    await app.post(
      `/batches/${wrong.id}/dispositions`,
      { kind: 'sold-elsewhere', breach, occurredAt: '2027-03-05T08:00:00-05:00' },
      { token: world.plant.admin.token },
    );
    const list = async (party: WorldParty = world.recycler) =>
      (await app.get(`/agreements/${id}/departures`, desk.as(party))).body.items;
    // To whom it went, the generator keeps to itself.
    expect((await list(world.plant))[1]).toMatchObject({ destination: 'A university' });
    expect(await list()).toMatchObject([
      { kind: 'breach', reason: breach.reason, dryKg: 880, shipment: null, lines: [{ batchId: wrong.id }] },
      { kind: 'carve-out', carveOut: 'research-sample', destination: null, dryKg: 2.5 },
    ]);
    await app.post(`/entries/${carved.body.entryId}/reversal`, { reason: 'Never left' }, desk.as(world.plant));
    expect(await list()).toHaveLength(1);
  });
});
