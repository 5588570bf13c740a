import { charge, dispose, log, supply } from './by-products.js';
import { ship, type Journey } from './journeys.js';
import { recycle } from './runs.js';
import type { Stage } from './stage.js';

/** So many batches are logged for one truck. */
export const BATCHES_A_LOAD = 10;
/** The last that happens to a load, so many days after its last batch was logged. */
export const DAYS_TO_CHARGE = 14;

const DAY_MS = 86_400_000;

export interface LoadPlan {
  readonly number: number;
  /** When the first batch is logged. */
  readonly at: number;
  /** The time between batches, and between the last one and the next load. */
  readonly everyMs: number;
}

/**
 * The round of one load of by-products: logged, dispatched, received, recycled, returned and charged. Most goes as it
 * should; every so many batches, one is disposed of, put back, weighed otherwise, disputed, refused in part, announced as
 * an estimate or never assayed.
 */
export function playLoad(stage: Stage, { number, at, everyMs }: LoadPlan): void {
  const { plant, recycler } = stage.setting;
  const first = number * BATCHES_A_LOAD;
  const lots = Array.from({ length: BATCHES_A_LOAD }, (_, index) => {
    const [batch, loggedAt] = [first + index, at + Math.round(index * everyMs)];
    return log(stage, { number: batch, at: loggedAt, assayed: !isNth(batch, 500), estimated: isNth(batch, 400) });
  });
  const ready = at + Math.round((BATCHES_A_LOAD - 1) * everyMs);
  const leaving = lots.filter((lot, index) => !endsAtPlant(stage, lot, { number: first + index, at: ready + DAY_MS }));
  const onTheScale = receiptOf(first, lots);
  const outward = { from: plant, to: recycler, dispatchedAt: ready + 2 * DAY_MS, receivedAt: ready + 4 * DAY_MS };
  const refused = ship(stage, leaving, { ...outward, ...onTheScale });
  for (const part of refused) {
    const carveOut = 'recycler-refused';
    dispose(stage, part, { kind: 'disposed', at: ready + 6 * DAY_MS, carveOut });
  }
  const inputs = leaving.filter((id) => stage.books.batch(id).assayId !== null);
  const run = { number, at: ready + 7 * DAY_MS, otherFeed: isNth(number, 2), residueAssayed: !isNth(number, 10) };
  const recycled = recycle(stage, inputs, run);
  const homeward = { from: recycler, to: plant, dispatchedAt: ready + 9 * DAY_MS, receivedAt: ready + 11 * DAY_MS };
  ship(stage, [recycled], { ...homeward, scalePpmOf: () => 1_000_000, refusedPpmOf: () => 0 });
  charge(stage, recycled, ready + 12 * DAY_MS);
  if (isNth(number, 2)) charge(stage, supply(stage, number, ready + 12 * DAY_MS), ready + 13 * DAY_MS);
}

/** Every so many, never the very first. */
function isNth(number: number, every: number): boolean {
  return number % every === every - 1;
}

interface Leftover {
  readonly number: number;
  readonly at: number;
}

/** A sample for research, or clean scrap that the plant melts again. */
function endsAtPlant(stage: Stage, lot: string, { number, at }: Leftover): boolean {
  if (isNth(number, 60)) {
    dispose(stage, lot, { kind: 'disposed', at, carveOut: 'research-sample' });
    return true;
  }
  if (isNth(number, 36)) {
    dispose(stage, lot, { kind: 'reused-in-process', at, carveOut: null });
    return true;
  }
  return false;
}

/** What the recycler's scale says: mostly the same, for one in four 0.2 % less, for one in 310 two percent more. */
function receiptOf(first: number, lots: readonly string[]): Pick<Journey, 'scalePpmOf' | 'refusedPpmOf'> {
  const numberOf = (lot: string): number => first + lots.indexOf(lot);
  const scalePpm = (number: number): number => {
    if (isNth(number, 310)) return 1_020_000;
    return isNth(number, 4) ? 998_000 : 1_000_000;
  };
  return {
    scalePpmOf: (lot) => scalePpm(numberOf(lot)),
    refusedPpmOf: (lot) => (isNth(numberOf(lot), 90) ? 100_000 : 0),
  };
}
