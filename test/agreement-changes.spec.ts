import { AgreementsQueries } from '../src/modules/agreements/index.js';
import { AgreementDesk, pointersOf } from './support/agreement-desk.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('changes of agreements', () => {
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

  describe('an amendment', () => {
    const amend = (id: string, body: object, by = world.plant.admin): Promise<Answer> =>
      app.post(`/agreements/${id}/amendments`, body, { token: by.token });

    it('changes nothing until both have signed, and then from its first day on', async () => {
      const [siteA, siteB] = [await desk.newSite(), await desk.newSite()];
      const id = await desk.signed(desk.bodyFor(siteA));
      const proposed = await amend(id, {
        startsOn: '2027-10-01',
        exclusive: false,
        scope: { siteIds: [siteA, siteB] },
        terms: { weightTolerancePct: 2, processorIds: [world.processor.id] },
      });
      expect(proposed.status).toBe(201);
      expect(proposed.body).toMatchObject({ status: 'active', pending: 'amendment', exclusive: true, version: 4 });
      await desk.sign(id, world.recycler.admin);
      expect(await desk.covering(siteB, '2027-10-01')).toBeNull();
      const answer = await desk.sign(id, world.plant.admin);
      expect(answer.body).toMatchObject({ status: 'active', pending: null, currentVersion: 1 });
      expect(answer.body.versions).toHaveLength(2);
      expect(answer.body.versions[1]).toMatchObject({
        version: 2,
        title: 'Full by-product recycling',
        endsOn: '2036-12-31',
        scope: { siteIds: [siteA, siteB], streams: ['*'] },
        terms: { weightTolerancePct: 2, settleOn: 'receiver', carveOuts: ['off-spec'] },
        proposedByPartyId: world.plant.id,
      });
      expect(await desk.covering(siteA, '2027-09-30')).toMatchObject({ version: 1, exclusive: true });
      expect(await desk.covering(siteA, '2027-10-01')).toMatchObject({
        version: 2,
        exclusive: false,
        terms: { weightTolerancePpm: 20_000 },
      });
      expect(await desk.covering(siteB, '2027-09-30')).toBeNull();
      expect(await desk.covering(siteB, '2036-12-31')).toMatchObject({ version: 2 });
      expect(await desk.covering(siteB, '2037-01-01')).toBeNull();
      const { manager } = app.store;
      expect(await queries.version(manager, id, 1)).toMatchObject({ terms: { weightTolerancePpm: 5_000 } });
      expect(await queries.versionOn(manager, id, '2026-12-31')).toBeNull();
      expect(await queries.versionOn(manager, id, '2040-01-01')).toMatchObject({ version: 2 });
      expect(await queries.version(manager, id, 2)).toEqual(await desk.covering(siteB, '2027-10-01'));
      const processors = async (day?: string) => (await queries.sides(manager, [id], day)).get(id)?.processorIds;
      expect(await processors('2027-09-30')).toEqual([]);
      expect(await processors('2027-10-01')).toEqual([world.processor.id]);
      expect(await processors()).toEqual([world.processor.id]);
      const later = await desk.at('2027-10-01', () => desk.read(id));
      expect(later.body).toMatchObject({ exclusive: false, currentVersion: 2 });
    });

    it('names every fault, and needs one thing that changes', async () => {
      const id = await desk.signed(desk.bodyFor(await desk.newSite()));
      const wrong = await amend(id, {
        startsOn: '2026-12-31',
        scope: { siteIds: [world.otherPlant.sites[0]] },
        terms: { processorIds: [world.plant.id], usabilityFactors: { unobtainium: 2 } },
      });
      expect(pointersOf(wrong).sort()).toEqual([
        '/scope/siteIds/0',
        '/startsOn',
        '/terms/processorIds/0',
        '/terms/usabilityFactors/unobtainium',
      ]);
      expect(pointersOf(await amend(id, { startsOn: '2028-01-01' }))).toEqual(['']);
      expect(pointersOf(await amend(id, { title: 'From when?' }))).toEqual(['/startsOn']);
    });

    it('is made of a signed agreement by an admin of either side, one at a time', async () => {
      const id = await desk.draft();
      const body = { startsOn: '2028-01-01', title: 'Another title' };
      expect((await amend(id, body)).body).toMatchObject({ status: 409, code: 'agreement-state' });
      await desk.signBoth(id);
      expect((await amend(id, body, world.recycler.operator)).status).toBe(403);
      expect((await amend(id, body, world.otherRecycler.admin)).status).toBe(404);
      const answers = await Promise.all([1, 2, 3].map(() => amend(id, body, world.recycler.admin)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      expect((await amend(id, body)).body.code).toBe('signature-pending');
    });

    it('may be taken back or declined until both have signed it', async () => {
      const id = await desk.signed(desk.bodyFor(await desk.newSite()));
      const url = `/agreements/${id}/amendments/pending`;
      expect((await desk.send('DELETE', url, { version: 3 })).body).toMatchObject({
        status: 409,
        code: 'nothing-pending',
      });
      await amend(id, { startsOn: '2028-01-01', title: 'First try' });
      await desk.sign(id, world.plant.admin);
      expect((await desk.send('DELETE', url, { version: 3 })).status).toBe(412);
      expect((await desk.send('DELETE', url, { version: 5, by: world.otherPlant.admin })).status).toBe(404);
      expect((await desk.send('DELETE', url, { version: 5, by: world.recycler.admin })).status).toBe(204);
      expect((await desk.read(id)).body).toMatchObject({ pending: null, version: 6 });
      expect((await amend(id, { startsOn: '2028-01-01', title: 'Second try' })).status).toBe(201);
      const answer = await desk.signBoth(id);
      expect(answer.body.versions.map(({ title }: { title: string }) => title)).toEqual([
        'Full by-product recycling',
        'Second try',
      ]);
    });
  });

  describe('a termination', () => {
    const terminate = (id: string, endsOn: string, by = world.recycler.admin): Promise<Answer> =>
      app.post(`/agreements/${id}/termination`, { endsOn, reason: 'The plant closes.' }, { token: by.token });

    it('ends the term once both have signed', async () => {
      const siteId = await desk.newSite();
      const id = await desk.signed(desk.bodyFor(siteId));
      const proposed = await terminate(id, '2027-12-31');
      expect(proposed.body).toMatchObject({
        status: 'active',
        pending: 'termination',
        termEndsOn: '2036-12-31',
        termination: { endsOn: '2027-12-31', proposedByPartyId: world.recycler.id, signatures: [] },
      });
      expect(await desk.covering(siteId, '2028-01-01')).not.toBeNull();
      const answer = await desk.signBoth(id);
      expect(answer.body).toMatchObject({ status: 'active', pending: null, termEndsOn: '2027-12-31' });
      expect(answer.body.termination.signatures).toHaveLength(2);
      expect(await desk.covering(siteId, '2027-12-31')).not.toBeNull();
      expect(await desk.covering(siteId, '2028-01-01')).toBeNull();
      expect((await desk.at('2028-01-01', () => desk.read(id))).body.status).toBe('terminated');
      const next = desk.bodyFor(siteId, { startsOn: '2028-01-01', recyclerId: world.otherRecycler.id });
      const { id: follower } = (await desk.write(next)).body;
      await desk.sign(follower, world.plant.admin);
      expect((await desk.sign(follower, world.otherRecycler.admin)).status).toBe(201);
      expect((await terminate(id, '2027-11-30')).body).toMatchObject({ status: 409, code: 'already-terminated' });
      const longer = { startsOn: '2027-07-01', endsOn: '2030-12-31' };
      expect(pointersOf(await app.post(`/agreements/${id}/amendments`, longer, world.plant.admin))).toEqual([
        '/endsOn',
      ]);
    });

    it('may lie in the past, but not after the term', async () => {
      const siteId = await desk.newSite();
      const id = await desk.signed(desk.bodyFor(siteId));
      expect(pointersOf(await terminate(id, '2037-01-01'))).toEqual(['/endsOn']);
      expect(pointersOf(await app.post(`/agreements/${id}/termination`, {}, world.plant.admin))).toEqual([
        '/endsOn',
        '/reason',
      ]);
      expect((await terminate(id, '2027-03-31')).status).toBe(201);
      expect((await desk.signBoth(id)).body.status).toBe('terminated');
      expect(await desk.covering(siteId, '2027-03-31')).not.toBeNull();
      expect(await desk.covering(siteId, '2027-04-01')).toBeNull();
      expect((await terminate(id, '2027-03-01')).body.code).toBe('agreement-state');
    });

    it('may be taken back until both have signed it', async () => {
      const id = await desk.signed(desk.bodyFor(await desk.newSite()));
      const url = `/agreements/${id}/termination`;
      await terminate(id, '2027-12-31');
      await desk.sign(id, world.recycler.admin);
      expect((await desk.send('DELETE', `/agreements/${id}/amendments/pending`, { version: 5 })).status).toBe(409);
      expect((await desk.send('DELETE', url, { version: 5 })).status).toBe(204);
      expect((await desk.read(id)).body).toMatchObject({ pending: null, termination: null });
      await terminate(id, '2028-12-31');
      await desk.signBoth(id);
      const { version, termination } = (await desk.read(id)).body;
      expect(termination.endsOn).toBe('2028-12-31');
      expect((await desk.send('DELETE', url, { version })).body.code).toBe('nothing-pending');
    });
  });
});
