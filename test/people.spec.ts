import { TestApp, type Answer } from './support/test-app.js';
import { buildPerson, buildWorld, PASSWORD, type Person, type World } from './support/world.js';

describe('people', () => {
  let app: TestApp;
  let world: World;
  let people = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  /** A person of the plant whom a test may change as it likes. */
  const newPerson = (role = 'plant-operator'): Promise<Person> => {
    people += 1;
    const plan = { partyId: world.plant.id, email: `person-${people}@plant.test`, name: `Person ${people}`, role };
    return buildPerson(app, world.platform.token, plan);
  };
  const signIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer> =>
    app.post('/auth/login', { email, password }, { headers });
  const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const session = async (email: string): Promise<{ cookie: string }> => ({ cookie: cookieOf(await signIn(email)) });

  const edit = (id: string, version: number, body: object, token = world.plant.admin.token): Promise<Answer> =>
    app.patch(`/users/${id}`, body, { token, headers: { 'if-match': `"${version}"` } });

  it('are entered by the admin of the party, with an address that nobody else has', async () => {
    const body = { email: 'Ada@Plant.test', name: 'Ada', password: PASSWORD, role: 'plant-operator' };
    const made = await app.post(`/parties/${world.plant.id}/users`, body, world.plant.admin);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      partyId: world.plant.id,
      email: 'Ada@Plant.test',
      name: 'Ada',
      role: 'plant-operator',
      active: true,
      version: 1,
      createdAt: '2027-06-30T12:00:00.000Z',
    });
    const again = await app.post(
      `/parties/${world.recycler.id}/users`,
      { ...body, email: 'ADA@plant.TEST' },
      world.recycler.admin,
    );
    expect([again.status, again.body.code]).toEqual([409, 'email-taken']);
  });

  it('with the same address are entered once when two ask at the same time', async () => {
    const body = { email: 'twice@plant.test', name: 'Twice', password: PASSWORD, role: 'plant-operator' };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => app.post(`/parties/${world.plant.id}/users`, body, world.plant.admin)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it.each([
    ['everything', {}, ['/email', '/name', '/password', '/role']],
    [
      'nonsense',
      { email: 'no', name: '', password: 'short', role: 'platform-admin', partyId: 'x' },
      ['/partyId', '/email', '/name', '/password', '/role'],
    ],
    [
      'a password without end',
      { email: 'a@b.test', name: 'A', password: 'x'.repeat(201), role: 'admin' },
      ['/password'],
    ],
  ])('with %s wrong are refused by every field at once', async (_, body, pointers) => {
    const answer = await app.post(`/parties/${world.plant.id}/users`, body, world.plant.admin);
    expect(answer.status).toBe(400);
    const named = answer.body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect([...new Set<string>(named)].sort()).toEqual([...pointers].sort());
  });

  it('are entered neither by other roles nor at other parties', async () => {
    const body = { email: 'foreign@plant.test', name: 'F', password: PASSWORD, role: 'admin' };
    const as = async (token: string, partyId = world.plant.id): Promise<number> =>
      (await app.post(`/parties/${partyId}/users`, body, { token })).status;
    expect(await as(world.plant.operator.token)).toBe(403);
    expect(await as(world.plant.analyst.token)).toBe(403);
    expect(await as(world.auditor.token)).toBe(403);
    expect(await as(world.recycler.admin.token)).toBe(404);
    expect(await as(world.platform.token, '01890000-0000-7000-8000-000000000000')).toBe(404);
  });

  it('are read within their party only', async () => {
    const list = (token: string, partyId = world.plant.id): Promise<Answer> =>
      app.get(`/parties/${partyId}/users?limit=200`, { token });
    const seen = await list(world.plant.analyst.token);
    expect(seen.status).toBe(200);
    expect(seen.body.items.map((user: { email: string }) => user.email)).toContain('operator@plant.test');
    expect(seen.text).not.toContain('argon2');
    expect((await list(world.platform.token)).body).toEqual(seen.body);
    expect((await list(world.recycler.admin.token)).status).toBe(404);
    expect((await list(world.auditor.token, world.auditor.partyId)).status).toBe(403);
    const one = (token: string): Promise<Answer> => app.get(`/users/${world.plant.operator.id}`, { token });
    expect((await one(world.plant.analyst.token)).headers['etag']).toBe('"1"');
    expect((await one(world.recycler.admin.token)).status).toBe(404);
    const platform = await app.get(`/users/${world.platform.id}`, { token: world.platform.token });
    expect(platform.status).toBe(404);
  });

  it('once dismissed are out with the next request, by cookie, token and password', async () => {
    const { id, email, token } = await newPerson();
    const headers = await session(email);
    expect((await app.get('/me', { headers })).status).toBe(200);
    expect((await app.get('/me', { token })).status).toBe(200);
    expect((await edit(id, 1, { active: false })).body).toMatchObject({ active: false, version: 2 });
    expect((await app.get('/me', { headers })).status).toBe(401);
    expect((await app.get('/me', { token })).status).toBe(401);
    expect((await signIn(email)).body.code).toBe('wrong-credentials');
    expect((await edit(id, 2, { active: true })).status).toBe(200);
    expect((await app.get('/me', { token })).status).toBe(401);
    expect((await signIn(email)).status).toBe(200);
  });

  it.each([
    ['another role', { role: 'sustainability' }],
    ['another password', { password: 'given by the admin' }],
  ])('with %s sign in anew', async (_, body) => {
    const { id, email, token } = await newPerson();
    const headers = await session(email);
    expect((await edit(id, 1, body)).status).toBe(200);
    expect((await app.get('/me', { headers })).status).toBe(401);
    expect((await app.get('/me', { token })).status).toBe(401);
  });

  it('with another name, or the role they had, stay signed in', async () => {
    const { id, token } = await newPerson();
    expect((await edit(id, 1, { name: 'Renamed', role: 'plant-operator', active: true })).status).toBe(200);
    expect((await app.get('/me', { token })).body.name).toBe('Renamed');
  });

  it('are changed on the version last read, within the party, by its admin', async () => {
    const { id } = await newPerson();
    expect((await app.patch(`/users/${id}`, { name: 'X' }, world.plant.admin)).status).toBe(428);
    expect((await edit(id, 7, { name: 'X' })).body.code).toBe('stale-version');
    expect((await edit(id, 1, { name: 'X' }, world.recycler.admin.token)).status).toBe(404);
    expect((await edit(id, 1, { name: 'X' }, world.plant.operator.token)).status).toBe(403);
    expect((await edit(id, 1, { name: 'X' }, world.platform.token)).status).toBe(200);
    expect((await edit(world.platform.id, 1, { name: 'X' }, world.platform.token)).status).toBe(404);
  });

  it('cannot leave their party without an admin, not even two at once', async () => {
    const { admin } = world.otherPlant;
    const alone = await edit(admin.id, 1, { role: 'sustainability' }, admin.token);
    expect([alone.status, alone.body.code]).toEqual([409, 'last-admin']);
    expect((await edit(admin.id, 1, { active: false }, admin.token)).status).toBe(409);
    const second = await buildPerson(app, world.platform.token, {
      partyId: world.otherPlant.id,
      email: 'second@other-plant.test',
      name: 'Second',
      role: 'admin',
    });
    const answers = await Promise.all([
      edit(admin.id, 1, { active: false }, admin.token),
      edit(second.id, 1, { active: false }, second.token),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const left = answers[0]?.status === 200 ? second : admin;
    expect((await edit(left.id, 1, { active: false }, world.platform.token)).status).toBe(200);
  });
});
