import { AgreementsQueries } from '../src/modules/agreements/index.js';
import type { Caller } from '../src/common/caller.js';
import { AgreementDesk, NOBODY, TODAY, pointersOf } from './support/agreement-desk.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildPerson, buildWorld, type Person, type World } from './support/world.js';

describe('the view of an agreement', () => {
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

  describe('an auditor', () => {
    const invite = (id: string, body: object, by = world.plant.admin): Promise<Answer> =>
      app.post(`/agreements/${id}/invitations`, body, { token: by.token });
    const callerOf = ({ id }: Person): Caller => ({
      userId: id,
      partyId: world.auditor.partyId,
      role: 'auditor',
      credentialId: '',
    });

    it('reads one agreement as the inviting party, until a day', async () => {
      const id = await desk.signed(desk.bodyFor(await desk.newSite()));
      const { auditor } = world;
      expect((await desk.read(id, auditor)).status).toBe(404);
      const answer = await invite(id, { userId: auditor.id, untilOn: '2027-07-31' }, world.recycler.admin);
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual({
        id: expect.any(String),
        agreementId: id,
        userId: auditor.id,
        name: 'An auditor',
        email: auditor.email,
        untilOn: '2027-07-31',
        revokedAt: null,
        createdAt: '2027-06-30T12:00:00.000Z',
      });
      expect((await desk.read(id, auditor)).body).toMatchObject({ id, side: 'recycler' });
      const listed = await app.get('/agreements', { token: auditor.token });
      expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
      const view = { agreementId: id, partyId: world.recycler.id, side: 'recycler' };
      expect(await queries.allSeenBy(callerOf(auditor))).toEqual([view]);
      const { facts, ...seen } = await queries.seenBy(callerOf(auditor), id);
      expect({ agreementId: facts.id, ...seen }).toEqual(view);
      expect((await desk.sign(id, auditor)).status).toBe(403);
      expect((await app.get(`/agreements/${id}/invitations`, auditor)).status).toBe(403);
      expect(await desk.at('2027-07-31', async () => (await desk.read(id, auditor)).status)).toBe(200);
      expect(await desk.at('2027-08-01', async () => (await desk.read(id, auditor)).status)).toBe(404);
      await desk.at('2027-08-01', () =>
        expect(queries.seenBy(callerOf(auditor), id)).rejects.toThrow('no such agreement'),
      );
    });

    it('is invited by address too, and by each side for itself', async () => {
      const id = await desk.signed(desk.bodyFor(await desk.newSite()));
      const plan = { partyId: world.auditor.partyId, email: 'Ivy@auditors.test', name: 'Ivy Marsh', role: 'auditor' };
      const ivy = await buildPerson(app, world.platform.token, plan);
      const first = await invite(id, { email: 'IVY@auditors.test', untilOn: TODAY });
      expect(first.body).toMatchObject({ userId: ivy.id, name: 'Ivy Marsh', email: 'Ivy@auditors.test' });
      const second = await invite(id, { userId: ivy.id, untilOn: '2027-12-31' });
      const list = (by: Person) => app.get(`/agreements/${id}/invitations`, { token: by.token });
      const own = (await list(world.plant.analyst)).body.items;
      expect(own.map((item: { id: string; revokedAt: string | null }) => [item.id, item.revokedAt])).toEqual([
        [second.body.id, null],
        [first.body.id, '2027-06-30T12:00:00.000Z'],
      ]);
      expect((await list(world.recycler.admin)).body.items).toEqual([]);
      expect((await list(world.otherPlant.admin)).status).toBe(404);
      const url = `/agreements/${id}/invitations/${second.body.id}`;
      expect((await app.get(url, world.plant.analyst)).body).toEqual(second.body);
      expect((await app.get(url, world.recycler.admin)).status).toBe(404);
      expect((await app.send('DELETE', url, undefined, world.recycler.admin)).status).toBe(404);
      expect((await app.send('DELETE', url, undefined, world.plant.operator)).status).toBe(403);
      expect((await desk.read(id, ivy)).body.side).toBe('generator');
      expect((await app.send('DELETE', url, undefined, world.plant.admin)).status).toBe(204);
      expect((await desk.read(id, ivy)).status).toBe(404);
    });

    it('has the role, and is named in one way', async () => {
      const id = await desk.draft();
      const faulty = async (body: object) => pointersOf(await invite(id, body)).sort();
      expect(await faulty({ userId: world.plant.analyst.id, untilOn: '2027-06-29' })).toEqual(['/untilOn', '/userId']);
      expect(await faulty({ email: 'nobody@auditors.test', untilOn: TODAY })).toEqual(['/email']);
      expect(await faulty({ untilOn: TODAY })).toEqual(['']);
      expect(await faulty({ userId: world.auditor.id, email: world.auditor.email, untilOn: TODAY })).toEqual(['']);
      const invited = await invite(id, { userId: world.auditor.id, untilOn: TODAY });
      expect(invited.status).toBe(201);
      expect((await desk.send('DELETE', `/agreements/${id}`, { version: 1 })).status).toBe(204);
    });
  });

  describe('who sees what', () => {
    it('is the sides of an agreement, page by page', async () => {
      const ids = [await desk.draft(), await desk.draft(), await desk.draft()];
      await desk.sign(ids[2] ?? '', world.plant.admin);
      const first = await app.get('/agreements?limit=2', world.plant.operator);
      expect(first.body.items.map((item: { id: string }) => item.id)).toEqual([ids[2], ids[1]]);
      const next = await app.get(`/agreements?limit=2&cursor=${first.body.nextCursor}`, world.plant.operator);
      expect(next.body.items[0].id).toBe(ids[0]);
      const { reference } = first.body.items[0];
      const found = await app.get(`/agreements?reference=${reference}`, { token: world.recycler.admin.token });
      expect(found.body.items).toMatchObject([{ id: ids[2], side: 'recycler' }]);
      expect((await app.get('/agreements?status=open', world.plant.admin)).status).toBe(400);
      expect((await app.get('/agreements', { token: world.otherPlant.admin.token })).body).toEqual({
        items: [],
        nextCursor: null,
      });
      expect((await app.get('/agreements', world.platform)).status).toBe(403);
      expect((await desk.read(NOBODY)).status).toBe(404);
      expect((await desk.read('none')).status).toBe(400);
      expect(await queries.idsOf(world.recycler.id)).toContain(ids[2]);
      expect(await queries.idsOf(world.recycler.id)).not.toContain(ids[1]);
    });

    it("includes the counterparty's sites, once that side has signed", async () => {
      const fresh = { name: 'Fresh recycler', roles: ['recycler'], country: 'FR' };
      const { id: partyId } = (await app.post('/parties', fresh, world.platform)).body;
      const site = { code: 'F-1', name: 'Fresh site', country: 'FR', timeZone: 'Europe/Paris' };
      await app.post(`/parties/${partyId}/sites`, site, world.platform);
      const plan = { partyId, email: 'admin@fresh.test', name: 'Fresh admin', role: 'admin' };
      const admin = await buildPerson(app, world.platform.token, plan);
      const see = async (person: Person, of = partyId) => (await app.get(`/parties/${of}/sites`, person)).status;
      expect((await app.get(`/parties/${partyId}/sites`, world.platform)).body).toMatchObject({
        items: [{ partyId, ...site }],
        nextCursor: null,
      });
      expect(await see(world.plant.operator)).toBe(404);
      const { id } = (await desk.write(desk.bodyFor(await desk.newSite(), { recyclerId: partyId }))).body;
      expect([await see(world.plant.operator), await see(admin, world.plant.id)]).toEqual([404, 404]);
      await desk.sign(id, world.plant.admin);
      expect([await see(world.plant.operator), await see(admin, world.plant.id)]).toEqual([404, 200]);
      expect((await desk.sign(id, admin)).status).toBe(201);
      expect([await see(world.plant.operator), await see(admin, world.plant.id)]).toEqual([200, 200]);
      expect(await see(world.recycler.admin)).toBe(404);
      expect(await see(world.plant.analyst, world.plant.id)).toBe(200);
      expect(await see(world.platform, NOBODY)).toBe(404);
      expect(await see(world.auditor, world.auditor.partyId)).toBe(404);
    });

    it('includes no sites of a generator for a recycler that drafts and signs alone', async () => {
      const [siteId] = world.otherPlant.sites;
      const body = desk.bodyFor(siteId, { generatorId: world.otherPlant.id });
      const draft = await desk.write(body, world.recycler.admin.token);
      expect(draft.status).toBe(201);
      await desk.sign(draft.body.id, world.recycler.admin);
      const see = async (person: Person, of: string) => (await app.get(`/parties/${of}/sites`, person)).status;
      expect(await see(world.recycler.operator, world.otherPlant.id)).toBe(404);
      expect(await see(world.otherPlant.operator, world.recycler.id)).toBe(200);
      const plan = { partyId: world.auditor.partyId, email: 'zoe@auditors.test', name: 'Zoe', role: 'auditor' };
      const zoe = await buildPerson(app, world.platform.token, plan);
      const invitation = { userId: zoe.id, untilOn: TODAY };
      await app.post(`/agreements/${draft.body.id}/invitations`, invitation, { token: world.recycler.admin.token });
      expect([await see(zoe, world.recycler.id), await see(zoe, world.otherPlant.id)]).toEqual([200, 404]);
    });

    it('includes the sites of a processor for both sides, theirs for it, once both have signed', async () => {
      const plan = { name: 'New processor', roles: ['processor'], country: 'GB' };
      const { id: partyId } = (await app.post('/parties', plan, world.platform)).body;
      const person = { partyId, email: 'admin@new-processor.test', name: 'Admin', role: 'admin' };
      const admin = await buildPerson(app, world.platform.token, person);
      const see = async (who: Person, of: string) => (await app.get(`/parties/${of}/sites`, who)).status;
      const terms = { weightTolerancePct: 1, settleOn: 'mean', confirmWithinDays: 5, carveOuts: [] };
      const { id } = (
        await desk.write(desk.bodyFor(await desk.newSite(), { terms: { ...terms, processorIds: [partyId] } }))
      ).body;
      await desk.sign(id, world.plant.admin);
      expect(await see(world.plant.operator, partyId)).toBe(404);
      expect(await see(admin, world.plant.id)).toBe(404);
      await desk.sign(id, world.recycler.admin);
      expect(await see(world.recycler.operator, partyId)).toBe(200);
      expect(await see(admin, world.plant.id)).toBe(200);
      expect(await see(admin, world.recycler.id)).toBe(200);
      expect(await see(admin, world.otherRecycler.id)).toBe(404);
      expect((await desk.read(id, admin)).status).toBe(404);
    });
  });
});
