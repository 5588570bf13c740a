import type { EntityManager } from 'typeorm';
import { AgreementsQueries, SignatureHooks, type SignedVersion } from '../src/modules/agreements/index.js';
import { AgreementDesk, TODAY } from './support/agreement-desk.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('the signing of agreements', () => {
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

  describe('signing', () => {
    it('proposes with the first signature and makes it hold with the second', async () => {
      const siteId = await desk.newSite();
      const { id } = (await desk.write(desk.bodyFor(siteId))).body;
      const first = await desk.sign(id, world.plant.admin);
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({ status: 'proposed', pending: 'agreement', version: 2 });
      expect(await desk.covering(siteId, TODAY)).toBeNull();
      expect((await desk.read(id, world.recycler.operator)).body).toMatchObject({
        status: 'proposed',
        side: 'recycler',
      });
      expect((await desk.read(id, world.otherRecycler.admin)).status).toBe(404);
      const again = await desk.sign(id, world.plant.admin);
      expect(again.body).toMatchObject({ status: 409, code: 'already-signed' });
      expect((await desk.sign(id, world.recycler.operator)).status).toBe(403);
      expect((await desk.sign(id, world.otherRecycler.admin)).status).toBe(404);
      const second = await desk.at('2027-07-01', () => desk.sign(id, world.recycler.admin));
      expect(second.body).toMatchObject({ status: 'active', pending: null, version: 3 });
      expect(second.body.versions[0].signatures).toEqual([
        {
          partyId: world.plant.id,
          userId: world.plant.admin.id,
          userName: 'Magnet plant admin',
          signedAt: '2027-06-30T12:00:00.000Z',
        },
        {
          partyId: world.recycler.id,
          userId: world.recycler.admin.id,
          userName: 'Recycler admin',
          signedAt: '2027-07-01T12:00:00.000Z',
        },
      ]);
      expect(await desk.covering(siteId, TODAY)).toMatchObject({ agreementId: id, version: 1, exclusive: true });
      expect((await desk.sign(id, world.recycler.admin)).body.code).toBe('nothing-to-sign');
      const edit = await desk.send('PATCH', `/agreements/${id}`, { version: 3, body: { title: 'Other words' } });
      expect(edit.body).toMatchObject({ status: 409, code: 'agreement-state' });
    });

    it('signs only what was read, where the ETag is sent', async () => {
      const id = await desk.draft();
      await desk.send('PATCH', `/agreements/${id}`, { version: 1, body: { title: 'Changed meanwhile' } });
      const stale = await desk.sign(id, world.plant.admin, { 'if-match': '"1"' });
      expect(stale.body).toMatchObject({ status: 412, code: 'stale-version' });
      expect((await desk.sign(id, world.plant.admin, { 'if-match': '"2"' })).status).toBe(201);
    });

    it('is scheduled before the term, active in it, both ends included, and expired after', async () => {
      const id = await desk.signed(
        desk.bodyFor(await desk.newSite(), { startsOn: '2027-07-01', endsOn: '2027-07-31' }),
      );
      const statusOn = (day: string) => desk.at(day, async () => (await desk.read(id)).body.status);
      expect(await statusOn('2027-06-30')).toBe('scheduled');
      expect(await statusOn('2027-07-01')).toBe('active');
      expect(await statusOn('2027-07-31')).toBe('active');
      expect(await statusOn('2027-08-01')).toBe('expired');
      const listed = await app.get('/agreements?status=scheduled', world.plant.admin);
      expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
    });

    it('lets others act in the same unit, and refuse', async () => {
      const heard: { signed: SignedVersion; covered: string | undefined }[] = [];
      let refusal: Error | null = null;
      const siteId = await desk.newSite();
      app.nest.get(SignatureHooks).register(async (tx: EntityManager, one) => {
        const found = await queries.covering(tx, { siteId, stream: 'coated-rejects', day: TODAY });
        heard.push({ signed: one, covered: found?.agreementId });
        if (refusal) throw refusal;
      });
      const { id } = (await desk.write(desk.bodyFor(siteId))).body;
      await desk.sign(id, world.plant.admin);
      expect(heard).toEqual([]);
      refusal = new Error('A listener refuses.');
      expect((await desk.sign(id, world.recycler.admin)).status).toBe(500);
      expect((await desk.read(id)).body.status).toBe('proposed');
      expect(await desk.covering(siteId, TODAY)).toBeNull();
      refusal = null;
      expect((await desk.sign(id, world.recycler.admin)).status).toBe(201);
      expect(heard).toHaveLength(2);
      expect(heard[1]).toMatchObject({
        signed: { facts: { id }, version: { version: 1 }, userId: world.recycler.admin.id },
        covered: id,
      });
    });
  });

  describe('overlap', () => {
    const other = () => ({ recyclerId: world.otherRecycler.id });
    const signOther = async (id: string): Promise<Answer> => {
      await desk.sign(id, world.plant.admin);
      return desk.sign(id, world.otherRecycler.admin);
    };
    const second = async (siteId: string, more: object): Promise<Answer> => {
      const { id } = (await desk.write(desk.bodyFor(siteId, { ...other(), ...more }))).body;
      return signOther(id);
    };
    const scope = (siteId: string, ...streams: string[]): object => ({ scope: { siteIds: [siteId], streams } });

    it('is refused where one of the two is exclusive, without naming the other', async () => {
      const siteId = await desk.newSite();
      const id = await desk.signed(desk.bodyFor(siteId));
      const answer = await second(siteId, { exclusive: false, ...scope(siteId, 'coated-rejects') });
      expect(answer.status).toBe(409);
      expect(answer.body).toMatchObject({
        code: 'overlapping-exclusive-agreement',
        facts: { siteId, stream: 'coated-rejects', day: '2027-01-01' },
      });
      expect(answer.text).not.toContain(id);
      const list = await app.get('/agreements?status=proposed', { token: world.otherRecycler.admin.token });
      expect(list.body.items[0]).toMatchObject({ status: 'proposed', pending: 'agreement' });
    });

    it('is refused where neither is', async () => {
      const siteId = await desk.newSite();
      await desk.signed(desk.bodyFor(siteId, { exclusive: false }));
      const answer = await second(siteId, { exclusive: false, startsOn: '2036-12-31', endsOn: '2040-12-31' });
      expect(answer.body).toMatchObject({ status: 409, code: 'overlapping-agreement', facts: { day: '2036-12-31' } });
    });

    it('is none where terms adjoin, streams differ or sites do', async () => {
      const siteId = await desk.newSite();
      await desk.signed(desk.bodyFor(siteId, scope(siteId, 'coated-rejects')));
      expect((await second(siteId, scope(siteId, 'strip-cast-slag'))).status).toBe(201);
      const next = { startsOn: '2037-01-01', endsOn: '2040-12-31', ...scope(siteId, '*') };
      expect((await second(siteId, next)).status).toBe(201);
      expect((await second(await desk.newSite(), {})).status).toBe(201);
      expect(await desk.covering(siteId, TODAY, 'coated-rejects')).toMatchObject({ recyclerId: world.recycler.id });
      expect(await desk.covering(siteId, TODAY, 'strip-cast-slag')).toMatchObject({
        recyclerId: world.otherRecycler.id,
      });
      expect(await desk.covering(siteId, TODAY, 'sintered-rejects')).toBeNull();
      expect(await desk.covering(siteId, '2037-01-01', 'coated-rejects')).toMatchObject({
        recyclerId: world.otherRecycler.id,
      });
    });

    it('is refused for an amendment too', async () => {
      const [siteA, siteB] = [await desk.newSite(), await desk.newSite()];
      const id = await desk.signed(desk.bodyFor(siteA));
      expect((await second(siteB, {})).status).toBe(201);
      const body = { startsOn: '2028-01-01', scope: { siteIds: [siteA, siteB] } };
      expect((await app.post(`/agreements/${id}/amendments`, body, world.plant.admin)).status).toBe(201);
      const answer = await desk.signBoth(id);
      expect(answer.body).toMatchObject({
        status: 409,
        code: 'overlapping-exclusive-agreement',
        facts: { siteId: siteB, day: '2028-01-01' },
      });
      expect((await desk.read(id)).body).toMatchObject({ pending: 'amendment', currentVersion: 1 });
    });

    it('lets exactly one of several win that are signed at the same time', async () => {
      const sites = [await desk.newSite(), await desk.newSite(), await desk.newSite()];
      const ids: string[] = [];
      for (let index = 0; index < 8; index += 1) {
        // Every one shares a site with every other, named in an order of its own.
        const siteIds = index % 2 === 0 ? sites : [...sites].reverse();
        const body = { ...other(), scope: { siteIds, streams: ['*'] } };
        const { id } = (await desk.write(desk.bodyFor(sites[0] ?? '', body))).body;
        await desk.sign(id, world.plant.admin);
        ids.push(id);
      }
      const { retries } = app.work;
      const answers = await Promise.all(ids.map((id) => desk.sign(id, world.otherRecycler.admin)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
      const lost = answers.filter(({ status }) => status === 409).map(({ body }) => body.code);
      expect(new Set(lost)).toEqual(new Set(['overlapping-exclusive-agreement']));
      expect(app.work.retries).toBe(retries);
      const winner = answers.find(({ status }) => status === 201)?.body.id;
      expect(await desk.covering(sites[1] ?? '', TODAY)).toMatchObject({ agreementId: winner });
    });

    it('lets one signature of a side count when it is given many times at once', async () => {
      const id = await desk.draft();
      const answers = await Promise.all([1, 2, 3, 4].map(() => desk.sign(id, world.plant.admin)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
      expect((await desk.read(id)).body.versions[0].signatures).toHaveLength(1);
    });
  });
});
