import { setTimeout } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/database/database.js';
import { entities } from '../src/app/entities.js';
import { countRows } from './bare/rows.js';
import { copyDatabase, requireVerified, type Databases } from './databases.js';
import { atLeast, atMost, type Figure } from './figures.js';
import { Play, withPlays } from './play.js';
import { withServers, type Program, type Server } from './service.js';
import { digits, medianOf, spreadOf, withRange } from './statistics.js';
import { turnByTurn } from './turns.js';

const BARE = ['--import', './test/support/typescript.js', 'bench/bare/server.ts'];
const CONNECTIONS = 8;
const ROUNDS = 7;
const ROUND_MS = 1_500;
const STEADY_ROUNDS = 3;
const STEADY_MS = 5_000;

/** A server, and a request to it that logs a batch. */
interface Target {
  readonly name: string;
  readonly server: Server;
  readonly log: () => Promise<unknown>;
}

/**
 * Logging through this build, the first one, and a bare Nest endpoint that writes the same rows, turn by turn. What waits
 * at the bare endpoint is written in one transaction each, or all in one.
 */
export async function benchLog(databases: Databases): Promise<Figure[]> {
  return withPlays(databases, 'log', async ([own, first]) => {
    if (!own) return [];
    const { path } = own.database;
    const copies = ['each', 'grouped'].map((mode) => ({ mode, path: path.replace('log', `bare-${mode}`) }));
    for (const copy of copies) copyDatabase(path, copy.path);
    // The bare endpoint writes the rows of this one batch again and again.
    for (const play of first ? [own, first] : [own]) await play.log();
    const programs = copies.map((copy): Program => {
      return { args: [...BARE, path, copy.path, copy.mode], readyPath: '/health/ready' };
    });
    const figures = await withServers(programs, ([each, grouped]) => {
      if (!each || !grouped) return Promise.resolve([]);
      return figuresOf({
        service: targetOf(own),
        first: first && targetOf(first),
        bare: targetOf(new Play(each, own.database, 'the bare endpoint')),
        grouped: targetOf(new Play(grouped, own.database, 'the bare endpoint with shared transactions')),
      });
    });
    await requireSameRows(path, ...copies.map((copy) => copy.path));
    return figures;
  });
}

function targetOf(play: Play): Target {
  return { name: play.build, server: play.server, log: () => play.log() };
}

interface Targets {
  readonly service: Target;
  readonly first: Target | undefined;
  readonly bare: Target;
  readonly grouped: Target;
}

async function figuresOf({ service, first, bare, grouped }: Targets): Promise<Figure[]> {
  const many = await rates([service, ...(first ? [first] : []), bare, grouped], CONNECTIONS);
  const what = `logging over ${CONNECTIONS} connections`;
  const perSecond = (target: Target): number => medianOf((many.get(target) ?? []).map((rate) => rate.perSecond));
  const cost = (target: Target): number => medianOf((many.get(target) ?? []).map((rate) => rate.processorMs));
  const figures = [...many].map(([target, all]) => ({ what: `${what}, ${target.name}`, figure: rateText(all) }));
  for (const one of [bare, grouped]) {
    const ratio = perSecond(service) / perSecond(one);
    figures.push(
      atLeast(`${what}, rate to that of ${one.name}`, ratio, 0.7),
      atMost(`${what}, processor time to that of ${one.name}`, cost(service) / cost(one), 1.6),
    );
  }
  if (first) {
    figures.push(atLeast(`${what}, rate to that of the first build`, perSecond(service) / perSecond(first), 1.5));
    const single = [...(await rates([service, first], 1)).values()].map((all) => all.map((rate) => rate.perSecond));
    const [own = [], other = []] = single;
    const detail = `${digits(medianOf(own))} to ${digits(medianOf(other))} batches/s`;
    const ratio = medianOf(own) / medianOf(other);
    figures.push(atLeast('logging over 1 connection, rate to that of the first build', ratio, 1.3, detail));
    figures.push(await waits(service, first, { perSecond: perSecond(first) / 2, most: 1.1 }));
  }
  figures.push(await waits(service, bare, { perSecond: perSecond(bare) / 2, most: 3 }));
  return figures;
}

interface Rate {
  readonly perSecond: number;
  /** For each of them. */
  readonly processorMs: number;
}

function rateText(rates: readonly Rate[]): string {
  const perSecond = spreadOf(rates.map((rate) => rate.perSecond));
  const cost = medianOf(rates.map(({ processorMs }) => processorMs));
  return `${withRange(perSecond, 'batches/s')}, processor ${digits(cost)} ms each`;
}

/** As many as go through some connections, turn by turn. */
async function rates(targets: readonly Target[], connections: number): Promise<Map<Target, Rate[]>> {
  const measured = await turnByTurn(targets, { warmUp: 1, rounds: ROUNDS }, (target) => rateOf(target, connections));
  return new Map(targets.map((target, index) => [target, measured[index] ?? []]));
}

async function rateOf({ server, log }: Target, connections: number): Promise<Rate> {
  const [startedAt, before] = [performance.now(), server.processorMs()];
  let count = 0;
  const connection = async (): Promise<void> => {
    while (performance.now() - startedAt < ROUND_MS) {
      await log();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: count / seconds, processorMs: (server.processorMs() - before) / count };
}

interface Steady {
  readonly perSecond: number;
  /** The goal: the 99th percentile to that of the other. */
  readonly most: number;
}

/** At a steady rate, whatever is still under way: a slow answer must not hide the wait of those behind it. */
async function waits(service: Target, other: Target, { perSecond, most }: Steady): Promise<Figure> {
  const [own, its]: [number[], number[]] = [[], []];
  for (let round = 0; round < STEADY_ROUNDS; round += 1) {
    own.push(...(await latencies(service, perSecond)));
    its.push(...(await latencies(other, perSecond)));
  }
  const [mine, theirs] = [spreadOf(own), spreadOf(its)];
  const what = `logging ${digits(perSecond)} a second, half of what ${other.name} takes: p99 to its p99`;
  const detail = `${digits(mine.p99)} ms to ${digits(theirs.p99)} ms, medians ${digits(mine.median)} and ${digits(theirs.median)} ms`;
  return atMost(what, mine.p99 / theirs.p99, most, detail);
}

async function latencies({ log }: Target, perSecond: number): Promise<number[]> {
  const startedAt = performance.now();
  const all: Promise<number>[] = [];
  for (let number = 0; number < (perSecond * STEADY_MS) / 1000; number += 1) {
    const dueAt = startedAt + (number * 1000) / perSecond;
    await setTimeout(Math.max(0, dueAt - performance.now()));
    all.push(log().then(() => performance.now() - dueAt));
  }
  return Promise.all(all);
}

/** @throws Error where they did not do the same work */
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
