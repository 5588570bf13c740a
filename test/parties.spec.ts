import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const PARTY = { name: 'Noveon', roles: ['generator', 'processor'], country: 'US' };
const NOBODY = '01890000-0000-7000-8000-000000000000';

const pointersOf = (answer: Answer): string[] => [
  ...new Set<string>(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)),
];
const idsOf = (answer: Answer): string[] => answer.body.items.map((item: { id: string }) => item.id);

describe('parties', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const enter = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    app.post('/parties', body, { token: world.platform.token, headers });
  const edit = (id: string, version: number, body: object, token = world.platform.token): Promise<Answer> =>
    app.patch(`/parties/${id}`, body, { token, headers: { 'if-match': `"${version}"` } });

  describe('entering one', () => {
    it('answers it whole, with its version as the tag', async () => {
      const identifiers = { gln: '4000001000005', lei: 'HWUPKR0MPOU8FGXBT394', epaId: 'SCR000012345' };
      const answer = await enter({ ...PARTY, identifiers });
      expect(answer.status).toBe(201);
      expect(answer.headers['etag']).toBe('"1"');
      expect(answer.body).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        ...PARTY,
        identifiers,
        version: 1,
        createdAt: '2027-06-30T12:00:00.000Z',
      });
      expect((await app.get(`/parties/${answer.body.id}`, world.platform)).body).toEqual(answer.body);
    });

    it.each([
      ['nothing', {}, ['/name', '/roles', '/country']],
      ['wrong types', { name: 1, roles: 'generator', country: ['US'] }, ['/name', '/roles', '/country']],
      ['empty values', { name: ' ', roles: [], country: '' }, ['/name', '/roles', '/country']],
      ['unknown words', { ...PARTY, roles: ['generator', 'miner'], country: 'XX' }, ['/roles', '/country']],
      ['a role twice', { ...PARTY, roles: ['generator', 'generator'] }, ['/roles']],
      ['the European Union as a country', { ...PARTY, country: 'EU' }, ['/country']],
      ['unknown fields', { ...PARTY, id: NOBODY, owner: 'me' }, ['/id', '/owner']],
      ['a text with a NUL', { ...PARTY, name: 'a\u0000b' }, ['/name']],
      ['a text without end', { ...PARTY, name: 'x'.repeat(201) }, ['/name']],
      [
        'identifiers with wrong check digits',
        { ...PARTY, identifiers: { gln: '4000001000006', lei: 'HWUPKR0MPOU8FGXBT395', epaId: 'SCR00001234' } },
        ['/identifiers/gln', '/identifiers/lei', '/identifiers/epaId'],
      ],
      ['an unknown identifier', { ...PARTY, identifiers: { duns: '123456789' } }, ['/identifiers/duns']],
      ['identifiers that are a list', { ...PARTY, identifiers: [] }, ['/identifiers']],
    ])('with %s is refused, every fault named', async (_, body, pointers) => {
      const answer = await enter(body);
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ code: 'invalid-input', status: 400, title: 'Invalid input' });
      expect(pointersOf(answer).sort()).toEqual([...pointers].sort());
    });

    it.each([[null], [[]], ['text'], [1]])('with the body %j is refused', async (body) => {
      expect((await enter(JSON.stringify(body))).status).toBe(400);
    });

    it('is for the platform administrator only', async () => {
      for (const { token } of [world.plant.admin, world.plant.operator, world.recycler.analyst, world.auditor]) {
        expect((await app.post('/parties', PARTY, { token })).status).toBe(403);
      }
      expect((await app.post('/parties', PARTY)).status).toBe(401);
    });
  });

  describe('changing one', () => {
    it('changes what is named, merges identifiers and raises the version', async () => {
      const { id } = (await enter({ ...PARTY, identifiers: { gln: '4000001000005', epaId: 'SCR000012345' } })).body;
      const renamed = await edit(id, 1, { name: 'Renamed', identifiers: { gln: null, lei: 'HWUPKR0MPOU8FGXBT394' } });
      expect(renamed.status).toBe(200);
      expect(renamed.headers['etag']).toBe('"2"');
      expect(renamed.body).toMatchObject({ ...PARTY, name: 'Renamed', version: 2 });
      expect(renamed.body.identifiers).toEqual({ epaId: 'SCR000012345', lei: 'HWUPKR0MPOU8FGXBT394' });
      expect((await edit(id, 2, { identifiers: null })).body.identifiers).toBeNull();
      expect((await edit(id, 3, {})).body).toMatchObject({ name: 'Renamed', version: 4 });
    });

    it('needs the version last read', async () => {
      const { id } = (await enter(PARTY)).body;
      const without = await app.patch(`/parties/${id}`, { name: 'X' }, world.platform);
      expect([without.status, without.body.code]).toEqual([428, 'precondition-required']);
      expect((await edit(id, 2, { name: 'X' })).status).toBe(412);
      const racing = await Promise.all([1, 2, 3, 4].map((racer) => edit(id, 1, { name: `Racer ${racer}` })));
      expect(racing.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    });

    it('is for the platform administrator only', async () => {
      expect((await edit(world.plant.id, 1, { name: 'X' }, world.plant.admin.token)).status).toBe(403);
      expect((await edit(NOBODY, 1, { name: 'X' })).status).toBe(404);
      const faulty = await edit(world.plant.id, 1, { name: null, roles: ['x'], version: 2 });
      expect(pointersOf(faulty).sort()).toEqual(['/name', '/roles', '/version']);
    });
  });

  describe('seeing them', () => {
    it('is a directory for every admin, without the identifiers of others', async () => {
      await edit(world.plant.id, 1, { identifiers: { gln: '4000001000005' } });
      const seenBy = async (token: string): Promise<Record<string, { identifiers: unknown; name: string }>> => {
        const { body } = await app.get('/parties?limit=200', { token });
        return Object.fromEntries(body.items.map((item: { id: string }) => [item.id, item]));
      };
      const own = await seenBy(world.plant.admin.token);
      const foreign = await seenBy(world.otherRecycler.admin.token);
      const platform = await seenBy(world.platform.token);
      expect(Object.keys(foreign).sort()).toEqual(Object.keys(platform).sort());
      expect(platform[world.plant.id]?.identifiers).toEqual({ gln: '4000001000005' });
      expect(own[world.plant.id]?.identifiers).toEqual({ gln: '4000001000005' });
      expect(foreign[world.plant.id]).toEqual({
        id: world.plant.id,
        name: 'Magnet plant',
        roles: ['generator'],
        country: 'US',
        identifiers: null,
        version: expect.any(Number),
        createdAt: '2027-06-30T12:00:00.000Z',
      });
    });

    it('is for everyone else the own party only', async () => {
      for (const { token } of [world.plant.operator, world.plant.analyst]) {
        expect(idsOf(await app.get('/parties', { token }))).toEqual([world.plant.id]);
        expect((await app.get(`/parties/${world.plant.id}`, { token })).status).toBe(200);
        expect((await app.get(`/parties/${world.recycler.id}`, { token })).body.code).toBe('not-found');
      }
      expect(idsOf(await app.get('/parties', world.auditor))).toEqual([world.auditor.partyId]);
    });

    it('one by one follows the same rule', async () => {
      const seen = await app.get(`/parties/${world.plant.id}`, world.recycler.admin);
      expect([seen.status, seen.body.identifiers]).toEqual([200, null]);
      expect((await app.get(`/parties/${NOBODY}`, world.platform)).status).toBe(404);
      expect((await app.get('/parties/not-an-id', world.platform)).status).toBe(400);
    });
  });
});
