import { setTimeout } from 'node:timers/promises';
import type { Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import type { BenchDatabase } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, medianOf } from './statistics.js';
import { turnByTurn } from './turns.js';

const SIZE = 900_000;
const WARM_UP = 2;
const ROUNDS = 9;
/** The slowest sign of life beside a request that nobody should send, to that beside a right one of the same size. */
const MOST_RATIO = 3;
/** So long after the answer signs of life are still asked for: what the request left behind is its own too. */
const AFTER_MS = 20;

/** A request of about a megabyte. */
interface Flood {
  readonly what: string;
  readonly path: string;
  readonly token: string;
  readonly body: string;
  readonly statuses: readonly number[];
}

/** What a single request may do to all others: the slowest `/health/live` beside it, turn by turn with right ones of its size. */
export async function benchFlood(databases: Databases): Promise<Figure[]> {
  const database = await databases.empty('flood');
  return withServer(serviceOn(database.path), async (server) => {
    const right = rightRequest(database);
    const figures: Figure[] = [];
    for (const flood of floods(database)) figures.push(await compare(server, right, flood));
    return figures;
  });
}

async function compare(server: Server, right: Flood, flood: Flood): Promise<Figure> {
  const [ofRight = NaN, ofFlood = NaN] = (
    await turnByTurn([right, flood], { warmUp: WARM_UP, rounds: ROUNDS }, (one) => slowestBeside(server, one))
  ).map(medianOf);
  const what = `slowest /health/live beside ${flood.what}, to that beside a right request of its size`;
  return atMost(what, ofFlood / ofRight, MOST_RATIO, `${digits(ofFlood)} ms to ${digits(ofRight)} ms`);
}

/** @returns milliseconds */
async function slowestBeside(server: Server, { what, path, token, body, statuses }: Flood): Promise<number> {
  const times: number[] = [];
  let isOver = false;
  const watch = (async () => {
    while (!isOver) times.push((await server.client.get('/health/live', '')).ms);
  })();
  const { status, text } = await server.client.post(path, token, body);
  await setTimeout(AFTER_MS);
  isOver = true;
  await watch;
  if (!statuses.includes(status)) throw new Error(`${what} is answered ${status}: ${text.slice(0, 500)}`);
  return Math.max(...times);
}

/** The largest there is: a run that makes a thousand lots, each with its assay; it is refused at last, since its input is not there. */
function rightRequest({ setting }: BenchDatabase): Flood {
  const outputs = Array.from({ length: 1_000 }, (_, index) => ({
    code: `LOT-${index}`,
    product: 'rMREO',
    netKg: 1,
    moisturePct: 0.5,
    assay: { ...assayOf(setting.recycler.site.id), composition: COMPOSITION, reportNo: `R-${index}` },
  }));
  const { token } = setting.recycler;
  const body = JSON.stringify(runOf(setting, outputs)).padEnd(SIZE, ' ');
  return { what: 'a right request', path: '/api/v1/runs', token, body, statuses: [404] };
}

const COMPOSITION = { Nd2O3: 60.1, Pr6O11: 20.2, Dy2O3: 4.1, Tb4O7: 1.2, Gd2O3: 1.1, Ho2O3: 0.4, Fe: 0.2, B: 0.1 };

function assayOf(note: string): object {
  return {
    laboratory: `Laboratory ${note}`.padEnd(150, '.'),
    method: 'ICP-OES',
    sampledAt: '2026-03-02T09:30:00-05:00',
  };
}

function runOf({ recycler }: BenchDatabase['setting'], outputs: readonly object[]): object {
  return {
    siteId: recycler.site.id,
    kind: 'recycling',
    custodyModel: 'segregated',
    outputs,
    startedAt: '2026-03-02T08:00:00-05:00',
    occurredAt: '2026-03-02T09:30:00-05:00',
    inputs: [{ batchId: '01890000-0000-7000-8000-000000000000' }],
  };
}

/** Objects, lists, names, texts and wrong values, as many as go into the size. */
function floods({ setting }: BenchDatabase): Flood[] {
  const { plant, recycler } = setting;
  const refused = (path: string, token: string) => (what: string, body: string) => {
    return { what, body, token, path: `/api/v1${path}`, statuses: [400] };
  };
  const login = refused('/auth/login', '');
  const batch = refused('/batches', plant.token);
  const run = refused('/runs', recycler.token);
  const fields = (count: number, name = 'f'): string =>
    Array.from({ length: count }, (_, index) => `"${name}${index}":0`).join(',');
  const times = (count: number, part: string): string => Array(Math.floor(count)).fill(part).join(',');
  const listed = (count: number, part: string): string => `[${times(count, part)}]`;
  const names = ['siteId', 'kind', 'code', 'inputs', 'outputs', 'otherFeed'];
  const lists = names.map((name) => `"${name}":${listed(1_000, '[[[]]]')}`);
  const wrong = '{"assay":{"composition":{"Nd":-1,"Q":"x"}},"netKg":"x"}';
  const formulas = (count: number): string => `{"assay":{"composition":{${fields(count, 'Nd')}}}}`;
  return [
    login('85,000 unknown fields at the sign-in', `{${fields(85_000)}}`),
    login('as many as are read', `{"a":${listed(10, `{${fields(2_900, 'a-name-')}}`)}}`),
    login('the same field again and again', `{${times(SIZE / 6, '"f":0')}}`),
    login('lists in one another', `${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)}`),
    login('lists beside one another', listed(SIZE / 3, '[]')),
    login('230 objects of 125 unknown fields', `{"a":${listed(230, `{${fields(125)}}`)}}`),
    login('texts that are addresses of mail', `{"email":"${'a@'.repeat(SIZE / 2)}","password":"x"}`),
    login('escapes', `{"email":"${'\\u00e4'.repeat(SIZE / 6)}","password":"x"}`),
    login('a number of a megabyte', `{"email":${'9'.repeat(SIZE)}}`),
    batch('an assay of 40,000 formulas', formulas(40_000)),
    run('230 assays of 125 formulas', `{"outputs":${listed(230, formulas(125))}}`),
    run('a thousand outputs that are wrong', `{"outputs":${listed(1_000, wrong)}}`),
    run('lists for every field', `{${lists.join(',')}}`),
  ];
}
