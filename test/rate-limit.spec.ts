import { setImmediate } from 'node:timers/promises';
import { Credentials } from '../src/modules/identity/index.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildPerson, buildWorld, PASSWORD, type Person, type World } from './support/world.js';

const LIMIT = 5;

/** The requests of a test are sent at once: the allowance is one of each real second. */
describe('the limit on requests', () => {
  let app: TestApp;
  let world: World;
  let host = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await app.nest.close();
    app = await TestApp.start({ rateLimitPerSecond: LIMIT, trustProxy: true }, app.database);
  });
  afterAll(() => app.stop());

  /** An address that no other test sends from. */
  const newAddress = (): string => `192.0.2.${(host += 1)}`;
  const me = (address: string, headers: Record<string, string>): Promise<Answer> =>
    app.get('/me', { headers: { 'x-forwarded-for': address, ...headers } });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const madeUp = (number: number) => bearer(`lbk_${String(number).padStart(43, 'x')}`);
  /** Each in a turn of its own, as requests come in through sockets; those of one turn would be counted together. */
  const many = async <T>(times: number, send: (number: number) => Promise<T>): Promise<T[]> => {
    const answers: Promise<T>[] = [];
    for (let number = 0; number < times; number += 1) {
      answers.push(send(number));
      await setImmediate();
    }
    return Promise.all(answers);
  };
  const count = (answers: readonly Answer[], wanted: number): number =>
    answers.filter(({ status }) => status === wanted).length;
  /** The first request with a token counts for its address; from then on it has an allowance of its own. */
  const known = async (token: string): Promise<string> => {
    expect((await me(newAddress(), bearer(token))).status).toBe(200);
    return token;
  };

  it('gives whoever makes up tokens no more than one address, and looks no more of them up', async () => {
    const credentials = app.nest.get(Credentials);
    const lookUp = credentials.callerOf.bind(credentials);
    let looked = 0;
    credentials.callerOf = (kind, secret) => {
      looked += 1;
      return lookUp(kind, secret);
    };
    const address = newAddress();
    const answers = await many(30, (number) => me(address, madeUp(number)));
    credentials.callerOf = lookUp;
    expect([count(answers, 401), count(answers, 429), looked]).toEqual([LIMIT, 25, LIMIT]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ type: '/problems/rate-limited', code: 'rate-limited', status: 429 });
    expect(refused?.headers['retry-after']).toBe('1');
  });

  it.each([
    ['made-up sessions', (number: number) => ({ cookie: `loopbook_session=lbs_${number}` })],
    ['other cookies', (number: number) => ({ cookie: `of=${number}` })],
    ['headers that are no tokens', (number: number) => ({ authorization: `Basic ${number}` })],
    ['nothing', () => ({})],
  ])('counts %s for the address', async (_, headers) => {
    const address = newAddress();
    const answers = await many(20, (number) => me(address, headers(number)));
    expect([count(answers, 401), count(answers, 429)]).toEqual([LIMIT, 15]);
  });

  it('counts sign-ins for the address, whatever token they carry', async () => {
    const address = newAddress();
    const answers = await many(20, (number) =>
      app.post(
        '/auth/login',
        { email: 'nobody@x.test', password: 'a guess' },
        { headers: { 'x-forwarded-for': address, ...madeUp(number) } },
      ),
    );
    expect([count(answers, 401), count(answers, 429)]).toEqual([LIMIT, 15]);
  });

  it('counts the addresses of one IPv6 network together', async () => {
    const answers = await many(20, (number) => me(`2001:db8:7:7::${number}`, {}));
    expect([count(answers, 401), count(answers, 429)]).toEqual([LIMIT, 15]);
  });

  it('leaves each good token its own allowance beside a flood from the same address', async () => {
    const [one, other] = [await known(world.plant.admin.token), await known(world.plant.operator.token)];
    const address = newAddress();
    const [flood, ofOne, ofOther] = await Promise.all([
      many(20, (number) => me(address, madeUp(number))),
      many(LIMIT + 1, () => me(address, bearer(one))),
      many(LIMIT, () => me(address, bearer(other))),
    ]);
    expect([count(flood, 401), count(flood, 429)]).toEqual([LIMIT, 15]);
    expect([count(ofOne, 200), count(ofOne, 429), count(ofOther, 200)]).toEqual([LIMIT, 1, LIMIT]);
  });

  it('leaves a session one allowance, whatever other cookies are sent along', async () => {
    const { email } = world.plant.analyst;
    const signedIn = await app.post('/auth/login', { email, password: PASSWORD });
    const session = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    expect((await me(newAddress(), { cookie: session })).status).toBe(200);
    const answers = await many(20, (number) => me(newAddress(), { cookie: `${session}; of=${number}` }));
    expect([count(answers, 200), count(answers, 429)]).toEqual([LIMIT, 15]);
  });

  describe('takes back the allowance', () => {
    let person: Person;
    let address: string;
    let people = 0;

    beforeEach(async () => {
      people += 1;
      const plan = { partyId: world.plant.id, email: `p-${people}@plant.test`, name: 'P', role: 'plant-operator' };
      person = await buildPerson(app, await known(world.platform.token), plan);
      await known(person.token);
      address = newAddress();
    });

    /** What the person's request is answered after others have used up the allowance of the address. */
    const flooded = async (): Promise<number | undefined> => {
      const answers = await many(LIMIT + 1, (number) =>
        me(address, number < LIMIT ? madeUp(number) : bearer(person.token)),
      );
      expect(count(answers.slice(0, LIMIT), 401)).toBe(LIMIT);
      return answers.at(-1)?.status;
    };

    it('of a token that no longer counts', async () => {
      const credentials = app.nest.get(Credentials);
      await app.work.run((tx) => credentials.endAll(tx, person.id));
      expect((await me(newAddress(), bearer(person.token))).status).toBe(401);
      expect(await flooded()).toBe(429);
    });

    it('of a token that has not been used for a minute', async () => {
      expect(await flooded()).toBe(200);
      app.clock.time += 60_000;
      address = newAddress();
      expect(await flooded()).toBe(429);
    });
  });

  it('never touches the health checks', async () => {
    const answers = await many(20, () => app.get('//health/live', { headers: { 'x-forwarded-for': '192.0.2.250' } }));
    expect(count(answers, 200)).toBe(20);
  });
});
