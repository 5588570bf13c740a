import { verifyBooks } from '../src/modules/verification/index.js';
import { signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

/** 1,020 kg gross, 20 kg tare, 12 % moisture: 880 kg dry. */
describe('pieces, announcements and estimates', () => {
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

  const read = async (url: string, party = world.plant) => (await app.get(url, desk.as(party))).body;
  const split = (id: string, parts: readonly object[]) =>
    app.post(`/batches/${id}/splits`, { occurredAt: '2027-03-03T08:00:00-05:00', parts }, desk.as(world.plant));

  it('go along with the parts of a split, and come back with its reversal', async () => {
    const { id } = await desk.drum({ pieces: 4 });
    const answer = desk.done(await split(id, [{ dryKg: 440, pieces: 2 }, { dryKg: 220 }]), 201);
    const parts = answer['parts'] as { id: string; pieces: number }[];
    expect(parts.map(({ pieces }) => pieces)).toEqual([2, 1]);
    expect(await read(`/batches/${id}`)).toMatchObject({ pieces: 1, remainingDryKg: 220 });
    // Two boxes arrive of a part of two: within tolerance, where one announced would have been a dispute.
    const [part] = parts;
    const shipment = await desk.sent([part?.id ?? '']);
    const [line] = (await read(`/shipments/${shipment.id}`)).lines;
    expect(line).toMatchObject({ announcedPieces: 2 });
    const again = await desk.drum({ pieces: 4 });
    const taken = desk.done(await split(again.id, [{ dryKg: 440, pieces: 3 }]), 201);
    expect(await read(`/batches/${again.id}`)).toMatchObject({ pieces: 1 });
    await app.post(`/entries/${String(taken['entryId'])}/reversal`, { reason: 'A mistake' }, desk.as(world.plant));
    expect(await read(`/batches/${again.id}`)).toMatchObject({ pieces: 4, remainingDryKg: 880 });
  });

  it('are not more than are left, and a drum that is poured into three stays one', async () => {
    const { id } = await desk.drum({ pieces: 4 });
    const refused = await split(id, [{ dryKg: 1, pieces: 3 }, { dryKg: 1 }, { dryKg: 1 }]);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'more-pieces-than-left', facts: { leftPieces: 4, askedPieces: 5 } },
    ]);
    expect((await split(id, [{ dryKg: 1, pieces: 0 }])).body.errors).toMatchObject([{ pointer: '/parts/0/pieces' }]);
    const drum = await desk.drum();
    expect((await split(drum.id, [{ dryKg: 1 }, { dryKg: 1 }])).status).toBe(201);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ pieces: 1 });
  });

  it('takes over what was announced without weighing, and says so for ever', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    expect((await read(`/shipments/${id}`)).lines).toMatchObject([{ asAnnounced: null }]);
    const weighed = await desk.receive(id, [{ ...asAnnounced(drum), asAnnounced: true }]);
    expect(weighed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/lines/0/grossKg',
      '/lines/0/tareKg',
    ]);
    const nothing = await app.post(
      `/shipments/${id}/receipt`,
      { occurredAt: '2027-03-05T08:00:00-05:00', lines: [{ batchId: drum.id }] },
      desk.as(world.recycler),
    );
    const pointers = new Set(nothing.body.errors.map(({ pointer }: { pointer: string }) => pointer));
    expect([...pointers].sort()).toEqual(['/lines/0/grossKg', '/lines/0/tareKg']);
    const body = { occurredAt: '2027-03-05T08:00:00-05:00', lines: [{ batchId: drum.id, asAnnounced: true }] };
    const { lines } = desk.done(await app.post(`/shipments/${id}/receipt`, body, desk.as(world.recycler)), 200);
    expect(lines).toMatchObject([
      {
        asAnnounced: true,
        grossKg: null,
        tareKg: null,
        netKg: 1000,
        receivedDryKg: 880,
        differenceDryKg: 0,
        flag: 'within-tolerance',
        settled: true,
        acceptedDryKg: 880,
      },
    ]);
    const other = await desk.delivered();
    const [shipment] = (await read(`/shipments?batchId=${other.id}`)).items;
    expect(shipment.lines).toMatchObject([{ asAnnounced: false, grossKg: 1020 }]);
  });

  it('ends an estimate with the first weighing, not with what was taken over', async () => {
    const drum = await desk.drum({ estimated: true });
    const { id } = await desk.sent([drum.id]);
    const body = { occurredAt: '2027-03-05T08:00:00-05:00', lines: [{ batchId: drum.id, asAnnounced: true }] };
    const taken = await app.post(`/shipments/${id}/receipt`, body, desk.as(world.recycler));
    expect(taken.body.lines).toMatchObject([{ flag: 'estimated', estimated: true }]);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ estimated: true });
    await app.post(`/entries/${taken.body.entryId}/reversal`, { reason: 'Weighed after all' }, desk.as(world.recycler));
    const weighed = await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 920 }]);
    expect(weighed.body.lines).toMatchObject([{ flag: 'estimated', estimated: true, settledDryKg: 792 }]);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ estimated: false });
    await app.post(`/entries/${weighed.body.entryId}/reversal`, { reason: 'Not weighed' }, desk.as(world.recycler));
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ estimated: true });
  });
});
