import { AgreementsQueries } from '../src/modules/agreements/index.js';
import { AgreementDesk, NOBODY, pointersOf } from './support/agreement-desk.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('agreements', () => {
  let app: TestApp;
  let world: World;
  let desk: AgreementDesk;
  let queries: AgreementsQueries;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new AgreementDesk(app, world);
    queries = app.nest.get(AgreementsQueries);
  });
  afterAll(() => app.stop());

  describe('a draft', () => {
    it('is answered whole, with its status and what awaits a signature', async () => {
      const body = desk.bodyFor(world.plant.sites[0], {
        terms: {
          weightTolerancePct: 0.5,
          settleOn: 'mean',
          confirmWithinDays: 10,
          carveOuts: [],
          processorIds: [world.processor.id],
          usabilityFactors: { rMREO: 0.97, 'NdPr oxide': 0.999999 },
          completenessShared: 'verdict',
        },
      });
      const answer = await desk.write(body);
      expect(answer.status).toBe(201);
      expect(answer.headers['etag']).toBe('"1"');
      const { reference, generatorId, recyclerId, ...content } = body;
      expect(answer.body).toEqual({
        id: expect.any(String),
        reference,
        generatorId,
        recyclerId,
        generator: { id: world.plant.id, name: 'Magnet plant' },
        recycler: { id: world.recycler.id, name: 'Recycler' },
        processors: [{ id: world.processor.id, name: 'Metal maker' }],
        side: 'generator',
        status: 'draft',
        ...content,
        termEndsOn: '2036-12-31',
        currentVersion: 1,
        pending: 'agreement',
        versions: [
          {
            version: 1,
            ...content,
            proposedByPartyId: world.plant.id,
            createdAt: '2027-06-30T12:00:00.000Z',
            signatures: [],
          },
        ],
        termination: null,
        createdByPartyId: world.plant.id,
        version: 1,
        createdAt: '2027-06-30T12:00:00.000Z',
      });
      expect((await desk.read(answer.body.id)).body).toEqual(answer.body);
    });

    it('may be written by either side, and by nobody else', async () => {
      const body = desk.bodyFor(world.plant.sites[0]);
      expect((await desk.write(body, world.recycler.admin.token)).body).toMatchObject({
        side: 'recycler',
        status: 'draft',
      });
      const foreign = await desk.write(desk.bodyFor(world.plant.sites[0]), world.otherRecycler.admin.token);
      expect(foreign.status).toBe(403);
      for (const person of [world.plant.operator, world.recycler.operator, world.plant.analyst, world.platform]) {
        expect((await desk.write(desk.bodyFor(world.plant.sites[0]), person.token)).status).toBe(403);
      }
    });

    it('is seen by the side that writes it alone', async () => {
      const id = await desk.draft();
      expect((await desk.read(id)).status).toBe(200);
      expect((await desk.read(id, world.plant.analyst)).status).toBe(200);
      for (const person of [world.recycler.admin, world.otherPlant.admin, world.auditor]) {
        expect((await desk.read(id, person)).status).toBe(404);
      }
      expect((await desk.sign(id, world.recycler.admin)).status).toBe(404);
      const listed = await app.get('/agreements?limit=200', { token: world.recycler.admin.token });
      expect(listed.body.items.map((item: { id: string }) => item.id)).not.toContain(id);
      expect(await queries.idsOf(world.plant.id)).not.toContain(id);
    });

    it('may be changed in every field but its parties, with the ETag that was read', async () => {
      const id = await desk.draft();
      const body = {
        reference: `CHANGED-${id}`,
        startsOn: '2028-01-01',
        exclusive: false,
        scope: { streams: ['strip-cast-slag', 'coated-rejects'] },
        terms: { weightTolerancePct: 1, usabilityFactors: { rMREO: 0.5 } },
      };
      const before = (await desk.read(id)).body;
      expect((await app.patch(`/agreements/${id}`, body, { token: world.plant.admin.token })).status).toBe(428);
      const stale = await desk.send('PATCH', `/agreements/${id}`, { version: 2, body });
      expect(stale.body).toMatchObject({ status: 412, code: 'stale-version' });
      const answer = await desk.send('PATCH', `/agreements/${id}`, { version: 1, body });
      expect(answer.status).toBe(200);
      expect(answer.headers['etag']).toBe('"2"');
      expect(answer.body).toMatchObject({
        reference: body.reference,
        startsOn: '2028-01-01',
        endsOn: '2036-12-31',
        exclusive: false,
        title: before.title,
        scope: { siteIds: before.scope.siteIds, streams: ['strip-cast-slag', 'coated-rejects'] },
        terms: { ...before.terms, weightTolerancePct: 1, usabilityFactors: { rMREO: 0.5 } },
      });
      expect((await desk.read(id)).body).toEqual(answer.body);
      const parties = await desk.send('PATCH', `/agreements/${id}`, { version: 2, body: { recyclerId: NOBODY } });
      expect(pointersOf(parties)).toEqual(['/recyclerId']);
      const wrong = await desk.send('PATCH', `/agreements/${id}`, {
        version: 2,
        body: { endsOn: '2027-12-31', scope: { siteIds: [world.otherPlant.sites[0]] } },
      });
      expect(pointersOf(wrong)).toEqual(['/endsOn', '/scope/siteIds/0']);
    });

    it('may be discarded by its side, and as a proposal by either, until both have signed', async () => {
      const id = await desk.draft();
      expect((await app.send('DELETE', `/agreements/${id}`, undefined, world.plant.admin)).status).toBe(428);
      expect((await desk.send('DELETE', `/agreements/${id}`, { version: 1, by: world.recycler.admin })).status).toBe(
        404,
      );
      expect((await desk.send('DELETE', `/agreements/${id}`, { version: 1 })).status).toBe(204);
      expect((await desk.read(id)).status).toBe(404);
      const proposed = await desk.draft();
      await desk.sign(proposed, world.plant.admin);
      expect(
        (await desk.send('DELETE', `/agreements/${proposed}`, { version: 2, by: world.recycler.admin })).status,
      ).toBe(204);
      expect((await desk.read(proposed)).status).toBe(404);
      const active = await desk.signed(desk.bodyFor(await desk.newSite()));
      const refused = await desk.send('DELETE', `/agreements/${active}`, { version: 3 });
      expect(refused.body).toMatchObject({ status: 409, code: 'agreement-state', facts: { status: 'active' } });
    });

    it('is written once however often the same request is sent', async () => {
      const body = desk.bodyFor(world.plant.sites[0]);
      const options = { token: world.plant.admin.token, headers: { 'idempotency-key': 'agreement-once' } };
      const answers = [await app.post('/agreements', body, options), await app.post('/agreements', body, options)];
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
      expect(answers[1]?.body).toEqual(answers[0]?.body);
      expect(answers[1]?.headers['idempotency-replayed']).toBe('true');
    });

    it('has a reference of its own among those of the two parties, also when three ask at once', async () => {
      const body = desk.bodyFor(world.plant.sites[0]);
      const answers = await Promise.all([1, 2, 3].map(() => desk.write(body)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe('reference-taken');
      expect((await desk.write({ ...body, recyclerId: world.otherRecycler.id })).status).toBe(201);
      const other = await desk.draft();
      const renamed = await desk.send('PATCH', `/agreements/${other}`, {
        version: 1,
        body: { reference: body['reference'] },
      });
      expect(renamed.body).toMatchObject({ status: 409, code: 'reference-taken' });
      const found = await queries.byReference(app.store.manager, String(body['reference']));
      expect(found.map(({ recyclerId }) => recyclerId)).toEqual([world.recycler.id, world.otherRecycler.id]);
    });
  });

  describe('bad input', () => {
    it('has every fault of its form named at once', async () => {
      const answer = await desk.write({
        title: '',
        generatorId: 'plant',
        recyclerId: world.recycler.id,
        startsOn: '2027-02-30',
        endsOn: '2036-12-31',
        exclusive: 'yes',
        coverageTargetPct: 100.5,
        scope: { siteIds: [], streams: ['sawdust'] },
        terms: {
          weightTolerancePct: 0.00001,
          settleOn: 'nobody',
          confirmWithinDays: 1.5,
          carveOuts: ['off-spec', 'off-spec'],
          processorIds: 'none',
          usabilityFactors: [],
        },
        penalty: 5,
      });
      expect(answer.status).toBe(400);
      expect(pointersOf(answer).sort()).toEqual([
        '/coverageTargetPct',
        '/exclusive',
        '/generatorId',
        '/penalty',
        '/reference',
        '/scope/siteIds',
        '/scope/streams',
        '/startsOn',
        '/terms/carveOuts',
        '/terms/confirmWithinDays',
        '/terms/processorIds',
        '/terms/settleOn',
        '/terms/usabilityFactors',
        '/terms/weightTolerancePct',
        '/title',
      ]);
    });

    it('has every fault against the books named at once', async () => {
      const body = desk.bodyFor(world.otherPlant.sites[0], { recyclerId: world.processor.id, endsOn: '2026-12-31' });
      const answer = await desk.write({
        ...body,
        scope: { siteIds: [world.plant.sites[0], world.otherPlant.sites[0], NOBODY], streams: ['*', 'coated-rejects'] },
        terms: {
          ...(body['terms'] as object),
          processorIds: [world.processor.id, world.recycler.id],
          usabilityFactors: { rMREO: 1.1, unobtainium: 0.5, Nd2O3: 0.1234567 },
        },
      });
      expect(answer.status).toBe(400);
      expect(pointersOf(answer).sort()).toEqual([
        '/endsOn',
        '/recyclerId',
        '/scope/siteIds/1',
        '/scope/siteIds/2',
        '/scope/streams',
        '/terms/processorIds/1',
        '/terms/usabilityFactors/Nd2O3',
        '/terms/usabilityFactors/rMREO',
        '/terms/usabilityFactors/unobtainium',
      ]);
    });

    it('includes parties that do not exist and one party on both sides', async () => {
      const body = desk.bodyFor(world.plant.sites[0]);
      expect(pointersOf(await desk.write({ ...body, recyclerId: NOBODY }))).toEqual(['/recyclerId']);
      expect(pointersOf(await desk.write({ ...body, recyclerId: world.plant.id }))).toEqual(['/recyclerId']);
    });

    it('includes anything that is sent with a signature', async () => {
      const id = await desk.draft();
      const answer = await app.post(`/agreements/${id}/signatures`, { nothing: 1, by: 'me' }, world.plant.admin);
      expect(answer.status).toBe(400);
      expect(pointersOf(answer)).toEqual(['/by', '/nothing']);
      expect((await app.post(`/agreements/${id}/signatures`, undefined, world.plant.admin)).status).toBe(201);
    });
  });
});
