import { copyFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/database/database.js';
import { entities } from '../src/app/entities.js';
import { countRows } from './bare/rows.js';
import { expectStatus } from './client.js';
import { requireVerified, type Databases } from './databases.js';
import type { Figure } from './figures.js';
import type { Setting } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, spreadOf, withRange, type Spread } from './statistics.js';

const BARE = ['--import', './test/support/typescript.js', 'bench/bare/server.ts'];
const CONNECTIONS = 8;
const ROUNDS = 9;
const ROUND_MS = 2_000;
const RATE_PER_S = 100;
const RATE_MS = 15_000;
const LEAST_SHARE = 0.5;
const MOST_P99_MS = 50;

/** Logging through the service against a bare Nest endpoint that writes the same rows, turn by turn. */
export async function benchLog(databases: Databases): Promise<Figure[]> {
  const database = await databases.empty('log');
  const barePath = database.path.replace('log', 'bare');
  copyFileSync(database.path, barePath);
  const body = JSON.stringify(batchBody(database.setting));
  const figures = await withServer(serviceOn(database.path), async (server) => {
    const log = () => logOne(server, database.setting, body);
    await log();
    const program = { args: [...BARE, database.path, barePath], readyPath: '/health/ready' };
    return withServer(program, async (bareServer) => {
      const service = { server, log };
      const bare = { server: bareServer, log: () => logOne(bareServer, database.setting, body) };
      return [...(await throughput(service, bare)), ...(await steadily(service, bare))];
    });
  });
  await requireSameRows(database.path, barePath);
  return figures;
}

/** A server, and a request to it that answers after so many milliseconds. */
interface Target {
  readonly server: Server;
  readonly log: () => Promise<number>;
}

/** A drum of grinding sludge with the assay of a laboratory, an hour ago. */
function batchBody({ plant }: Setting): object {
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  return {
    ...{ siteId: plant.site.id, stream: 'grinding-sludge-oily', occurredAt, alloy: 'NdFeB', pieces: 1 },
    ...{ grossKg: 928.4, tareKg: 28.4, moisturePct: 12, oilPct: 6, containerId: 'DRUM-4711' },
    assay: {
      ...{ laboratory: 'Plant laboratory', method: 'ICP-OES', sampledAt: occurredAt },
      composition: { Nd: 26.4, Pr: 8.1, Dy: 1.1, Fe: 52.3, B: 0.8 },
    },
  };
}

/** @returns milliseconds */
async function logOne(target: Server, { plant }: Setting, body: string): Promise<number> {
  return expectStatus(await target.client.post('/api/v1/batches', plant.token, body), 201).ms;
}

/** As many as go through some connections. */
async function throughput(service: Target, bare: Target): Promise<Figure[]> {
  const [own, other]: [Rate[], Rate[]] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const [ofService, ofBare] = [await rateOf(service), await rateOf(bare)];
    if (round < 0) continue;
    own.push(ofService);
    other.push(ofBare);
  }
  const [rate, bareRate] = [own, other].map((rates) => spreadOf(rates.map(({ perSecond }) => perSecond)).median);
  const [cost, bareCost] = [own, other].map((rates) => spreadOf(rates.map(({ processorMs }) => processorMs)).median);
  const share = (rate ?? NaN) / (bareRate ?? NaN);
  const costShare = (bareCost ?? NaN) / (cost ?? NaN);
  const what = `logging over ${CONNECTIONS} connections`;
  return [
    { what: `${what}, service`, figure: text(own) },
    { what: `${what}, bare endpoint`, figure: text(other) },
    {
      what: 'logging, share of the bare throughput',
      figure: `${digits(100 * share)} % (by processor time ${digits(100 * costShare)} %)`,
      ...{ goal: `at least ${100 * LEAST_SHARE} %`, met: share >= LEAST_SHARE },
    },
  ];
}

interface Rate {
  readonly perSecond: number;
  /** For each of them. */
  readonly processorMs: number;
}

function text(rates: readonly Rate[]): string {
  const { median } = spreadOf(rates.map(({ processorMs }) => processorMs));
  const perSecond = spreadOf(rates.map((rate) => rate.perSecond));
  return `${withRange(perSecond, 'batches/s')}, processor ${digits(median)} ms each`;
}

async function rateOf({ server, log }: Target): Promise<Rate> {
  const [startedAt, before] = [performance.now(), server.processorMs()];
  let count = 0;
  const connection = async (): Promise<void> => {
    while (performance.now() - startedAt < ROUND_MS) {
      await log();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: count / seconds, processorMs: (server.processorMs() - before) / count };
}

/** At a steady rate, whatever is still under way: a slow answer must not hide the wait of those behind it. */
async function steadily(service: Target, bare: Target): Promise<Figure[]> {
  const own = spreadOf(await latencies(service));
  const other = spreadOf(await latencies(bare));
  const waits = ({ median, p99 }: Spread): string => `p99 ${digits(p99)} ms, median ${digits(median)} ms`;
  const what = `logging at ${RATE_PER_S} requests/s`;
  return [
    {
      ...{ what: `${what}, service`, figure: waits(own) },
      ...{ goal: `p99 under ${MOST_P99_MS} ms`, met: own.p99 < MOST_P99_MS },
    },
    { what: `${what}, bare endpoint`, figure: waits(other) },
  ];
}

async function latencies({ log }: Target): Promise<number[]> {
  const startedAt = performance.now();
  const all: Promise<number>[] = [];
  for (let number = 0; number < (RATE_PER_S * RATE_MS) / 1000; number += 1) {
    const dueAt = startedAt + (number * 1000) / RATE_PER_S;
    await setTimeout(Math.max(0, dueAt - performance.now()));
    all.push(log().then(() => performance.now() - dueAt));
  }
  return Promise.all(all);
}

/** @throws Error where the two did not do the same work */
async function requireSameRows(...paths: readonly string[]): Promise<void> {
  const counts: string[] = [];
  for (const path of paths) {
    await requireVerified(path);
    const source = await new DataSource(dataSourceOptions({ kind: 'sqlite', path }, entities)).initialize();
    const { batch = 0, account_total, measure_total, ...rest } = await countRows(source);
    const perBatch = Object.entries(rest).map(([table, count]) => [table, count / batch]);
    counts.push(JSON.stringify({ account_total, measure_total, perBatch }));
    await source.destroy();
  }
  if (new Set(counts).size > 1) throw new Error(`Service and bare endpoint wrote different rows: ${counts.join(' ')}`);
}
