import type { Databases } from './databases.js';
import { atLeast, type Figure } from './figures.js';
import { withPlays, type Play } from './play.js';
import { digits, medianOf, spreadOf, withRange } from './statistics.js';
import { turnByTurn } from './turns.js';

const BATCHES = 20;
const WARM_UP = 4;
const ROUNDS = 15;
const LEAST_RATIO = 2;

type Timed = (play: Play, batchIds: readonly string[]) => Promise<number>;

/** Receiving a shipment of twenty batches. */
export function benchReceive(databases: Databases): Promise<Figure[]> {
  return bench(databases, `receiving a shipment of ${BATCHES} batches`, async (play, batchIds) => {
    return (await play.receive(await play.dispatch(batchIds), batchIds)).ms;
  });
}

/** Closing a run of twenty inputs. */
export function benchRun(databases: Databases): Promise<Figure[]> {
  return bench(databases, `closing a run of ${BATCHES} inputs`, async (play, batchIds) => {
    await play.receive(await play.dispatch(batchIds), batchIds);
    return (await play.run(batchIds, BATCHES * 300)).ms;
  });
}

/** This build and the first one turn by turn, each on books of its own. */
async function bench(databases: Databases, what: string, timed: Timed): Promise<Figure[]> {
  const times = await withPlays(databases, 'acts', async (plays) => {
    const measured = await turnByTurn(plays, { warmUp: WARM_UP, rounds: ROUNDS }, async (play) => {
      const logged = await Promise.all(Array.from({ length: BATCHES }, () => play.log()));
      return timed(
        play,
        logged.map(({ id }) => id),
      );
    });
    return plays.map(({ build }, index) => [build, measured[index] ?? []] as const);
  });
  const [own = [], first] = times.map(([, ms]) => ms);
  const figures = times.map(([build, ms]): Figure => ({
    what: `${what}, ${build}`,
    figure: withRange(spreadOf(ms), 'ms'),
  }));
  if (first) {
    const least = digits(spreadOf(first).least / spreadOf(own).least);
    const ratio = medianOf(first) / medianOf(own);
    figures.push(atLeast(`${what}, times as fast as the first build`, ratio, LEAST_RATIO, `by the least ${least}`));
  }
  return figures;
}
