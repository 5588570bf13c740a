import { HashCost } from '../src/common/index.js';
import { Passwords } from '../src/modules/identity/index.js';
import { ADMIN, TestApp, type Answer } from './support/test-app.js';

describe('guessing passwords', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start({ trustProxy: true }, undefined, new HashCost());
  });
  afterEach(() => app.stop());

  const attempt = (password: string, address: string, email = ADMIN.email): Promise<Answer> =>
    app.post('/auth/login', { email, password }, { headers: { 'x-forwarded-for': address } });

  it('is slowed by waits that double, during which even the right password is refused', async () => {
    for (let failure = 1; failure <= 6; failure += 1) {
      expect((await attempt('wrong', '192.0.2.1')).body.code).toBe('wrong-credentials');
    }
    const slowed = await attempt(ADMIN.password, '192.0.2.1');
    expect(slowed.status).toBe(429);
    expect(slowed.body).toMatchObject({ code: 'too-many-sign-ins', facts: { retryAfterSeconds: 1 } });
    expect(slowed.headers['retry-after']).toBe('1');
    app.clock.time += 1_000;
    expect((await attempt('wrong', '192.0.2.1')).status).toBe(401);
    expect((await attempt('wrong', '192.0.2.1')).body.facts).toEqual({ retryAfterSeconds: 2 });
    app.clock.time += 2_000;
    expect((await attempt(ADMIN.password, '192.0.2.1')).status).toBe(200);
    expect((await attempt('wrong', '192.0.2.1')).status).toBe(401);
    expect((await attempt(ADMIN.password, '192.0.2.1')).status).toBe(200);
  });

  it('is slowed for addresses that no account has, too', async () => {
    for (let failure = 1; failure <= 6; failure += 1) await attempt('wrong', '192.0.2.1', 'nobody@x.test');
    expect((await attempt('wrong', '192.0.2.1', 'nobody@x.test')).status).toBe(429);
  });

  it('by many at once gets through only as often as one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => attempt('wrong', '192.0.2.1')));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(7);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(23);
  });

  it('from many addresses slows the account for at most half a minute, and not where it is at home', async () => {
    expect((await attempt(ADMIN.password, '198.51.100.7')).status).toBe(200);
    for (let stranger = 1; stranger <= 40; stranger += 1) {
      await attempt('wrong', `203.0.113.${stranger}`);
      app.clock.time += stranger < 40 ? 30_000 : 0;
    }
    const elsewhere = await attempt(ADMIN.password, '192.0.2.200');
    expect(elsewhere.body.facts).toEqual({ retryAfterSeconds: 30 });
    expect((await attempt(ADMIN.password, '198.51.100.7')).status).toBe(200);
  });

  it('of many accounts from one address, or one IPv6 network, slows that address', async () => {
    for (let account = 1; account <= 31; account += 1) {
      await attempt('wrong', `2001:db8:1:2::${account.toString(16)}`, `account-${account}@x.test`);
    }
    expect((await attempt('wrong', '2001:db8:1:2:ffff::1', 'account-99@x.test')).status).toBe(429);
    expect((await attempt('wrong', '2001:db8:1:3::1', 'account-99@x.test')).status).toBe(401);
  });

  it('never slows those who know their password', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt(ADMIN.password, '192.0.2.9')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('costs as much for an account that does not exist', async () => {
    const passwords = app.nest.get(Passwords);
    const hash = await passwords.hash('the right password');
    expect(await passwords.isRight(hash, 'the right password')).toBe(true);
    expect(await passwords.isRight(null, 'the right password')).toBe(false);
    // What a hash costs to check stands at its beginning.
    const cost = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;
    expect(hash).toMatch(cost);
    expect(await passwords.hashOfNobody()).toMatch(cost);
  });
});
