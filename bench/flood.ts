import { setTimeout } from 'node:timers/promises';
import type { Databases } from './databases.js';
import type { Figure } from './figures.js';
import type { BenchDatabase } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, spreadOf } from './statistics.js';

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
  const slowest: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const [index, one] of [right, flood].entries()) {
      const ms = await slowestBeside(server, one);
      if (round >= 0) slowest[index]?.push(ms);
    }
  }
  const [ofRight, ofFlood] = [spreadOf(slowest[0]), spreadOf(slowest[1])];
  const ratio = ofFlood.median / ofRight.median;
  return {
    what: `slowest /health/live beside ${flood.what}, to that beside a right request of its size`,
    figure: `${digits(ratio)} (${digits(ofFlood.median)} ms to ${digits(ofRight.median)} ms)`,
    goal: `at most ${MOST_RATIO}`,
    met: ratio <= MOST_RATIO,
  };
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
  const body = JSON.stringify(runOf(setting, outputs)).padEnd(SIZE, ' ');
  return {
    what: 'a right request',
    path: '/api/v1/runs',
    token: setting.recycler.token,
    body,
    statuses: [404],
  };
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
  const login = (what: string, body: string): Flood => ({
    what,
    body,
    path: '/api/v1/auth/login',
    token: '',
    statuses: [400],
  });
  const batch = (what: string, body: string): Flood => ({
    what,
    body,
    path: '/api/v1/batches',
    token: plant.token,
    statuses: [400],
  });
  const run = (what: string, body: string): Flood => ({
    what,
    body,
    path: '/api/v1/runs',
    token: recycler.token,
    statuses: [400],
  });
  const fields = (count: number, name = 'f'): string =>
    Array.from({ length: count }, (_, index) => `"${name}${index}":0`).join(',');
  const filled = (part: string): string =>
    `[${Array(Math.floor(SIZE / (part.length + 1)))
      .fill(part)
      .join(',')}]`;
  return [
    login('85,000 unknown fields at the sign-in', `{${fields(85_000)}}`),
    login(
      'as many as are read',
      `{"a":[${Array(10)
        .fill(`{${fields(2_900, 'a-name-')}}`)
        .join(',')}]}`,
    ),
    login(
      'the same field again and again',
      `{${Array(SIZE / 6)
        .fill('"f":0')
        .join(',')}}`,
    ),
    login('lists in one another', `${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)}`),
    login('lists beside one another', filled('[]')),
    login(
      '230 objects of 125 unknown fields',
      `{"a":[${Array(230)
        .fill(`{${fields(125)}}`)
        .join(',')}]}`,
    ),
    login('texts that are addresses of mail', `{"email":"${'a@'.repeat(SIZE / 2)}","password":"x"}`),
    login('escapes', `{"email":"${'\\u00e4'.repeat(SIZE / 6)}","password":"x"}`),
    login('a number of a megabyte', `{"email":${'9'.repeat(SIZE)}}`),
    batch('an assay of 40,000 formulas', `{"assay":{"composition":{${fields(40_000, 'Nd')}}}}`),
    run(
      '230 assays of 125 formulas',
      `{"outputs":[${Array(230)
        .fill(`{"assay":{"composition":{${fields(125, 'Nd')}}}}`)
        .join(',')}]}`,
    ),
    run(
      'a thousand outputs that are wrong',
      `{"outputs":[${Array(1_000).fill('{"assay":{"composition":{"Nd":-1,"Q":"x"}},"netKg":"x"}').join(',')}]}`,
    ),
    run(
      'lists for every field',
      `{${['siteId', 'kind', 'code', 'inputs', 'outputs', 'otherFeed'].map((name) => `"${name}":[${Array(1_000).fill('[[[]]]').join(',')}]`).join(',')}}`,
    ),
  ];
}
