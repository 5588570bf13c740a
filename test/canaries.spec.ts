import { Canaries, type Reader } from './support/canaries.js';
import { castOf, type Asker, type Cast } from './support/canary-cast.js';
import { CanaryDesk } from './support/canary-desk.js';
import { tell } from './support/canary-history.js';
import { Walk, type Reading } from './support/canary-walk.js';
import { namesIn, type Operation } from './support/operations.js';
import { Requests } from './support/requests.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld } from './support/world.js';

/** Another seed tells another history. */
const SEED = 11;

const AMPLE_MS = 300_000;
/** Every admin finds the names of all parties there. */
const DIRECTORY = ['GET /parties', 'GET /parties/{id}'];

describe(`a history in which every word and figure is for some and not for others (seed ${SEED})`, () => {
  const canaries = new Canaries(SEED);
  let app: TestApp;
  let cast: Cast;
  let walk: Walk;
  let requests: Requests;

  beforeAll(async () => {
    app = await TestApp.start();
    const world = await buildWorld(app);
    cast = await castOf(app, world, canaries);
    await tell(new CanaryDesk(app, canaries, cast));
    walk = new Walk(app);
    const batchId = (): string => cast.a;
    requests = new Requests(app, { world, agreementId: cast.a, batchId });
  }, AMPLE_MS);
  afterAll(() => app.stop());

  const reads = (): Operation[] => requests.operations.filter(({ method }) => method === 'GET');

  it(
    'tells nobody what is not for them, in whatever is read',
    async () => {
      const faults: string[] = [];
      for (const operation of reads()) {
        const readings = await walk.of(operation);
        const told = await Promise.all(cast.askers.map((asker) => toldTo(asker, operation, readings)));
        faults.push(...told.flat());
      }
      expect(unlike(faults)).toEqual([]);
      expect(canaries.silent()).toEqual([]);
    },
    AMPLE_MS,
  );

  it(
    'tells nobody so by a refusal either',
    async () => {
      const faults: string[] = [];
      for (const operation of requests.operations.filter(
        ({ method, path }) => method !== 'GET' && namesIn(path).length > 0,
      )) {
        for (const path of await walk.paths(operation.path)) {
          for (const { reader, token } of cast.askers) {
            // Of what one may see one would do it.
            if (isAdmin(reader, operation) || (await sees(path, token))) continue;
            const { status, text } = await send(operation, path, token);
            if (status < 400) faults.push(`${reader} ${operation.key} is done in ${path}`);
            faults.push(
              ...canaries.notFor(reader, text).map((what) => `${reader} ${operation.key} ${what} in ${path}`),
            );
          }
        }
      }
      expect(unlike(faults)).toEqual([]);
    },
    AMPLE_MS,
  );

  /** What an asker is told by an operation that is not for it. */
  async function toldTo(asker: Asker, { key }: Operation, readings: readonly Reading[]): Promise<string[]> {
    const { reader, token, readsDirectory } = asker;
    if (readsDirectory && DIRECTORY.includes(key)) return [];
    const faults: string[] = [];
    for (const { url, asksFor } of readings) {
      // By what one knows one finds some of what stands in the whole list.
      if (asksFor !== null && canaries.isFor(reader, asksFor)) continue;
      const said = await read(url, token);
      const told = said.flatMap((text) => canaries.notFor(reader, text));
      if (asksFor !== null && said.some(finds)) told.push('finds something by what is hidden');
      faults.push(...told.map((what) => `${reader} ${key} ${what} in ${url}`));
    }
    return faults;
  }

  /** All pages of what is read. */
  async function read(url: string, token: string): Promise<string[]> {
    const texts: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const next: string = cursor === '' ? url : `${url}${url.includes('?') ? '&' : '?'}cursor=${cursor}`;
      const answer: Answer = await app.get(next, { token });
      if (answer.status >= 500) throw new Error(`GET ${next} answered ${answer.status}: ${answer.text}`);
      texts.push(`${answer.text} ${String(answer.headers['etag'] ?? '')}`);
      cursor = (answer.body as { nextCursor?: string | null } | null)?.nextCursor ?? null;
    }
    if (/^\/reports\/circularity\?/.test(url)) {
      texts.push((await app.get(url, { token, headers: { accept: 'text/csv' } })).text);
    }
    return texts;
  }

  const shown = new Map<string, boolean>();

  /** Whether one sees the thing that a path begins with. */
  async function sees(path: string, token: string): Promise<boolean> {
    const [thing = path] = /^\/[^/]+\/[^/]+/.exec(path) ?? [];
    const key = `${token} ${thing}`;
    if (!shown.has(key)) shown.set(key, (await app.get(thing, { token })).status < 300);
    return shown.get(key) ?? false;
  }

  function send(operation: Operation, path: string, token: string): Promise<Answer> {
    const headers = { 'if-match': '"1"' };
    return app.send(operation.method, path, requests.body(operation), { token, headers });
  }
});

const finds = (text: string): boolean => !/"items":\[\]/.test(text) && /"items":/.test(text);

/** The platform administrator keeps parties and people, and an admin its own: they may do that without reading more. */
function isAdmin(reader: Reader, { path }: Operation): boolean {
  return /^\/(parties|users|sites|tokens)\b/.test(path) && reader !== 'aR1';
}

/** The first of each kind: the same fault stands in many answers. */
function unlike(faults: readonly string[]): string[] {
  const kinds = new Map(faults.map((fault) => [fault.replace(/ in [^ ]*$/, ''), fault]));
  return [...kinds.values()].slice(0, 60);
}
