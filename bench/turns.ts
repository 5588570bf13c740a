import type { Server } from './service.js';
import { digits, spreadOf, type Spread } from './statistics.js';

/** How often each is measured, and how often before that nothing is noted. */
export interface Turns {
  readonly warmUp: number;
  readonly rounds: number;
}

/** Each in turn, and then again: what disturbs the machine meanwhile disturbs them all. @returns what was measured of each */
export async function turnByTurn<One, Value>(
  ones: readonly One[],
  { warmUp, rounds }: Turns,
  measure: (one: One) => Promise<Value>,
): Promise<Value[][]> {
  const values = ones.map((): Value[] => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [index, one] of ones.entries()) {
      const value = await measure(one);
      if (round >= 0) values[index]?.push(value);
    }
  }
  return values;
}

/** What requests to a server took, in milliseconds, and what one of them cost its processor. */
export interface Times extends Spread {
  readonly costMs: number;
}

/** Requests to several servers, turn by turn. */
export async function timesOf<Ones extends readonly { readonly server: Server }[]>(
  ones: Ones,
  { warmUp, rounds }: Turns,
  timed: (one: Ones[number]) => Promise<number>,
): Promise<{ readonly [Index in keyof Ones]: Times }> {
  await turnByTurn(ones, { warmUp, rounds: 0 }, timed);
  const before = ones.map(({ server }) => server.processorMs());
  const times = await turnByTurn(ones, { warmUp: 0, rounds }, timed);
  const all = ones.map(({ server }, index): Times => {
    return { ...spreadOf(times[index] ?? []), costMs: (server.processorMs() - (before[index] ?? NaN)) / rounds };
  });
  return all as { [Index in keyof Ones]: Times };
}

/** On a busy machine the least time and the processor's tell more than the median. */
export function timesText({ median, p95, least, costMs }: Times): string {
  const figures = { median, p95, least, processor: costMs };
  return Object.entries(figures)
    .map(([name, ms]) => `${name} ${digits(ms)} ms`)
    .join(', ');
}
