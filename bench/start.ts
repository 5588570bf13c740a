import type { Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { LARGE, SMALL } from './report.js';
import { withServer, type Program, type Server } from './service.js';
import { digits, medianOf, spreadOf, withRange } from './statistics.js';
import { turnByTurn } from './turns.js';

const ROUNDS = 7;
/** On large books, to small ones. */
const MOST_GROWTH = 1.1;
/** To the first build. */
const MOST_RATIO = 0.6;

/** From the start of the process to its first answer that it is ready: small books, large ones, the first build, turn by turn. */
export async function benchStart(databases: Databases): Promise<Figure[]> {
  const { own, first } = databases;
  const cases = [
    { what: `ready on ${digits(SMALL)} batches after`, build: own, batches: SMALL },
    { what: `ready on ${digits(LARGE)} batches after`, build: own, batches: LARGE },
    ...(first
      ? [{ what: `the first build ready on ${digits(SMALL)} batches after`, build: first, batches: SMALL }]
      : []),
  ];
  const programs: Program[] = [];
  for (const { build, batches } of cases) programs.push(build.serviceOn((await build.history(batches)).path));
  const starts = await turnByTurn(programs, { warmUp: 1, rounds: ROUNDS }, (program) => withServer(program, startOf));
  const [few = NaN, many = NaN, former] = starts.map((all) => medianOf(all.map(({ readyMs }) => readyMs)));
  const [cost = NaN, , formerCost] = starts.map((all) => medianOf(all.map(({ processorMs }) => processorMs)));
  const figures: Figure[] = cases.map(({ what }, index) => ({ what, figure: text(starts[index] ?? []) }));
  figures.push(atMost('start on large books, to small ones', many / few, MOST_GROWTH));
  if (former && formerCost) {
    const detail = `processor ${digits(cost / formerCost)}`;
    figures.push(atMost('start, to the first build', few / former, MOST_RATIO, detail));
  }
  return figures;
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
