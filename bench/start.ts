import type { Databases } from './databases.js';
import type { Figure } from './figures.js';
import { LARGE, SMALL } from './report.js';
import { serviceOn, withServer } from './service.js';
import { digits, spreadOf, withRange } from './statistics.js';

const ROUNDS = 7;
const MOST_MS = 3_000;

/** From the start of the process to its first answer that it is ready, on small and large books turn by turn. */
export async function benchStart(databases: Databases): Promise<Figure[]> {
  const small = await databases.history(SMALL);
  const large = await databases.history(LARGE);
  const times: [number[], number[]] = [[], []];
  for (let round = -1; round < ROUNDS; round += 1) {
    const [ofSmall, ofLarge] = [await readyAfter(small.path), await readyAfter(large.path)];
    if (round < 0) continue;
    times[0].push(ofSmall);
    times[1].push(ofLarge);
  }
  const [few, many] = [spreadOf(times[0]), spreadOf(times[1])];
  return [
    { what: `ready on ${digits(SMALL)} batches after`, figure: withRange(few, 'ms') },
    {
      ...{ what: `ready on ${digits(LARGE)} batches after`, figure: withRange(many, 'ms') },
      ...{ goal: `within ${MOST_MS / 1000} s`, met: many.median <= MOST_MS },
    },
  ];
}

function readyAfter(path: string): Promise<number> {
  return withServer(serviceOn(path), ({ readyAfterMs }) => Promise.resolve(readyAfterMs));
}
