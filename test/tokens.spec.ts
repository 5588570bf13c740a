import { IdempotencyRow } from '../src/database/index.js';
import { TestApp } from './support/test-app.js';
import { buildPerson, buildWorld, type Person, type World } from './support/world.js';

describe('tokens', () => {
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

  it('are shown once, listed without their secret, and revoked at once', async () => {
    const owner = await newPerson();
    const made = await app.post('/tokens', { name: 'Weighbridge', expiresOn: '2027-12-31' }, { token: owner.token });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      userId: owner.id,
      name: 'Weighbridge',
      expiresOn: '2027-12-31',
      lastUsedAt: null,
      createdAt: '2027-06-30T12:00:00.000Z',
      token: expect.stringMatching(/^lbk_[\w-]{43}$/),
    });
    expect((await app.get('/me', { token: made.body.token })).body.id).toBe(owner.id);
    const listed = await app.get('/tokens', { token: owner.token });
    expect(listed.body.items[0]).toEqual({ ...made.body, token: undefined, lastUsedAt: '2027-06-30T12:00:00.000Z' });
    expect(listed.body.items.map((item: { name: string }) => item.name)).toEqual(['Weighbridge', 'tests']);
    const one = await app.get(`/tokens/${made.body.id}`, { token: owner.token });
    expect(one.body).toEqual(listed.body.items[0]);
    const revoked = await app.send('DELETE', `/tokens/${made.body.id}`, undefined, { token: owner.token });
    expect([revoked.status, revoked.text]).toEqual([204, '']);
    expect((await app.get('/me', { token: made.body.token })).status).toBe(401);
    expect((await app.get(`/tokens/${made.body.id}`, { token: owner.token })).status).toBe(404);
  });

  it('count until the end of their last day', async () => {
    const start = app.clock.time;
    const made = await app.post('/tokens', { name: 'today', expiresOn: '2027-06-30' }, world.plant.admin);
    app.clock.time = Date.parse('2027-06-30T23:59:59Z');
    expect((await app.get('/me', { token: made.body.token })).status).toBe(200);
    app.clock.time = Date.parse('2027-07-01T00:00:00Z');
    expect((await app.get('/me', { token: made.body.token })).status).toBe(401);
    app.clock.time = start;
  });

  it('cannot be made for a day gone by, nor outlive the token that makes them', async () => {
    const past = await app.post('/tokens', { name: 'x', expiresOn: '2027-06-29' }, world.plant.admin);
    expect(past.body.errors).toEqual([
      { pointer: '/expiresOn', message: 'must not lie in the past', code: 'in-the-past' },
    ]);
    const short = await app.post('/tokens', { name: 'short', expiresOn: '2027-07-01' }, world.plant.admin);
    const statusFor = async (expiresOn?: string): Promise<number> =>
      (await app.post('/tokens', { name: 'child', expiresOn }, { token: short.body.token })).status;
    expect(await statusFor('2027-07-01')).toBe(201);
    expect(await statusFor('2027-07-02')).toBe(409);
    expect(await statusFor()).toBe(409);
  });

  it('of the party are seen and revoked by its admin, by nobody else', async () => {
    const owner = await newPerson();
    const made = await app.post('/tokens', { name: 'of a colleague' }, { token: owner.token });
    const all = await app.get('/tokens?all=true&limit=200', world.plant.admin);
    expect(all.body.items.map((item: { id: string }) => item.id)).toContain(made.body.id);
    const own = await app.get('/tokens?limit=200', world.plant.admin);
    expect(own.body.items.map((item: { userId: string }) => item.userId)).not.toContain(owner.id);
    expect((await app.get('/tokens?all=true', { token: owner.token })).status).toBe(403);
    expect((await app.get('/tokens?all=perhaps', world.plant.admin)).status).toBe(400);
    const revoke = async (token: string): Promise<number> =>
      (await app.send('DELETE', `/tokens/${made.body.id}`, undefined, { token })).status;
    expect(await revoke(world.recycler.admin.token)).toBe(404);
    expect(await revoke(world.plant.analyst.token)).toBe(404);
    expect(await revoke(world.platform.token)).toBe(404);
    expect(await revoke(world.plant.admin.token)).toBe(204);
    expect(await revoke(world.plant.admin.token)).toBe(404);
  });

  it('take no idempotency key, since their answer holds a secret', async () => {
    const headers = { 'idempotency-key': 'the-same-key-twice' };
    const options = { token: world.plant.admin.token, headers };
    const first = await app.post('/tokens', { name: 'once' }, options);
    const second = await app.post('/tokens', { name: 'once' }, options);
    expect(second.status).toBe(201);
    expect(second.body.token).not.toBe(first.body.token);
    expect(await app.store.manager.countBy(IdempotencyRow, { key: 'the-same-key-twice' })).toBe(0);
  });
});
