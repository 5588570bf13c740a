import { HashCost } from '../src/common/index.js';
import {
  Credentials,
  SignInCheck,
  AccessCheck,
  CredentialRow,
  Purge,
  UserAccountRow,
} from '../src/modules/identity/index.js';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IdempotencyRow } from '../src/database/index.js';
import { ADMIN, TestApp, type Answer } from './support/test-app.js';
import { buildPerson, buildWorld, PASSWORD, type Person, type World } from './support/world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OWN_ORIGIN = { origin: 'http://localhost:80' };

describe('identity', () => {
  let app: TestApp;
  let world: World;
  let people = 0;

  beforeAll(async () => {
    app = await TestApp.start({}, undefined, new HashCost());
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

  describe('signing in', () => {
    it('sets a cookie that scripts cannot read, and answers who has signed in', async () => {
      const answer = await signIn(world.plant.admin.email);
      expect(answer.status).toBe(200);
      expect(String(answer.headers['set-cookie'])).toMatch(
        /^loopbook_session=lbs_[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
      );
      expect(answer.body).toEqual({
        id: world.plant.admin.id,
        partyId: world.plant.id,
        email: 'admin@plant.test',
        name: 'Magnet plant admin',
        role: 'admin',
        active: true,
        version: 1,
        createdAt: '2027-06-30T12:00:00.000Z',
        party: { id: world.plant.id, name: 'Magnet plant', roles: ['generator'], country: 'US' },
      });
      const me = await app.get('/me', { headers: { cookie: cookieOf(answer) } });
      expect(me.body).toEqual(answer.body);
    });

    it('takes the address in any case', async () => {
      expect((await signIn('ADMIN@Plant.TEST')).status).toBe(200);
    });

    it('makes the cookie secure where the public address is https', async () => {
      const secure = await TestApp.start({ publicUrl: 'https://books.example' });
      const answer = await secure.post('/auth/login', ADMIN);
      expect(String(answer.headers['set-cookie'])).toContain('; Secure');
      expect(answer.body).toMatchObject({ role: 'platform-admin', partyId: null, party: null });
      await secure.stop();
    });

    it('answers a wrong password and an unknown address alike', async () => {
      const wrong = await signIn(world.plant.admin.email, 'not the password');
      const unknown = await signIn('nobody@plant.test', 'not the password');
      expect(wrong.status).toBe(401);
      expect(wrong.body).toMatchObject({ code: 'wrong-credentials', type: '/problems/wrong-credentials' });
      expect(wrong.headers['set-cookie']).toBeUndefined();
      expect(unknown.body).toEqual(wrong.body);
    });

    it.each([
      ['an empty body', {}, ['/email', '/password']],
      ['numbers', { email: 1, password: 2 }, ['/email', '/password']],
      ['a field too many', { email: 'a@b.test', password: 'x', remember: true }, ['/remember']],
      ['control characters', { email: 'a\u0000@b.test', password: 'x' }, ['/email']],
    ])('refuses %s and names each fault', async (_, body, pointers) => {
      const answer = await app.post('/auth/login', body);
      expect(answer.status).toBe(400);
      expect([...new Set(answer.body.errors.map((fault: { pointer: string }) => fault.pointer))]).toEqual(pointers);
    });

    it('begins no session on a password that is set anew after it was checked', async () => {
      const { id, email } = await newPerson();
      const check = app.nest.get(SignInCheck);
      const [checked, dismissed] = [await check.person(email, PASSWORD, '::1'), await newPerson()];
      const alsoChecked = await check.person(dismissed.email, PASSWORD, '::1');
      if (!checked || !alsoChecked) throw new Error('The password is right.');
      const edit = (userId: string, body: object) =>
        app.patch(`/users/${userId}`, body, { token: world.plant.admin.token, headers: { 'if-match': '"1"' } });
      expect((await edit(id, { password: 'another password' })).status).toBe(200);
      expect((await edit(dismissed.id, { active: false })).status).toBe(200);
      const credentials = app.nest.get(Credentials);
      expect(await credentials.startSession(checked)).toBeNull();
      expect(await credentials.startSession(alsoChecked)).toBeNull();
    });

    it('leaves no session of the old password where many sign in while it is set anew', async () => {
      const { id, email } = await newPerson();
      const signedIn = Array.from({ length: 8 }, () => signIn(email));
      const edit = app.patch(
        `/users/${id}`,
        { password: 'another password' },
        { token: world.plant.admin.token, headers: { 'if-match': '"1"' } },
      );
      const [answers, edited] = [await Promise.all(signedIn), await edit];
      expect(edited.status).toBe(200);
      for (const answer of answers) {
        expect([200, 401]).toContain(answer.status);
        const me = await app.get('/me', { headers: { cookie: cookieOf(answer) } });
        expect(me.status).toBe(401);
      }
    });

    it('takes the same password typed as other code points', async () => {
      const { id } = await newPerson();
      const user = await app.get(`/users/${id}`, { token: world.plant.admin.token });
      await app.patch(
        `/users/${id}`,
        { password: 'Stra\u00dfen-caf\u00e9 1' },
        { token: world.plant.admin.token, headers: { 'if-match': '"1"' } },
      );
      expect((await signIn(user.body.email, 'Stra\u00dfen-cafe\u0301 1')).status).toBe(200);
    });

    it('keeps passwords by argon2id and no secret in the clear', async () => {
      const { cookie } = await session(world.plant.admin.email);
      const user = await app.store.manager.findOneByOrFail(UserAccountRow, { id: world.plant.admin.id });
      expect(user.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      const stored = JSON.stringify(await app.store.manager.find(CredentialRow));
      expect(stored).not.toContain(cookie.replace('loopbook_session=', ''));
      expect(stored).not.toContain(world.plant.admin.token);
    });
  });

  describe('a request', () => {
    it.each([
      ['nothing', {}],
      ['an unknown token', { authorization: 'Bearer lbk_unknown' }],
      ['another scheme', { authorization: 'Basic YTpi' }],
      ['an unknown session', { cookie: 'loopbook_session=lbs_unknown' }],
    ])('with %s gets 401', async (_, headers) => {
      const answer = await app.get('/me', { headers });
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe('unauthenticated');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    });

    it('takes a session only as a cookie and a token only as a bearer', async () => {
      const secret = (await session(world.plant.admin.email)).cookie.replace('loopbook_session=', '');
      expect((await app.get('/me', { token: secret })).status).toBe(401);
      const headers = { cookie: `loopbook_session=${world.plant.admin.token}` };
      expect((await app.get('/me', { headers })).status).toBe(401);
    });

    it('is refused where the role does not allow it', async () => {
      const whole = { name: 'A party', roles: ['supplier'], country: 'US' };
      const refused = await app.post('/parties', whole, { token: world.plant.admin.token });
      expect(refused.status).toBe(403);
      expect(refused.body.code).toBe('forbidden');
    });
  });

  describe('a write by cookie', () => {
    it.each([
      ['without origin', {}],
      ['from a foreign page', { origin: 'https://evil.example' }],
      ['from a page that hides', { origin: 'null' }],
      ['from another port', { origin: 'http://localhost:8080' }],
    ])('%s is refused', async (_, origin) => {
      const headers = { ...(await session(world.plant.analyst.email)), ...origin };
      const answer = await app.post('/tokens', { name: 'forged' }, { headers });
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('foreign-origin');
    });

    it('from one of our own pages is taken', async () => {
      const headers = { ...(await session(world.plant.analyst.email)), ...OWN_ORIGIN };
      expect((await app.post('/tokens', { name: 'mine' }, { headers })).status).toBe(201);
    });

    it('goes by the public address where one is set, whatever host was asked for', async () => {
      const behindProxy = await TestApp.start({ publicUrl: 'https://books.example' });
      const cookie = cookieOf(await behindProxy.post('/auth/login', ADMIN));
      const from = async (origin: string): Promise<number> =>
        (await behindProxy.post('/tokens', { name: 'mine' }, { headers: { cookie, origin } })).status;
      expect(await from('http://localhost:80')).toBe(403);
      expect(await from('http://books.example')).toBe(403);
      expect(await from('https://books.example')).toBe(201);
      await behindProxy.stop();
    });
  });

  describe('a session', () => {
    it('ends with signing out, and the cookie goes', async () => {
      const headers = { ...(await session(world.plant.analyst.email)), ...OWN_ORIGIN };
      const answer = await app.post('/auth/logout', undefined, { headers });
      expect(answer.status).toBe(204);
      expect(String(answer.headers['set-cookie'])).toMatch(/^loopbook_session=; .*Expires=Thu, 01 Jan 1970/);
      expect((await app.get('/me', { headers })).status).toBe(401);
    });

    it('ends after 12 hours without use, and after 30 days in any case', async () => {
      const start = app.clock.time;
      const idle = await session(world.plant.analyst.email);
      const used = await session(world.plant.analyst.email);
      const statusOf = async (headers: { cookie: string }): Promise<number> =>
        (await app.get('/me', { headers })).status;
      app.clock.time = start + 11 * HOUR_MS;
      expect(await statusOf(used)).toBe(200);
      app.clock.time = start + 22 * HOUR_MS;
      expect(await statusOf(used)).toBe(200);
      expect(await statusOf(idle)).toBe(401);
      for (let hour = 33; hour < 30 * 24; hour += 11) {
        app.clock.time = start + hour * HOUR_MS;
        expect(await statusOf(used)).toBe(200);
      }
      app.clock.time = start + 30 * DAY_MS;
      expect(await statusOf(used)).toBe(401);
      await app.nest.get(Purge).run();
      expect(await app.store.manager.countBy(CredentialRow, { kind: 'session', userId: world.plant.analyst.id })).toBe(
        0,
      );
      app.clock.time = start;
    });
  });

  describe('oneself', () => {
    it('may change the name, on the version last read', async () => {
      const { token } = await newPerson();
      const me = await app.get('/me', { token });
      expect(me.headers['etag']).toBe('"1"');
      expect((await app.patch('/me', { name: 'New name' }, { token })).status).toBe(428);
      const edit = (version: string): Promise<Answer> =>
        app.patch('/me', { name: 'New name' }, { token, headers: { 'if-match': version } });
      const edited = await edit('"1"');
      expect([edited.status, edited.body.name, edited.headers['etag']]).toEqual([200, 'New name', '"2"']);
      expect((await edit('"1"')).status).toBe(412);
      expect((await edit('nonsense')).status).toBe(412);
    });

    it('may change the password with the old one, which ends the other sessions', async () => {
      const { email, token } = await newPerson();
      const here = { ...(await session(email)), ...OWN_ORIGIN, 'if-match': '"1"' };
      const elsewhere = await session(email);
      const change = (body: object): Promise<Answer> => app.patch('/me', body, { headers: here });
      const password = 'another long password';
      const length = { code: 'password-length', params: { least: 12, most: 200 } };
      expect((await change({ password })).body.errors[0].pointer).toBe('/oldPassword');
      expect((await change({ oldPassword: PASSWORD })).body.errors[0].pointer).toBe('/password');
      expect((await change({ password, oldPassword: 'guessed it' })).body.errors).toEqual([
        { pointer: '/oldPassword', message: 'is not right', code: 'old-password-wrong' },
      ]);
      expect((await change({ password: 'too short', oldPassword: PASSWORD })).body.errors).toEqual([
        { pointer: '/password', message: 'must have 12 to 200 characters', ...length },
      ]);
      expect((await change({ password, oldPassword: PASSWORD })).status).toBe(200);
      expect((await app.get('/me', { headers: here })).status).toBe(200);
      expect((await app.get('/me', { headers: elsewhere })).status).toBe(401);
      expect((await app.get('/me', { token })).status).toBe(200);
      expect((await signIn(email)).status).toBe(401);
      expect((await signIn(email, password)).status).toBe(200);
    });

    it('may not change the own role', async () => {
      const answer = await app.patch(
        '/me',
        { role: 'admin', active: true },
        { token: world.plant.operator.token, headers: { 'if-match': '"1"' } },
      );
      const unknown = { message: 'is not a field of this request', code: 'unknown-field' };
      expect(answer.body.errors).toEqual(['/role', '/active'].map((pointer) => ({ pointer, ...unknown })));
    });
  });

  it('refuses to start while an operation does not say who may call it', async () => {
    @Controller('bare')
    class BareController {
      @Get()
      forgotten(): string {
        return 'open to everyone';
      }
    }
    @Module({ imports: [DiscoveryModule], controllers: [BareController], providers: [AccessCheck] })
    class BareModule {}
    const bare = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false, abortOnError: false });
    await expect(bare.init()).rejects.toThrow('BareController.forgotten');
  });

  it('leaves the administrator alone at later starts, and says when there is none', async () => {
    const users = (): Promise<number> => app.store.manager.countBy(UserAccountRow, { role: 'platform-admin' });
    expect(await users()).toBe(1);
    const again = await TestApp.start({ admin: { email: 'other@loopbook.test', password: PASSWORD } }, app.database);
    expect(await users()).toBe(1);
    await again.nest.close();
    const without = await TestApp.start({ admin: null });
    expect((await without.post('/auth/login', ADMIN)).status).toBe(401);
    await without.stop();
  });

  it('forgets kept answers after 90 days, not before', async () => {
    const start = app.clock.time;
    const kept = (): Promise<number> => app.store.manager.countBy(IdempotencyRow, { key: 'kept-for-90-days' });
    const party = { name: 'Kept', roles: ['supplier'], country: 'US' };
    const headers = { 'idempotency-key': 'kept-for-90-days' };
    await app.post('/parties', party, { token: world.platform.token, headers });
    app.clock.time = start + 90 * DAY_MS;
    await app.nest.get(Purge).run();
    expect(await kept()).toBe(1);
    app.clock.time = start + 90 * DAY_MS + 1;
    await app.nest.get(Purge).run();
    expect(await kept()).toBe(0);
    app.clock.time = start;
  });
});
