import { setTimeout } from 'node:timers/promises';
import { expectStatus } from './client.js';
import type { Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { TERM } from './history/setting.js';
import { atDesk, LARGE, timedReport, type Desk } from './report.js';
import { digits, spreadOf } from './statistics.js';

const DURATION_MS = 20_000;
const SAMPLE_MS = 100;
const READERS = 4;
const MOST_MB = 300;
/** To what the first build holds. */
const MOST_RATIO = 1.1;

/** What the service holds while several people read reports and lists of large books; beside it what the first build holds. */
export async function benchMemory(databases: Databases): Promise<Figure[]> {
  const figures: Figure[] = [];
  const mosts: number[] = [];
  for (const build of databases.builds) {
    const { median, most } = spreadOf(await atDesk(await build.history(LARGE), samplesWhileReading, build));
    const what = `memory with ${digits(LARGE)} batches while ${READERS} people read, ${build.name}`;
    const figure = `most ${digits(most)} MB, median ${digits(median)} MB`;
    figures.push(
      build === databases.own ? { what, figure, goal: `under ${MOST_MB} MB`, met: most < MOST_MB } : { what, figure },
    );
    mosts.push(most);
  }
  const [own = NaN, first] = mosts;
  if (first) figures.push(atMost('memory, to the first build', own / first, MOST_RATIO));
  return figures;
}

async function samplesWhileReading(desk: Desk): Promise<number[]> {
  await timedReport(desk, TERM);
  const samples: number[] = [];
  const until = performance.now() + DURATION_MS;
  const sampling = async (): Promise<void> => {
    while (performance.now() < until) {
      samples.push(desk.server.residentMb());
      await setTimeout(SAMPLE_MS);
    }
  };
  const readers = Array.from({ length: READERS }, (_, index) => read(desk, { number: index, until }));
  await Promise.all([sampling(), ...readers]);
  return samples;
}

interface Reader {
  readonly number: number;
  readonly until: number;
}

/** Each reads another ten years' or year's report, then a page of batches. */
async function read(desk: Desk, { number, until }: Reader): Promise<void> {
  const { server, database } = desk;
  for (let turn = number; performance.now() < until; turn += 1) {
    const year = 2026 + (turn % 10);
    await timedReport(desk, turn % 2 === 0 ? TERM : { from: `${year}-01-01`, to: `${year}-12-31` });
    expectStatus(await server.client.get('/api/v1/batches?limit=200', database.setting.plant.token), 200);
  }
}
