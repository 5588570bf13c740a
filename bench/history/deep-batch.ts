import { log } from './by-products.js';
import { ship } from './journeys.js';
import { recycle } from './runs.js';
import { TERM } from './setting.js';
import type { Stage } from './stage.js';

const RUNS = 100;
const BATCHES_A_RUN = 99;
const DAY_MS = 86_400_000;

/** How many batches went into the one that {@link playDeepBatch} makes. */
export const ANCESTORS = RUNS * (BATCHES_A_RUN + 1);

/** By-products, recycled in a hundred runs, the outputs of which are blended in one more. */
export function playDeepBatch(stage: Stage): string {
  const begin = Date.parse(`${TERM.from}T12:00:00Z`);
  const outputs = Array.from({ length: RUNS }, (_, run) => playRun(stage, run, begin + run * DAY_MS));
  const at = begin + (RUNS + 10) * DAY_MS;
  return recycle(stage, outputs, { number: RUNS, at, otherFeed: false, residueAssayed: true });
}

function playRun(stage: Stage, run: number, at: number): string {
  const { plant, recycler } = stage.setting;
  const lots = Array.from({ length: BATCHES_A_RUN }, (_, index) =>
    log(stage, { number: run * BATCHES_A_RUN + index, at: at + index * 60_000, assayed: true, estimated: false }),
  );
  const journey = { from: plant, to: recycler, dispatchedAt: at + DAY_MS, receivedAt: at + 2 * DAY_MS };
  ship(stage, lots, { ...journey, scalePpmOf: () => 1_000_000, refusedPpmOf: () => 0 });
  return recycle(stage, lots, { number: run, at: at + 3 * DAY_MS, otherFeed: true, residueAssayed: true });
}
