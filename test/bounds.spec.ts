import { readFileSync } from 'node:fs';
import { assayOf, sludge } from './support/loop.js';
import { asAnnounced, ShippingDesk } from './support/shipping.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

interface Told {
  readonly pointer: string;
  readonly message: string;
}

const FORMULAS = (
  JSON.parse(readFileSync('data/catalogue/elements.json', 'utf8')) as { entries: { formula: string }[] }
).entries.map(({ formula }) => formula);

/** An object of so many fields that nobody knows. */
const unknown = (count: number, name = 'f'): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, 0]));

const faultsOf = ({ status, body }: Answer): Told[] => {
  expect([status, body.code]).toEqual([400, 'invalid-input']);
  return body.errors as Told[];
};

describe('however much is sent', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const by = () => ({ token: world.plant.operator.token });
  const log = (more: object): Promise<Answer> => app.post('/batches', { ...sludge(world), ...more }, by());
  const plan = (more: object): Promise<Answer> =>
    app.post('/shipments', { fromSiteId: world.plant.sites[0], toSiteId: world.recycler.sites[0], ...more }, by());

  it('85,000 unknown fields from a stranger are one fault', async () => {
    const answer = await app.post('/auth/login', unknown(85_000));
    expect(faultsOf(answer)).toEqual([
      {
        pointer: '',
        message: 'has 85000 values in one object or list, which is 82000 more than a request may have',
        code: 'too-many-together',
        params: { count: 85000, excess: 82000 },
      },
    ]);
    expect(answer.text.length).toBeLessThan(500);
  });

  it.each([
    [129, 1],
    [3_000, 2_872],
  ])('%d formulas in an assay are one fault', async (formulas, more) => {
    const assay = { ...assayOf({}), composition: unknown(formulas, 'Nd') };
    expect(faultsOf(await log({ assay }))).toEqual([
      {
        pointer: '/assay/composition',
        message: `has ${formulas} fields, which is ${more} more than a request may have`,
        code: 'too-many-fields',
        params: { count: formulas, excess: more },
      },
    ]);
  });

  it('40,000 formulas are too many to be read', async () => {
    const assay = { ...assayOf({}), composition: unknown(40_000, 'Nd') };
    expect(faultsOf(await log({ assay }))).toEqual([
      {
        pointer: '',
        message: 'has 40000 values in one object or list, which is 37000 more than a request may have',
        code: 'too-many-together',
        params: { count: 40000, excess: 37000 },
      },
    ]);
  });

  it('40,000 formulas in a thousand assays are, too', async () => {
    const outputs = Array.from({ length: 1_000 }, () => ({ assay: { composition: unknown(40, 'Nd') } }));
    const faults = faultsOf(await app.post('/runs', { outputs }, { token: world.recycler.operator.token }));
    expect(faults).toEqual([
      {
        pointer: '',
        message: 'has 40000 values, which is 10000 more than a request may have',
        code: 'too-many-values',
        params: { count: 40000, excess: 10000 },
      },
    ]);
  });

  it('of 5,000 unknown fields in fifty lines a hundred are told, and how many more there are', async () => {
    const lines = Array.from({ length: 50 }, () => ({ batchId: 'x', dryKg: -1, ...unknown(100) }));
    const faults = faultsOf(
      await app.post('/shipments/01890000-0000-7000-8000-000000000000/settlement', { lines }, by()),
    );
    expect(faults).toHaveLength(101);
    expect(faults[0]).toEqual({
      pointer: '/lines/0/f0',
      message: 'is not a field of this request',
      code: 'unknown-field',
    });
    expect(faults.at(-1)).toEqual({
      pointer: '',
      message: 'and 4900 more faults',
      code: 'more-faults',
      params: { count: 4900 },
    });
  });

  it('of 1,500 wrong values a hundred are told, and how many more there are', async () => {
    const lines = Array.from({ length: 500 }, () => ({ batchId: 'x', grossKg: -1, tareKg: 'y' }));
    const answer = await app.post(
      '/shipments/01890000-0000-7000-8000-000000000000/receipt',
      { occurredAt: '2027-03-05T08:00:00-05:00', lines },
      by(),
    );
    const faults = faultsOf(answer);
    expect(faults).toHaveLength(101);
    expect(faults.at(-1)?.message).toMatch(/^and \d{4} more faults$/);
    expect(answer.body.detail).toContain('more faults');
    expect(answer.text.length).toBeLessThan(20_000);
  });

  it('a hundred faults are told one by one', async () => {
    const faults = faultsOf(await log(unknown(100)));
    expect(faults).toHaveLength(100);
    expect(faults.every(({ message }) => message === 'is not a field of this request')).toBe(true);
    expect(faultsOf(await log(unknown(101))).at(-1)).toEqual({
      pointer: '',
      message: 'and 1 more faults',
      code: 'more-faults',
      params: { count: 1 },
    });
  });

  it.each([
    ['items', { batchIds: Array.from({ length: 1_001 }, (_, index) => index) }, '/batchIds', 1],
    ['items', { documents: [Array.from({ length: 2_900 }, () => ({}))] }, '/documents/0', 1_900],
    ['fields', { breach: unknown(300) }, '/breach', 172],
  ])('too many %s are one fault of their list or object', async (what, more, pointer, count) => {
    const [fault, ...others] = faultsOf(await plan(more));
    expect(others).toEqual([]);
    expect(fault?.pointer).toBe(pointer);
    expect(fault?.message).toMatch(new RegExp(`^has \\d+ ${what}, which is ${count} more than a request may have$`));
  });

  it('what stands in a text does not count as values', async () => {
    const answer = await log({ note: `${'"a",\\'.repeat(390)}` });
    expect([answer.status, answer.body.note]).toEqual([201, '"a",\\'.repeat(390)]);
  });

  it('a text of a megabyte is one fault, in every kind of field', async () => {
    const text = 'x'.repeat(1_000_000);
    for (const field of ['note', 'code', 'siteId', 'occurredAt', 'alloy', 'stream']) {
      expect(faultsOf(await log({ [field]: text }))).toEqual([
        {
          pointer: `/${field}`,
          message: 'must have at most 10000 characters',
          code: 'too-long',
          params: { most: 10000 },
        },
      ]);
    }
    const user = { email: `${text.slice(0, 500_000)}@${'a.'.repeat(200_000)}test`, name: 'N', role: 'admin' };
    expect(faultsOf(await app.post('/auth/login', user))[0]?.pointer).toBe('/email');
  });

  it('a name of a megabyte is not repeated', async () => {
    const answer = await log({ ['y'.repeat(1_000_000)]: 1 });
    expect(faultsOf(answer)).toEqual([
      {
        pointer: '',
        message: 'has a field whose name has more than 200 characters',
        code: 'field-name-too-long',
        params: { most: 200 },
      },
    ]);
  });

  it('signs that only say how the one before is drawn count as characters', async () => {
    const name = 'a\ufe0f';
    const entered = (count: number): Promise<Answer> =>
      app.post(
        '/parties',
        { name: name.repeat(count), roles: ['generator'], country: 'US' },
        { token: world.platform.token },
      );
    expect((await entered(100)).status).toBe(201);
    expect(faultsOf(await entered(101))).toEqual([
      {
        pointer: '/name',
        message: 'must have at most 200 characters',
        code: 'too-long',
        params: { most: 200 },
      },
    ]);
  });

  it('five hundred parameters of a query are one fault, and of 120 a hundred are told', async () => {
    const query = (count: number): Promise<Answer> =>
      app.get(`/batches?${Object.keys(unknown(count)).join('=1&')}`, by());
    expect(faultsOf(await query(500))).toEqual([
      {
        pointer: '',
        message: 'has 500 fields, which is 372 more than a request may have',
        code: 'too-many-fields',
        params: { count: 500, excess: 372 },
      },
    ]);
    const faults = faultsOf(await query(120));
    expect([faults.length, faults.at(-1)?.message]).toEqual([101, 'and 20 more faults']);
    const same = `/batches?${Array.from({ length: 1_500 }, () => 'limit=1').join('&')}`;
    expect(faultsOf(await app.get(same, by()))).toEqual([
      {
        pointer: '/limit',
        message: 'has 1500 items, which is 500 more than a request may have',
        code: 'too-many-items',
        params: { count: 1500, excess: 500 },
      },
    ]);
  });

  it('a composition of everything in the catalogue is taken', async () => {
    const composition = Object.fromEntries(FORMULAS.map((formula) => [formula, 0.5]));
    const answer = await log({ assay: { ...assayOf({}), composition, speciated: true } });
    expect(answer.status).toBe(201);
    expect(FORMULAS.length).toBeGreaterThan(80);
  });

  it('a drum in three hundred parts goes as one load and is received line by line', async () => {
    const desk = new ShippingDesk(app, world);
    const drum = await desk.drum();
    const parts = Array.from({ length: 300 }, () => ({ dryKg: 2 }));
    const split = await app.post(
      `/batches/${drum.id}/splits`,
      { occurredAt: '2027-03-02T12:00:00-05:00', parts },
      by(),
    );
    expect(split.status).toBe(201);
    const made = split.body.parts as { id: string }[];
    const { id } = await desk.sent(made.map((part) => part.id));
    const lines = made.map((part) => asAnnounced({ id: part.id, grossKg: 3, tareKg: 0.5 }));
    const received = await desk.receive(id, lines);
    expect([received.status, received.body.lines.length]).toEqual([200, 300]);
  });
});

