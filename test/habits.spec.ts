import { PartyRow } from '../src/modules/parties/index.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const PARTY = { name: 'Noveon', roles: ['generator', 'processor'], country: 'US' };
const SITE = { code: 'S-1', name: 'First site', country: 'US', subdivision: 'US-SC', timeZone: 'America/New_York' };

const pointersOf = (answer: Answer): string[] => [
  ...new Set<string>(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)),
];
const idsOf = (answer: Answer): string[] => answer.body.items.map((item: { id: string }) => item.id);

describe('the habits of the interface: requests', () => {
  let app: TestApp;
  let world: World;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
  });
  afterAll(() => app.stop());

  const enter = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    app.post('/parties', body, { token: world.platform.token, headers });
  describe('with an idempotency key', () => {
    const count = (name: string): Promise<number> => app.store.manager.countBy(PartyRow, { name });

    it('the same request answers again what it answered first, and enters nothing', async () => {
      const headers = { 'idempotency-key': 'replayed-key' };
      const first = await enter({ ...PARTY, name: 'Replayed' }, headers);
      const again = await enter({ ...PARTY, name: 'Replayed' }, headers);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect([first.headers['etag'], again.headers['etag']]).toEqual(['"1"', '"1"']);
      expect(await count('Replayed')).toBe(1);
    });

    it('another request is refused', async () => {
      const headers = { 'idempotency-key': 'reused-key' };
      await enter({ ...PARTY, name: 'Used' }, headers);
      const other = await enter({ ...PARTY, name: 'Reused' }, headers);
      expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
      expect(await count('Reused')).toBe(0);
    });

    it('many at the same time enter it once', async () => {
      const headers = { 'idempotency-key': 'concurrent-key' };
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => enter({ ...PARTY, name: 'Concurrent' }, headers)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.filter((answer) => answer.headers['idempotency-replayed'] === 'true')).toHaveLength(11);
      expect(await count('Concurrent')).toBe(1);
    });

    it('a refused request may be mended and sent again', async () => {
      const headers = { 'idempotency-key': 'mended-key' };
      expect((await enter({ ...PARTY, country: 'XX' }, headers)).status).toBe(400);
      expect((await enter({ ...PARTY, name: 'Mended' }, headers)).status).toBe(201);
    });

    it('two people do not meet', async () => {
      const headers = { 'idempotency-key': 'shared-by-two' };
      const site = (code: string, token: string, id: string): Promise<Answer> =>
        app.post(`/parties/${id}/sites`, { ...SITE, code }, { token, headers });
      expect((await site('K-1', world.plant.admin.token, world.plant.id)).status).toBe(201);
      expect((await site('K-2', world.recycler.admin.token, world.recycler.id)).status).toBe(201);
    });

    it.each(['short', 'with a space', 'x'.repeat(129), 'umlaut-\u00e4\u00e4\u00e4'])('%j is no key', async (key) => {
      const answer = await enter(PARTY, { 'idempotency-key': key });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-input']);
    });
  });

  describe('in pages', () => {
    const page = (query: string): Promise<Answer> => app.get(`/parties?${query}`, world.platform);

    it('come newest first, each once, also while others are entered', async () => {
      const before = idsOf(await page('limit=200'));
      expect(before.length).toBeGreaterThan(6);
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const answer = await page(`limit=2${cursor ? `&cursor=${cursor}` : ''}`);
        expect(answer.body.items.length).toBeLessThanOrEqual(2);
        seen.push(...idsOf(answer));
        cursor = answer.body.nextCursor;
        await enter({ ...PARTY, name: 'Entered meanwhile' });
      } while (cursor !== null);
      expect(seen).toEqual(before);
      app.clock.time += 1000;
      const { id } = (await enter({ ...PARTY, name: 'Newest' })).body;
      expect(idsOf(await page('limit=1'))).toEqual([id]);
    });

    it.each(['limit=0', 'limit=201', 'limit=-1', 'limit=1.5', 'limit=many', 'limit=', 'limit=1&limit=2'])(
      'refuse %s',
      async (query) => {
        const answer = await page(query);
        expect(answer.status).toBe(400);
        expect(pointersOf(answer)).toEqual(['/limit']);
      },
    );

    it.each([
      'cursor=',
      'cursor=%00',
      'cursor=nonsense',
      'cursor=e30',
      'cursor=WzEsMl0',
      'cursor=WzEuNSwiYSJd',
      `cursor=${'a'.repeat(401)}`,
      `cursor=${Buffer.from('[1,"a\\u0000"]').toString('base64url')}`,
    ])('refuse the unreadable %s', async (query) => {
      const answer = await page(query);
      expect(answer.status).toBe(400);
      expect(pointersOf(answer)).toEqual(['/cursor']);
    });

    it('refuse what they do not know', async () => {
      expect(pointersOf(await page('offset=3'))).toEqual(['/offset']);
    });
  });

  describe('sent badly', () => {
    const send = (body: string, type = 'application/json', url = '/parties'): Promise<Answer> =>
      app.post(url, body, { token: world.platform.token, headers: { 'content-type': type } });

    it.each([
      ['JSON that breaks off', '{"name":'],
      ['no JSON', 'name=Noveon'],
      ['a key that changes prototypes', '{"__proto__":{"admin":true}}'],
      ['a hundred thousand lists in one another', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
      ['fifty thousand objects in one another', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ])('as %s get 400', async (_, body) => {
      const answer = await send(body);
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-input']);
    });

    it('as lists in one another get 400 below a field and with an idempotency key, too', async () => {
      const body = JSON.stringify({ ...PARTY, name: null }).replace('null', `${'['.repeat(5_000)}${']'.repeat(5_000)}`);
      const answer = await app.post('/parties', body, {
        token: world.platform.token,
        headers: { 'idempotency-key': 'deep-in-a-field' },
      });
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual([{ pointer: '', message: 'is nested too deeply', code: 'too-deep' }]);
    });

    it.each([
      ['{"name":"N","toString":1,"country":"US"}', ['/toString']],
      [
        '{"name":"N","identifiers":{"constructor":{},"valueOf":[{"hasOwnProperty":1}]}}',
        ['/identifiers/constructor', '/identifiers/valueOf', '/identifiers/valueOf/0/hasOwnProperty'],
      ],
      ['{"roles":[{"a/b~c":{"__lookupGetter__":null}}]}', ['/roles/0/a~1b~0c/__lookupGetter__']],
    ])('with a field that every object has, %s, name each of them', async (body, pointers) => {
      const answer = await send(body);
      expect(answer.status).toBe(400);
      expect(pointersOf(answer)).toEqual(pointers);
    });

    it('as five megabytes get 413', async () => {
      const answer = await send(JSON.stringify({ ...PARTY, name: 'x'.repeat(5 * 1024 * 1024) }));
      expect([answer.status, answer.body.code]).toEqual([413, 'payload-too-large']);
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('as %s get 415', async (type) => {
      const answer = await send('name=Noveon', type);
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported-media-type']);
    });

    it.each([['//api/v1/parties/%E0%A4%A'], ['//api/v1/%'], [`//api/v1/parties/${'a'.repeat(300)}`]])(
      'to %s get a problem document',
      async (url) => {
        const answer = await app.get(url, world.platform);
        expect([400, 404, 414]).toContain(answer.status);
        expect(answer.headers['content-type']).toContain('application/problem+json');
      },
    );
  });

  it('describes every operation, its answers and its problems in the OpenAPI document', async () => {
    const { body } = await app.get('//api/openapi.json');
    const codes = (path: string, method: string): string[] => Object.keys(body.paths[path][method].responses);
    expect(codes('/api/v1/parties', 'post')).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '413', '415', '422', '429', '500', '503']),
    );
    expect(codes('/api/v1/sites/{id}', 'patch')).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '412', '428']),
    );
    const patch = body.paths['/api/v1/parties/{id}'].patch;
    expect(patch.parameters.map(({ name }: { name: string }) => name)).toEqual(['id', 'If-Match', 'Idempotency-Key']);
    expect(patch.responses['200'].headers).toHaveProperty('ETag');
    expect(Object.keys(patch.responses['412'].content)).toEqual(['application/problem+json']);
    const token = body.paths['/api/v1/tokens'].post;
    expect(token.parameters.map(({ name }: { name: string }) => name)).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('"#/components/schemas/"');
  });
});
