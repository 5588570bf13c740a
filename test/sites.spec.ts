import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const SITE = { code: 'S-1', name: 'First site', country: 'US', subdivision: 'US-SC', timeZone: 'America/New_York' };
const NOBODY = '01890000-0000-7000-8000-000000000000';

const pointersOf = (answer: Answer): string[] => [
  ...new Set<string>(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)),
];

describe('sites', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const enterSite = (body: object, token = world.plant.admin.token, partyId = world.plant.id): Promise<Answer> =>
    app.post(`/parties/${partyId}/sites`, body, { token });
  const editSite = (id: string, version: number, body: object, token = world.plant.admin.token): Promise<Answer> =>
    app.patch(`/sites/${id}`, body, { token, headers: { 'if-match': `"${version}"` } });

  it('are entered by the admin of the party or the platform administrator', async () => {
    const answer = await enterSite({ ...SITE, code: 'NEW-1' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(String),
      partyId: world.plant.id,
      ...SITE,
      code: 'NEW-1',
      version: 1,
      createdAt: expect.any(String),
    });
    const without = { ...SITE, subdivision: undefined };
    expect((await enterSite({ ...without, code: 'NEW-2' }, world.platform.token)).body.subdivision).toBeNull();
    expect((await enterSite(SITE, world.plant.operator.token)).status).toBe(403);
    expect((await enterSite(SITE, world.recycler.admin.token)).status).toBe(404);
    expect((await enterSite(SITE, world.platform.token, NOBODY)).status).toBe(404);
  });

  it('have a code of their own within the party, also when two ask at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => enterSite({ ...SITE, code: 'ONCE' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'code-taken',
      facts: { code: 'ONCE' },
    });
    const elsewhere = await enterSite({ ...SITE, code: 'ONCE' }, world.recycler.admin.token, world.recycler.id);
    expect(elsewhere.status).toBe(201);
  });

  it.each(['Mars/Phobos', '', '+05:00', 'EST5EDT6', 'America/New York', 'America/New_York\u0000', 5, null])(
    'have a time zone that exists, not %j',
    async (timeZone) => {
      const answer = await enterSite({ ...SITE, code: 'TZ', timeZone });
      expect(answer.status).toBe(400);
      expect(pointersOf(answer)).toEqual(['/timeZone']);
    },
  );

  it.each(['UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('may lie in %s', async (timeZone) => {
    expect((await enterSite({ ...SITE, code: `TZ ${timeZone}`, timeZone })).status).toBe(201);
  });

  it('are seen by their party and the platform administrator', async () => {
    const [id] = world.plant.sites;
    const see = async (token: string): Promise<number> => (await app.get(`/sites/${id}`, { token })).status;
    expect(await see(world.plant.analyst.token)).toBe(200);
    expect(await see(world.platform.token)).toBe(200);
    expect(await see(world.otherPlant.admin.token)).toBe(404);
    expect(await see(world.auditor.token)).toBe(404);
    expect((await app.get(`/sites/${NOBODY}`, world.platform)).status).toBe(404);
  });

  it('may be changed, but for the time zone', async () => {
    const { id } = (await enterSite({ ...SITE, code: 'EDIT' })).body;
    const edited = await editSite(id, 1, { code: 'EDITED', name: 'New name', subdivision: null });
    expect([edited.status, edited.headers['etag']]).toEqual([200, '"2"']);
    expect(edited.body).toMatchObject({ code: 'EDITED', name: 'New name', subdivision: null, country: 'US' });
    expect((await app.get(`/sites/${id}`, world.plant.analyst)).body).toEqual(edited.body);
    expect(pointersOf(await editSite(id, 2, { timeZone: 'UTC' }))).toEqual(['/timeZone']);
    expect((await editSite(id, 2, { code: 'MP-1' })).body.code).toBe('code-taken');
    expect((await editSite(id, 1, { name: 'Y' })).status).toBe(412);
    expect((await app.patch(`/sites/${id}`, { name: 'Y' }, world.plant.admin)).status).toBe(428);
    expect((await editSite(id, 2, { name: 'Y' }, world.recycler.admin.token)).status).toBe(404);
    expect((await editSite(id, 2, { name: 'Y' }, world.plant.operator.token)).status).toBe(403);
    expect((await editSite(id, 2, { name: 'Y' }, world.platform.token)).status).toBe(200);
  });
});
