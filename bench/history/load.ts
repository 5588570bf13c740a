import { charge, log, make, ship, supply, type Journey } from './batches.js';
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
    stage.turnTo(plant, ready + 6 * DAY_MS).end(part, { kind: 'disposed', carveOut: 'recycler-refused' });
  }
  const inputs = leaving.filter((id) => stage.batch(id).assayId !== null);
  const run = { number, at: ready + 7 * DAY_MS, otherFeed: isNth(number, 2), residueAssayed: !isNth(number, 10) };
  const recycled = recycle(stage, inputs, run);
  const homeward = { from: recycler, to: plant, dispatchedAt: ready + 9 * DAY_MS, receivedAt: ready + 11 * DAY_MS };
  ship(stage, [recycled], homeward);
  charge(stage, recycled, { at: ready + 12 * DAY_MS });
  if (isNth(number, 2)) chargeInParts(stage, number, ready);
  make(stage, number, ready + 13 * DAY_MS);
}

/** A supply that lasts for ten days: of some of them into the next month. */
function chargeInParts(stage: Stage, number: number, ready: number): void {
  const id = supply(stage, number, ready + 2 * DAY_MS);
  charge(stage, id, { at: ready + 3 * DAY_MS, dryMg: Math.round(stage.batch(id).dryMg / 2) });
  charge(stage, id, { at: ready + 13 * DAY_MS });
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
  stage.turnTo(stage.setting.plant, at);
  if (isNth(number, 60)) stage.end(lot, { kind: 'disposed', carveOut: 'research-sample' });
  else if (isNth(number, 36)) stage.end(lot, { kind: 'reused-in-process' });
  else return false;
  return true;
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

const RUNS = 100;
const BATCHES_A_RUN = 99;

/** How many batches went into the one that {@link playDeepBatch} makes. */
export const ANCESTORS = RUNS * (BATCHES_A_RUN + 1);

/** By-products, recycled in a hundred runs, the outputs of which are blended in one more. */
export function playDeepBatch(stage: Stage, begin: number): string {
  const { plant, recycler } = stage.setting;
  const outputs = Array.from({ length: RUNS }, (_, number) => {
    const at = begin + number * DAY_MS;
    const lots = Array.from({ length: BATCHES_A_RUN }, (_one, index) => {
      const lot = { number: number * BATCHES_A_RUN + index, at: at + index * 60_000 };
      return log(stage, { ...lot, assayed: true, estimated: false });
    });
    ship(stage, lots, { from: plant, to: recycler, dispatchedAt: at + DAY_MS, receivedAt: at + 2 * DAY_MS });
    return recycle(stage, lots, { number, at: at + 3 * DAY_MS, otherFeed: true, residueAssayed: true });
  });
  const last = { number: RUNS, at: begin + (RUNS + 10) * DAY_MS };
  return recycle(stage, outputs, { ...last, otherFeed: false, residueAssayed: true });
}