describe('half of a character', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const HALVES = ['\ud800', '\udfff', 'a\ud83e', '\udd32\ud83e'];
  const HALF = 'holds half of a character (a lone surrogate)';
  /** Node's own JSON writes halves as escapes, as an attacker would. */
  const post = (url: string, body: object, token?: string): Promise<Answer> => app.post(url, body, { token });

  it.each(HALVES)('in an e-mail address (%j) is a fault', async (half) => {
    const at = `${half}@plant.test`;
    for (const email of [at, `ada@${half}.test`]) {
      expect(faultsOf(await post('/auth/login', { email, password: 'x' }))).toEqual([
        { pointer: '/email', message: HALF, code: 'half-character' },
      ]);
      const user = { email, name: 'Ada', password: 'a long password', role: 'admin' };
      const made = await post(`/parties/${world.plant.id}/users`, user, world.platform.token);
      expect(faultsOf(made)).toEqual([{ pointer: '/email', message: HALF, code: 'half-character' }]);
    }
  });

  it('is a fault in passwords, free texts, names of fields and deep inside', async () => {
    const { token } = world.plant.operator;
    const half = '\ud800';
    expect(faultsOf(await post('/auth/login', { email: 'a@b.test', password: half }))).toEqual([
      { pointer: '/password', message: HALF, code: 'half-character' },
    ]);
    expect(faultsOf(await post('/batches', sludge(world, { note: half, code: half }), token))).toEqual([
      { pointer: '/note', message: HALF, code: 'half-character' },
      { pointer: '/code', message: HALF, code: 'half-character' },
    ]);
    const assay = { ...assayOf({ Nd: 25 }), laboratory: half, composition: { [`Nd${half}`]: 1 } };
    expect(faultsOf(await post('/batches', sludge(world, { assay }), token))).toEqual([
      { pointer: '/assay/laboratory', message: HALF, code: 'half-character' },
      { pointer: '/assay/composition', message: `has a field whose name ${HALF}`, code: 'field-name-broken' },
    ]);
    expect(faultsOf(await post('/shipments', { batchIds: [half] }, token))).toEqual([
      { pointer: '/batchIds/0', message: HALF, code: 'half-character' },
    ]);
  });

  it('is no failure in the address either', async () => {
    const { token } = world.plant.operator;
    for (const part of ['%ED%A0%80', '%ED%BF%BF', '\\ud800']) {
      expect((await app.get(`/batches?code=${part}`, { token })).status).toBeLessThan(500);
      expect([400, 404]).toContain((await app.get(`/batches/${part}`, { token })).status);
    }
  });

  it('and bytes that are no UTF-8 are refused, while whole characters of any plane are taken', async () => {
    const { token } = world.platform;
    const body = Buffer.concat([
      Buffer.from('{"name":"'),
      Buffer.from([0xff]),
      Buffer.from('","roles":["generator"],"country":"US"}'),
    ]);
    const answer = await app.post('/parties', body, { token });
    expect([answer.status, answer.body.errors]).toEqual([
      400,
      [{ pointer: '', message: 'is not valid UTF-8', code: 'not-utf8' }],
    ]);
    const whole = await post('/parties', { name: 'Magnet \u{1f9f2}', roles: ['generator'], country: 'US' }, token);
    expect([whole.status, whole.body.name]).toEqual([201, 'Magnet \u{1f9f2}']);
  });
});
