import { verifyBooks } from '../src/modules/verification/index.js';
import { signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type Person, type World, type WorldParty } from './support/world.js';

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
      reference: 'LOOP-2',
      scope: { siteIds: [world.plant.sites[1]], streams: ['*'] },
    });
    const at = { siteId: world.plant.sites[1] };
    const [sample, wrong] = [await desk.drum(at), await desk.drum(at)];
    const carved = await app.post(
      `/batches/${sample.id}/dispositions`,
      {
        kind: 'sold-elsewhere',
        dryKg: 2.5,
        carveOut: 'research-sample',
        destination: 'A university',
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

/* Every drum is 880 kg dry; the agreement's tolerance is 0.5 %, of a drum 4.4 kg. */
describe('what was counted away', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;

  beforeEach(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ id: agreementId } = await signedAgreement(app, world));
  });
  afterEach(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const count = async (id: string, dryKg: number, by: Person, more: object = {}) => {
    const what = { kind: 'stock-difference', dryKg, reason: 'Counted', occurredAt: '2027-03-08T08:00:00-05:00' };
    const { status, body } = await app.post(`/batches/${id}/dispositions`, { ...what, ...more }, { token: by.token });
    return { status, entryId: String(body.entryId) };
  };
  const list = async ({ token }: Person, query = '') =>
    (await app.get(`/agreements/${agreementId}/departures?${query}`, { token })).body;
  /** Of batches, not of months: kind, direction, kilograms, day, batch, reason. */
  const cases = async (reader: Person) =>
    (await list(reader)).items
      .filter(({ month }: { month: string | null }) => month === null)
      .map((one: Record<string, unknown> & { lines: { batchId: string; dryKg: number }[] }) => [
        ...[one.kind, one.direction, one.dryKg, one.occurredOn, one.lines[0]?.batchId, one.reason],
      ]);
  const todo = async ({ token }: Person) =>
    (await app.get('/todo', { token })).body.items
      .filter(({ kind }: { kind: string }) => kind === 'difference')
      .map((one: { subject: { id: string }; dryKg: number; since: string }) => [one.subject.id, one.dryKg, one.since]);

  it('is an admin’s, and listed to both sides by kilograms, why only to its own', async () => {
    const { plant, recycler } = world;
    const [drum, little] = [await desk.drum(), await desk.drum()];
    expect((await count(drum.id, 0, plant.operator)).status).toBe(403);
    expect(await cases(plant.admin)).toEqual([]);
    // To the milligram the tolerance: nothing to list.
    expect((await count(little.id, 875.6, plant.operator)).status).toBe(201);
    const { entryId } = await count(drum.id, 0, plant.admin);
    expect(await cases(plant.admin)).toEqual([['counted', 'taken', 880, '2027-03-08', drum.id, 'Counted']]);
    const told = [['counted', 'taken', 880, '2027-03-08', drum.id, null]];
    expect(await cases(recycler.admin)).toEqual(told);
    // Of March 1,760 kg were generated; the tolerance of that are 8.8 kg, and 884.4 were counted away.
    const month = (await list(recycler.admin)).items.find((one: { month: string | null }) => one.month !== null);
    expect(month).toMatchObject({ kind: 'counted', direction: 'taken', month: '2027-03', dryKg: 884.4, lines: [] });
    await app.post(`/entries/${entryId}/reversal`, { reason: 'It is there' }, { token: plant.admin.token });
    expect((await list(recycler.admin)).items).toEqual([]);
  });

  it('is summed over a batch and its parts, each direction by itself', async () => {
    const { plant, recycler } = world;
    const drum = await desk.drum();
    expect((await count(drum.id, 877, plant.operator)).status).toBe(201);
    const split = { occurredAt: '2027-03-08T08:00:00-05:00', parts: [{ dryKg: 100 }] };
    const { parts } = desk.done(
      await app.post(`/batches/${drum.id}/splits`, split, desk.as(plant)),
      201,
    ) as unknown as {
      parts: { id: string }[];
    };
    expect((await count(String(parts[0]?.id), 97, plant.admin)).status).toBe(201);
    expect((await count(drum.id, 782.5, plant.admin)).status).toBe(201);
    expect(new Set(await cases(recycler.admin))).toEqual(
      new Set([
        ['counted', 'added', 5.5, '2027-03-08', drum.id, null],
        ['counted', 'taken', 6, '2027-03-08', drum.id, null],
      ]),
    );
  });

  it('is listed of by-product that the recycler holds, to the generator without a reason', async () => {
    const { plant, recycler } = world;
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    desk.done(await desk.receive(id, [asAnnounced(drum)]), 200);
    expect((await count(drum.id, 860, recycler.operator)).status).toBe(403);
    expect((await count(drum.id, 860, recycler.admin)).status).toBe(201);
    expect(await cases(plant.admin)).toEqual([['counted', 'taken', 20, '2027-03-08', drum.id, null]]);
    expect(await cases(recycler.admin)).toEqual([['counted', 'taken', 20, '2027-03-08', drum.id, 'Counted']]);
  });

  it('is lost on an own way where an admin settles nothing between two sites of one party', async () => {
    const { plant, recycler } = world;
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id], { toSiteId: plant.sites[1] });
    desk.done(await desk.receive(id, [{ batchId: drum.id, grossKg: 0, tareKg: 0 }], { by: plant }), 200);
    const lines = [{ batchId: drum.id, dryKg: 0 }];
    const settled = await app.post(`/shipments/${id}/settlement`, { lines }, { token: plant.admin.token });
    expect(settled.status).toBe(200);
    const expected = [['lost-on-own-way', 'taken', 880, '2027-03-05', drum.id, null]];
    for (const { admin } of [plant, recycler]) expect(await cases(admin)).toEqual(expected);
  });

  it('is listed of an own way of the recycler too, to the generator as counted', async () => {
    const { plant, recycler } = world;
    const drum = await desk.drum();
    const first = await desk.sent([drum.id]);
    desk.done(await desk.receive(first.id, [asAnnounced(drum)]), 200);
    const leg = { fromSiteId: recycler.sites[0], toSiteId: recycler.sites[1] };
    const { id } = await desk.planned([drum.id], leg, recycler);
    desk.done(await desk.dispatch(id, { occurredAt: '2027-03-06T08:00:00-05:00' }, recycler), 200);
    const at = { occurredAt: '2027-03-07T08:00:00-05:00' };
    desk.done(await desk.receive(id, [{ batchId: drum.id, grossKg: 0, tareKg: 0 }], at), 200);
    const lines = [{ batchId: drum.id, dryKg: 0 }];
    const settled = await app.post(`/shipments/${id}/settlement`, { lines }, { token: recycler.admin.token });
    expect(settled.status).toBe(200);
    const [[kind, , dryKg], [told]] = [(await cases(recycler.admin))[0], (await cases(plant.admin))[0]];
    expect([kind, dryKg, told]).toEqual(['lost-on-own-way', 880, 'counted']);
  });

  it('is what edits took and what was taken back, but not within a day of its logging', async () => {
    const { plant, recycler } = world;
    const [free, undone, edited] = [await desk.drum(), await desk.drum(), await desk.drum()];
    const edit = async (id: string, grossKg: number) => {
      const { version } = (await app.get(`/batches/${id}`, desk.as(plant))).body;
      const how = { token: plant.admin.token, headers: { 'if-match': `"${version}"` } };
      expect((await app.patch(`/batches/${id}`, { grossKg }, how)).status).toBe(200);
    };
    const undo = async (id: string) => {
      const { items } = (await app.get(`/entries?batchId=${id}`, desk.as(plant))).body;
      const answer = await app.post(
        `/entries/${items[0].id}/reversal`,
        { reason: 'Never was' },
        { token: plant.admin.token },
      );
      expect(answer.status).toBe(201);
    };
    await edit(free.id, 520);
    await undo(free.id);
    await edit(edited.id, 1010);
    expect((await list(plant.admin)).items).toEqual([]);
    app.clock.time += 86_400_001;
    // A hundred kilograms less net are 88 kg less dry.
    await edit(edited.id, 910);
    await undo(undone.id);
    expect(new Set(await cases(recycler.admin))).toEqual(
      new Set([
        ['unlogged', 'taken', 880, '2027-07-01', undone.id, null],
        ['edited', 'taken', 88, '2027-07-01', edited.id, null],
      ]),
    );
    expect(await todo(recycler.admin)).toHaveLength(2);
  });

  it('stands on the to-do lists of both sides for 90 days', async () => {
    const { plant, recycler } = world;
    // Ninety days before 30 June is 1 April.
    const [old, drum] = [await desk.drum(), await desk.drum()];
    await count(old.id, 0, plant.admin, { occurredAt: '2027-03-31T12:00:00-04:00' });
    await count(drum.id, 0, plant.admin, { occurredAt: '2027-04-01T12:00:00-04:00' });
    for (const reader of [plant.admin, plant.analyst, recycler.admin, recycler.analyst]) {
      expect(await todo(reader)).toEqual([[drum.id, 880, '2027-04-01']]);
    }
    for (const reader of [plant.operator, world.otherRecycler.admin]) expect(await todo(reader)).toEqual([]);
  });

  it('is paged with what went back into the process, which needs no admin, each once', async () => {
    const { plant, recycler } = world;
    const drums = [await desk.drum(), await desk.drum(), await desk.drum()];
    for (const { id } of drums.slice(0, 2)) await count(id, 0, plant.admin);
    const more = { kind: 'reused-in-process', reason: 'Clean', dryKg: 12.5 };
    expect((await count(String(drums[2]?.id), 0, plant.operator, more)).status).toBe(201);
    const whole = (await list(recycler.admin)).items;
    expect(whole).toHaveLength(4);
    expect(whole.filter(({ kind }: { kind: string }) => kind !== 'counted')).toMatchObject([
      { kind: 'reused-in-process', direction: null, dryKg: 12.5, reason: null, lines: [{ batchId: drums[2]?.id }] },
    ]);
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await list(recycler.admin, `limit=1${cursor && `&cursor=${cursor}`}`);
      expect(page.items).toHaveLength(1);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
  });
});
