import type { Databases } from './databases.js';
import type { Figure } from './figures.js';
import { LARGE, SMALL } from './report.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, spreadOf, withRange } from './statistics.js';

const ROUNDS = 7;
const MOST_MS = 3_000;

/** From the start of the process to its first answer that it is ready, on small and large books turn by turn. */
export async function benchStart(databases: Databases): Promise<Figure[]> {
  const histories = [await databases.history(SMALL), await databases.history(LARGE)];
  const starts: Start[][] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, { path }] of histories.entries()) {
      const start = await withServer(serviceOn(path), startOf);
      if (round >= 0) starts[index]?.push(start);
    }
  }
  const [few = [], many = []] = starts;
  const { median } = spreadOf(many.map(({ readyMs }) => readyMs));
  return [
    { what: `ready on ${digits(SMALL)} batches after`, figure: text(few) },
    {
      ...{ what: `ready on ${digits(LARGE)} batches after`, figure: text(many) },
      ...{ goal: `within ${MOST_MS / 1000} s`, met: median <= MOST_MS },
    },
  ];
}

interface Start {
  readonly readyMs: number;
  readonly processorMs: number;
}

function startOf(server: Server): Promise<Start> {
  return Promise.resolve({ readyMs: server.readyAfterMs, processorMs: server.processorMs() });
}

function text(starts: readonly Start[]): string {
  const { median } = spreadOf(starts.map(({ processorMs }) => processorMs));
  return `${withRange(spreadOf(starts.map(({ readyMs }) => readyMs)), 'ms')}, processor ${digits(median)} ms`;
}
