import { EntryRow, Reversing, verifyLedger } from '../src/modules/ledger/index.js';
import { blendedLoop, supplied, type BlendedLoop } from './support/blended-loop.js';
import { assayOf, sludge } from './support/loop.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type Person, type World } from './support/world.js';

const WHEN = '2027-03-20T08:00:00-04:00';

describe('charges', () => {
  let app: TestApp;
  let world: World;
  let loop: BlendedLoop;
  let operator: { token: string };

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    loop = await blendedLoop(app, world);
    operator = { token: world.plant.operator.token };
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const charge = (batchId: string, more: object = {}, as: Pick<Person, 'token'> = operator): Promise<Answer> =>
    app.post('/charges', { siteId: world.plant.sites[0], batchId, occurredAt: WHEN, ...more }, { token: as.token });
  const read = (person: Person, path = ''): Promise<Answer> => app.get(`/charges${path}`, { token: person.token });
  const statusOf = async (batchId: string): Promise<unknown[]> => {
    const { status, remainingDryKg } = (await app.get(`/batches/${batchId}`, operator)).body;
    return [status, remainingDryKg];
  };

  describe('of a supply', () => {
    it('take a part, then the rest', async () => {
      // 60 of 100 kg hold 42 of 70 kg Nd; the rest is 40 kg with 28 kg.
      const batchId = await supplied(app, world, { code: 'PART' });
      const part = await charge(batchId, { dryKg: 60 });
      expect(part.status).toBe(201);
      expect(part.body).toMatchObject({
        siteId: world.plant.sites[0],
        batchId,
        batchStatus: 'on-hand',
        dryKg: 60,
        elements: { Nd: { kg: 42 } },
        occurredAt: '2027-03-20T12:00:00.000Z',
        occurredOn: '2027-03-20',
        status: 'booked',
      });
      // What is left is left of dry mass and of each element alike; what it held at first stays what it was.
      const { remainingDryKg, remainingElements, elements } = (await app.get(`/batches/${batchId}`, operator)).body;
      expect([remainingDryKg, remainingElements, elements]).toEqual([40, { Nd: { kg: 28 } }, { Nd: { kg: 70 } }]);
      const rest = await charge(batchId);
      expect(rest.body).toMatchObject({ batchStatus: 'charged', dryKg: 40, elements: { Nd: { kg: 28 } } });
      expect(await statusOf(batchId)).toEqual(['charged', 0]);
      expect((await read(world.plant.analyst, `/${part.body.id}`)).body).toEqual({
        ...part.body,
        batchStatus: 'charged',
      });
      expect((await charge(batchId)).body.code).toBe('nothing-left');
    });

    it('take no more than is left, not at an earlier time, and not nothing', async () => {
      const batchId = await supplied(app, world, { code: 'LIMIT' });
      const more = await charge(batchId, { dryKg: 100.000001 });
      expect([more.status, more.body.code]).toEqual([409, 'more-than-left']);
      expect((await charge(batchId, { occurredAt: '2027-03-01T08:00:00-05:00' })).body.code).toBe('out-of-order');
      const wrong = await charge(batchId, { dryKg: 0, siteId: 7, occurredAt: 'now', speed: 1 });
      expect(wrong.status).toBe(400);
      expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
        ...['/dryKg', '/occurredAt', '/siteId', '/speed'],
      ]);
      const ahead = await charge(batchId, { occurredAt: '2027-07-02T12:00:00Z' });
      expect(ahead.body.errors).toEqual([
        { pointer: '/occurredAt', message: 'must not lie more than 24 hours ahead', code: 'too-far-ahead' },
      ]);
      expect(await statusOf(batchId)).toEqual(['on-hand', 100]);
    });

    it('let exactly one through of two at once that are more than is left together', async () => {
      const batchId = await supplied(app, world, { code: 'RACE' });
      const answers = await Promise.all([charge(batchId, { dryKg: 60 }), charge(batchId, { dryKg: 60 })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('more-than-left');
      expect(await statusOf(batchId)).toEqual(['on-hand', 40]);
      expect(app.work.retries).toBe(0);
    });

    it('seal its assay', async () => {
      const batchId = await supplied(app, world, { code: 'SEALED' });
      await charge(batchId, { dryKg: 1 });
      const late = await app.post(`/batches/${batchId}/assays`, assayOf({ Nd: 71 }), operator);
      expect(late.body.code).toBe('batch-sealed');
    });
  });

  describe('are refused', () => {
    it('for a by-product: what goes back into the process is a disposition', async () => {
      const { id } = (await app.post('/batches', sludge(world), operator)).body;
      const answer = await charge(id);
      expect([answer.status, answer.body.code]).toEqual([409, 'charge-kind']);
      expect(answer.body.detail).toContain('reused-in-process');
    });

    it('at another site than where the batch is, and at a foreign one', async () => {
      const batchId = await supplied(app, world, { code: 'ELSEWHERE' });
      expect((await charge(batchId, { siteId: world.plant.sites[1] })).body.code).toBe('not-at-site');
      expect((await charge(batchId, { siteId: world.recycler.sites[0] })).status).toBe(404);
    });

    it('to whoever only reads, or holds something else', async () => {
      const batchId = await supplied(app, world, { code: 'MINE' });
      expect((await charge(batchId, {}, world.plant.analyst)).status).toBe(403);
      expect((await charge(batchId, {}, world.recycler.operator)).status).toBe(403);
      expect((await charge(batchId, {}, world.platform)).status).toBe(403);
      const own = { siteId: world.otherPlant.sites[0] };
      expect((await charge(batchId, own, world.otherPlant.operator)).status).toBe(404);
      // The recycler made the recycled batch and sees it, but the plant has it.
      const foreign = await charge(loop.recycled, { siteId: world.recycler.sites[0] }, world.recycler.admin);
      expect(foreign.body.code).toBe('not-in-your-stock');
      expect((await app.post('/charges', {})).status).toBe(401);
    });
  });

  describe('of a blended batch', () => {
    let blended: Answer;
    let primary: Answer;

    beforeAll(async () => {
      // Half of 300 kg dry with 240 kg Nd: A 100 kg with 80 kg, B and the scrap 25 kg with 20 kg each.
      blended = await charge(loop.recycled, { dryKg: 150, occurredAt: '2027-03-21T08:00:00-04:00' });
      const batchId = await supplied(app, world, { code: 'PRIMARY', occurredAt: '2027-03-21T08:00:00-04:00' });
      primary = await charge(batchId, { dryKg: 60, occurredAt: '2027-03-21T09:00:00-04:00' });
    });

    it('are seen whole by the party that charged', async () => {
      expect(blended.status).toBe(201);
      expect(blended.body).toMatchObject({ batchStatus: 'received', dryKg: 150, elements: { Nd: { kg: 120 } } });
      expect((await read(world.plant.analyst, `/${blended.body.id}`)).body).toEqual(blended.body);
    });

    it("are seen by the recycler as far as they are its agreements', and primary ones not at all", async () => {
      const { body } = await read(world.recycler.analyst);
      expect(body.items).toHaveLength(1);
      expect(body.items[0]).toEqual({ ...blended.body, dryKg: 125, elements: { Nd: { kg: 100 } } });
      expect((await read(world.recycler.analyst, `/${blended.body.id}`)).body).toEqual(body.items[0]);
      expect((await read(world.recycler.analyst, `/${primary.body.id}`)).status).toBe(404);
      const ofB = await read(world.recycler.analyst, `?agreementId=${loop.b}&siteId=${world.plant.sites[0]}`);
      expect(ofB.body.items).toEqual(body.items);
    });

    it('are not seen by the generator of the other agreement, nor by strangers', async () => {
      for (const { analyst } of [world.otherPlant, world.otherRecycler, world.processor]) {
        expect((await read(analyst)).body).toEqual({ items: [], nextCursor: null });
        expect((await read(analyst, `/${blended.body.id}`)).status).toBe(404);
      }
      expect((await read(world.auditor)).body.items).toEqual([]);
    });

    it.each(['plant', 'recycler'] as const)(
      "show an auditor whom the %s invited its one agreement's part",
      async (host) => {
        const invite = { userId: world.auditor.id, untilOn: '2027-12-31' };
        const token = world[host].admin.token;
        const { id } = (await app.post(`/agreements/${loop.a}/invitations`, invite, { token })).body;
        const { items } = (await read(world.auditor)).body;
        expect(items).toEqual([{ ...blended.body, dryKg: 100, elements: { Nd: { kg: 80 } } }]);
        expect((await read(world.auditor, `/${primary.body.id}`)).status).toBe(404);
        expect((await read(world.auditor, `?agreementId=${loop.b}`)).body.items).toEqual([]);
        expect((await app.send('DELETE', `/agreements/${loop.a}/invitations/${id}`, undefined, { token })).status).toBe(
          204,
        );
        expect((await read(world.auditor)).body.items).toEqual([]);
      },
    );

    it('count to the ladder by attribution: own at the usability of the agreement, other recycled, primary', async () => {
      // On 21 March alone. Own 80 kg Nd x 0.97 = 77.6 kg; other recycled 20 + 20 kg; primary 42 kg.
      // Input 77.6 + 40 + 42 = 159.6 kg; headline 77.6 / 159.6, share (77.6 + 40) / 159.6.
      const path = `/reports/circularity?agreementId=${loop.a}&from=2027-03-21&to=2027-03-21`;
      const { elements } = (await app.get(path, { token: world.plant.analyst.token })).body;
      expect(elements).toEqual([
        expect.objectContaining({
          element: 'Nd',
          consumedKg: 80,
          substitutedKg: 77.6,
          otherRecycledConsumedKg: 40,
          primaryConsumedKg: 42,
          primaryReplacementPct: 48.6216,
          recycledSharePct: 73.6842,
        }),
      ]);
      const seen = (await app.get(path, { token: world.recycler.analyst.token })).body.elements[0];
      expect(seen).toMatchObject({ consumedKg: 80, substitutedKg: 77.6, primaryConsumedKg: null });
      expect(seen).toMatchObject({ otherRecycledConsumedKg: null, primaryReplacementPct: null });
    });

    it('are found by agreement, site, day and status, page by page', async () => {
      const count = async (query: string): Promise<number> =>
        (await read(world.plant.analyst, `?${query}`)).body.items.length;
      expect(await count(`agreementId=${loop.a}`)).toBe(1);
      expect(await count(`siteId=${world.plant.sites[1]}`)).toBe(0);
      expect(await count('from=2027-03-21&to=2027-03-21')).toBe(2);
      expect(await count('from=2027-03-22')).toBe(0);
      expect(await count('status=reversed')).toBe(0);
      const first = (await read(world.plant.analyst, '?limit=1&from=2027-03-21')).body;
      expect(first.items.map(({ id }: { id: string }) => id)).toEqual([primary.body.id]);
      const next = (await read(world.plant.analyst, `?limit=1&cursor=${first.nextCursor}`)).body;
      expect(next.items.map(({ id }: { id: string }) => id)).toEqual([blended.body.id]);
      expect((await read(world.plant.analyst, '?status=open')).status).toBe(400);
    });

    it('are undone with their entry: the batch is as it was, and the charge is marked', async () => {
      const batchId = await supplied(app, world, { code: 'UNDONE' });
      const { id, entryId } = (await charge(batchId)).body;
      expect(await statusOf(batchId)).toEqual(['charged', 0]);
      await app.work.run(async (tx) => {
        const entry = await tx.findOneByOrFail(EntryRow, { id: entryId as string });
        const by = { userId: world.plant.operator.id, reason: 'Wrong drum' };
        await app.nest.get(Reversing).reverse(tx, entry, by);
      });
      expect(await statusOf(batchId)).toEqual(['on-hand', 100]);
      const { items } = (await read(world.plant.analyst, '?status=reversed')).body;
      expect(items).toMatchObject([{ id, status: 'reversed', batchStatus: 'on-hand', dryKg: 100 }]);
    });
  });
});
