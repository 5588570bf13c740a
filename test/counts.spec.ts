import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type Person, type World } from './support/world.js';

/* Every drum is 880 kg dry; the agreement's tolerance is 0.5 %, of a drum 4.4 kg. */
describe('counts and their brothers', () => {
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

  const count = (id: string, dryKg: number, by: Person = world.plant.operator, more: object = {}) => {
    const body = {
      kind: 'stock-difference',
      dryKg,
      reason: 'Counted',
      occurredAt: '2027-03-03T08:00:00-05:00',
      ...more,
    };
    return app.post(`/batches/${id}/dispositions`, body, { token: by.token });
  };
  const read = async (url: string) => (await app.get(url, desk.as(world.plant))).body;

  it.each(['stock-difference', 'reused-in-process'])('say why: a %s without a reason is a fault', async (kind) => {
    const { id } = await desk.drum();
    for (const reason of [undefined, '   ']) {
      const answer = await count(id, 879, world.plant.admin, { kind, reason });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/reason']);
    }
  });

  it('beyond one kilogram and the tolerance are an admin’s, summed over the life of a batch and its parts', async () => {
    const { plant } = world;
    const { id } = await desk.drum();
    expect((await count(id, 0)).status).toBe(403);
    // 3 kg, then 1.4 kg more are the tolerance to the milligram; one more is beyond it.
    expect((await count(id, 877)).status).toBe(201);
    expect((await count(id, 875.6)).status).toBe(201);
    const beyond = await count(id, 875.599999);
    expect([beyond.status, beyond.body.code, beyond.body.facts]).toEqual([
      ...[403, 'forbidden'],
      { totalDryKg: 4.400001, ofDryKg: 880 },
    ]);
    // The other direction has a sum of its own.
    expect((await count(id, 879)).status).toBe(201);
    const split = { occurredAt: '2027-03-03T08:00:00-05:00', parts: [{ dryKg: 100 }] };
    const { parts } = desk.done(await app.post(`/batches/${id}/splits`, split, desk.as(plant)), 201) as unknown as {
      parts: { id: string }[];
    };
    const part = parts[0]?.id ?? '';
    expect((await count(part, 99)).status).toBe(403);
    const out = await count(part, 0, plant.admin);
    expect(out.body).toMatchObject({ status: 'counted-out' });
    expect(await read(`/batches/${part}`)).toMatchObject({ status: 'counted-out', remainingDryKg: 0 });
  });

  it('have a kilogram free where the tolerance is less', async () => {
    const { id } = await desk.drum({ moisturePct: 0, grossKg: 120 });
    expect((await count(id, 99)).status).toBe(201);
    expect((await count(id, 98.999999)).status).toBe(403);
  });

  it('stand in the mass block, with which the books close, and in a coverage as if they had leaked', async () => {
    const month = '2027-04';
    const first = { occurredAt: '2027-04-01T08:00:00-04:00' };
    const [sent, down, up] = [await desk.drum(first), await desk.drum(first), await desk.drum(first)];
    const { id } = await desk.planned([sent.id]);
    desk.done(await desk.dispatch(id, { occurredAt: '2027-04-02T08:00:00-04:00' }), 200);
    desk.done(await desk.receive(id, [asAnnounced(sent)], { occurredAt: '2027-04-03T08:00:00-04:00' }), 200);
    const { plant, recycler } = world;
    const at = { occurredAt: '2027-04-04T08:00:00-04:00' };
    expect((await count(down.id, 780, plant.admin, at)).status).toBe(201);
    expect((await count(up.id, 890, plant.admin, at)).status).toBe(201);
    expect((await count(sent.id, 860, recycler.admin, at)).status).toBe(201);
    expect((await count(sent.id, 863, recycler.operator, at)).status).toBe(201);
    const { mass } = await read(`/reports/circularity?agreementId=${agreementId}&from=${month}-01&to=${month}-30`);
    expect(mass).toMatchObject({
      generatedDryKg: 2640,
      sentDryKg: 880,
      leakedDryKg: 0,
      reusedInProcessDryKg: 0,
      countedDownDryKg: 100,
      countedUpDryKg: 10,
      ownDifferenceDryKg: 0,
      recyclerCountedDownDryKg: 20,
      recyclerCountedUpDryKg: 3,
      coveragePct: 100,
    });
    const { openingOnHandDryKg, onHandDryKg } = mass;
    expect(openingOnHandDryKg + 2640).toBeCloseTo(880 + 100 - 10 + onHandDryKg, 6);
    // 880 / (880 + 100 - 10)
    expect(await read(`/agreements/${agreementId}/coverage?from=${month}-01&to=${month}-30`)).toMatchObject({
      coveragePct: 100,
      coverageAsIfLeakedPct: 90.7216,
      countedDownDryKg: 100,
      countedUpDryKg: 10,
    });
  });

  it('and edits are free for a day, then an admin’s: a logging is not edited or taken back away', async () => {
    const drum = await desk.drum();
    const entry = async () => (await read(`/entries?batchId=${drum.id}`)).items[0].id as string;
    const edit = async (grossKg: number, by: Person) => {
      const { version } = await read(`/batches/${drum.id}`);
      return app.patch(
        `/batches/${drum.id}`,
        { grossKg },
        { token: by.token, headers: { 'if-match': `"${version}"` } },
      );
    };
    expect((await edit(920, world.plant.operator)).status).toBe(200);
    for (const [table, id] of [
      ['batch', 'id'],
      ['batch_party', 'batchId'],
    ]) {
      const earlier = `UPDATE "${table}" SET "createdAt" = "createdAt" - 86400001 WHERE "${id}" = '${drum.id}'`;
      await app.store.writer.query(earlier);
    }
    expect((await edit(1020, world.plant.operator)).status).toBe(403);
    const reverse = async (by: Person) =>
      (await app.post(`/entries/${await entry()}/reversal`, { reason: 'Never was' }, { token: by.token })).status;
    expect(await reverse(world.plant.operator)).toBe(403);
    expect((await edit(1020, world.plant.admin)).status).toBe(200);
    expect(await reverse(world.plant.admin)).toBe(201);
  });

  it('leave a dispute between two sites of one party to its admin', async () => {
    const { plant } = world;
    const drum = await desk.drum({ assay: assayOf({ Nd: 25 }) });
    const { id } = await desk.sent([drum.id], { toSiteId: plant.sites[1] });
    const nothing = { batchId: drum.id, grossKg: 0, tareKg: 0 };
    expect((await desk.receive(id, [nothing], { by: plant })).body.status).toBe('in-dispute');
    const lines = [{ batchId: drum.id, dryKg: 0 }];
    expect((await desk.settle(id, lines, plant)).status).toBe(403);
    const settled = await app.post(`/shipments/${id}/settlement`, { lines }, { token: plant.admin.token });
    expect(settled.body.status).toBe('settled');
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'counted-out' });
  });
});
