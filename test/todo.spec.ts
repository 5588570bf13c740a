import { agreementBody, assayOf, signedAgreement } from './support/loop.js';
import { supplied } from './support/blended-loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, created, type Person, type World } from './support/world.js';

/* The clock stands at noon UTC of 30 June 2027; every drum is 880 kg dry. The agreement wants receipts within 10 days. */
describe('the to-do list', () => {
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
  afterAll(() => app.stop());

  const listFor = async ({ token }: Person, ...kinds: string[]) => {
    const { status, body } = await app.get('/todo', { token });
    expect([status, body.nextCursor]).toEqual([200, null]);
    return body.items.filter(({ kind }: { kind: string }) => kinds.length === 0 || kinds.includes(kind));
  };
  const waits = async (person: Person, kind: string): Promise<boolean> => (await listFor(person, kind)).length > 0;

  it('is empty where nothing waits', async () => {
    for (const { admin, operator } of [world.plant, world.recycler, world.otherPlant]) {
      expect(await listFor(admin)).toEqual([]);
      expect(await listFor(operator)).toEqual([]);
    }
    expect(await listFor(world.auditor)).toEqual([]);
    expect((await app.get('/todo', world.platform)).status).toBe(403);
  });

  it('names what is to be dispatched, then what is to be received and until when', async () => {
    const [drum, other] = [await desk.drum(), await desk.drum({ code: 'D-2' })];
    const { id, code } = await desk.planned([drum.id, other.id], { plannedOn: '2027-07-02' });
    const shipment = { type: 'shipment', id, code };
    const facts = { dryKg: 1760, count: 2, agreementId, siteId: null };
    expect(await listFor(world.plant.operator)).toEqual([
      { kind: 'dispatch', subject: shipment, since: '2027-06-30', dueOn: '2027-07-02', ...facts },
    ]);
    expect(await listFor(world.recycler.operator)).toEqual([]);
    expect((await desk.dispatch(id)).status).toBe(200);
    expect(await listFor(world.plant.operator)).toEqual([]);
    // Dispatched on 3 March, to be confirmed within 10 days.
    expect(await listFor(world.recycler.operator)).toEqual([
      { kind: 'receive', subject: shipment, since: '2027-03-03', dueOn: '2027-03-13', ...facts },
    ]);
    expect(await listFor(world.recycler.analyst)).toEqual([]);
    expect((await desk.receive(id, [asAnnounced(drum), asAnnounced(other)])).status).toBe(200);
    expect(await listFor(world.recycler.operator)).toEqual([]);
  });

  it('keeps a dispute for the side that has not named what the other named', async () => {
    const drum = await desk.drum();
    const { id, code } = await desk.sent([drum.id]);
    // 900 kg net less 12 % are 792 kg dry: 10 % less than announced.
    const light = { batchId: drum.id, grossKg: 920, tareKg: 20 };
    expect((await desk.receive(id, [light])).status).toBe(200);
    const { plant, recycler } = world;
    expect(await listFor(plant.operator)).toEqual([
      {
        kind: 'dispute',
        subject: { type: 'shipment', id, code },
        since: '2027-03-05',
        dueOn: null,
        dryKg: 792,
        count: 1,
        agreementId,
        siteId: null,
      },
    ]);
    const waiting = async () => [await waits(plant.operator, 'dispute'), await waits(recycler.operator, 'dispute')];
    const name = (dryKg: number, by: World['plant'] | World['recycler']) =>
      desk.settle(id, [{ batchId: drum.id, dryKg }], by);
    expect(await waiting()).toEqual([true, true]);
    await name(880, plant);
    expect(await waiting()).toEqual([false, true]);
    await name(792, recycler);
    expect(await waiting()).toEqual([true, true]);
    await name(792, plant);
    expect(await waiting()).toEqual([false, false]);
  });

  it('counts by-products without assay, one line a site with the oldest', async () => {
    const bare = { assay: undefined };
    await desk.drum({ ...bare, code: 'B-2' });
    const oldest = await desk.drum({ ...bare, code: 'B-1', occurredAt: '2027-03-01T08:00:00-05:00' });
    const there = await desk.drum({ ...bare, code: 'C-1', siteId: world.plant.sites[1] });
    const spent = await desk.drum({ ...bare, code: 'C-2', siteId: world.plant.sites[1] });
    await created(
      app,
      `/batches/${spent.id}/dispositions`,
      { kind: 'reused-in-process', reason: 'Clean', occurredAt: '2027-03-02T09:00:00-05:00' },
      world.plant.operator.token,
    );
    const [here, elsewhere] = world.plant.sites;
    const line = (id: string, code: string, more: object) => ({
      kind: 'missing-assay',
      subject: { type: 'batch', id, code },
      dueOn: null,
      agreementId,
      ...more,
    });
    expect(await listFor(world.plant.operator)).toEqual([
      line(oldest.id, 'B-1', { since: '2027-03-01', dryKg: 1760, count: 2, siteId: here }),
      line(there.id, 'C-1', { since: '2027-03-02', dryKg: 880, count: 1, siteId: elsewhere }),
    ]);
    const found = async (query: string): Promise<string[]> => {
      const answer = await app.get(`/batches?kind=by-product&withoutAssay=${query}`, world.plant.operator);
      return answer.body.items.map(({ code }: { code: string }) => code).toSorted();
    };
    // The list of batches finds those that were counted; of the fourth nothing is left.
    expect(await found('true')).toEqual(['B-1', 'B-2', 'C-1']);
    expect(await found(`true&siteId=${elsewhere}`)).toEqual(['C-1']);
    expect(await found(`true&originSiteId=${here}`)).toEqual(['B-1', 'B-2']);
    await created(app, `/batches/${there.id}/assays`, assayOf({ Nd: 25 }), world.plant.operator.token);
    expect(await listFor(world.plant.operator)).toHaveLength(1);
    expect(await found('true')).toEqual(['B-1', 'B-2']);
    expect((await app.get('/batches?withoutAssay=no', world.plant.operator)).status).toBe(400);
  });

  it('asks the admins of both sides for their signatures, of changes too', async () => {
    const { plant, otherRecycler, recycler } = world;
    const body = agreementBody(world, { reference: 'LOOP-2', recyclerId: otherRecycler.id, exclusive: false });
    const { id } = await created(app, '/agreements', body, plant.admin.token);
    expect(await listFor(plant.admin, 'sign')).toEqual([
      {
        kind: 'sign',
        subject: { type: 'agreement', id, code: 'LOOP-2' },
        since: '2027-06-30',
        dueOn: null,
        dryKg: null,
        count: null,
        agreementId: id,
        siteId: null,
      },
    ]);
    expect(await waits(otherRecycler.admin, 'sign')).toBe(false);
    await created(app, `/agreements/${id}/signatures`, {}, plant.admin.token);
    expect([await waits(plant.admin, 'sign'), await waits(otherRecycler.admin, 'sign')]).toEqual([false, true]);
    expect(await waits(otherRecycler.operator, 'sign')).toBe(false);

    const end = { endsOn: '2030-12-31', reason: 'The plant moves' };
    await created(app, `/agreements/${agreementId}/termination`, end, plant.admin.token);
    expect([await waits(plant.admin, 'sign'), await waits(recycler.admin, 'sign')]).toEqual([true, true]);
    await created(app, `/agreements/${agreementId}/signatures`, {}, recycler.admin.token);
    expect([await waits(plant.admin, 'sign'), await waits(recycler.admin, 'sign')]).toEqual([true, false]);
  });

  it('asks those who count for a count of work in progress, until a month after the last one', async () => {
    const { admin, operator, analyst, sites } = world.plant;
    const site = sites[0] ?? '';
    const supply = await supplied(app, world);
    const charge = { siteId: site, batchId: supply, dryKg: 10, occurredAt: '2027-03-20T08:00:00-04:00' };
    expect(await waits(operator, 'count-due')).toBe(false);
    await created(app, '/charges', charge, operator.token);
    const { body } = await app.get(`/sites/${site}`, { token: operator.token });
    const due = {
      kind: 'count-due',
      subject: { type: 'site', id: site, code: body.code },
      siteId: site,
      dryKg: null,
      count: null,
      agreementId: null,
    };
    // Never counted: a month after the first charge.
    const first = { ...due, since: '2027-03-20', dueOn: '2027-04-20' };
    for (const person of [admin, operator]) expect(await listFor(person, 'count-due')).toEqual([first]);
    for (const person of [analyst, world.recycler.admin, world.otherPlant.admin]) {
      expect(await waits(person, 'count-due')).toBe(false);
    }
    const counted = (countedOn: string) =>
      created(app, `/sites/${site}/counts`, { countedOn, lines: [] }, operator.token);
    await counted('2027-03-31');
    // Nothing was charged since: what is in progress was counted.
    expect(await waits(operator, 'count-due')).toBe(false);
    const april = { ...charge, occurredAt: '2027-04-02T08:00:00-04:00' };
    await created(app, '/charges', april, operator.token);
    expect(await listFor(operator, 'count-due')).toEqual([{ ...due, since: '2027-03-31', dueOn: '2027-04-30' }]);
    await counted('2027-05-31');
    expect(await waits(operator, 'count-due')).toBe(false);
    // What was taken back was never charged.
    const june = { ...charge, occurredAt: '2027-06-02T08:00:00-04:00' };
    const { body: last } = await app.post('/charges', june, { token: operator.token });
    await created(app, `/entries/${String(last.entryId)}/reversal`, { reason: 'Another day' }, operator.token);
    expect(await waits(operator, 'count-due')).toBe(false);
  });

  it('tells both sides of the breaches of the last 90 days', async () => {
    const { plant, recycler } = world;
    // Ninety days before 30 June is 1 April.
    const days = ['2027-03-31', '2027-04-01'];
    const drums = [await desk.drum({ code: 'X-1' }), await desk.drum({ code: 'X-2' })];
    const entries: string[] = [];
    for (const [index, day] of days.entries()) {
      const sale = { kind: 'sold-elsewhere', occurredAt: `${day}T12:00:00-04:00`, breach: { reason: 'By mistake' } };
      const { body, status } = await app.post(`/batches/${drums[index]?.id}/dispositions`, sale, plant.admin);
      expect(status).toBe(201);
      entries.push(body.entryId);
    }
    const expected = [
      {
        kind: 'breach',
        subject: { type: 'batch', id: drums[1]?.id, code: 'X-2' },
        since: '2027-04-01',
        dueOn: null,
        dryKg: 880,
        count: 1,
        agreementId,
        siteId: null,
      },
    ];
    for (const reader of [plant.admin, plant.analyst, recycler.admin, recycler.analyst]) {
      expect(await listFor(reader, 'breach')).toEqual(expected);
    }
    expect(await waits(plant.operator, 'breach')).toBe(false);
    expect(await waits(world.otherRecycler.admin, 'breach')).toBe(false);
    await created(app, `/entries/${entries[1]}/reversal`, { reason: 'Not sold after all' }, plant.admin.token);
    expect(await waits(recycler.admin, 'breach')).toBe(false);
  });

  it('tells both sides of what was counted away beyond the tolerance', async () => {
    const { plant, recycler } = world;
    const { id } = await desk.drum({ code: 'Y-1' });
    const away = { kind: 'stock-difference', dryKg: 0, reason: 'Gone', occurredAt: '2027-05-03T08:00:00-04:00' };
    expect((await app.post(`/batches/${id}/dispositions`, away, plant.operator)).status).toBe(403);
    expect(await waits(recycler.admin, 'difference')).toBe(false);
    const { entryId } = (await app.post(`/batches/${id}/dispositions`, away, plant.admin)).body;
    const expected = [
      {
        kind: 'difference',
        subject: { type: 'batch', id, code: 'Y-1' },
        since: '2027-05-03',
        dueOn: null,
        dryKg: 880,
        count: 1,
        agreementId,
        siteId: null,
      },
    ];
    for (const reader of [plant.admin, recycler.admin]) expect(await listFor(reader, 'difference')).toEqual(expected);
    await created(app, `/entries/${entryId}/reversal`, { reason: 'Found' }, plant.admin.token);
    expect(await waits(recycler.admin, 'difference')).toBe(false);
  });
});
