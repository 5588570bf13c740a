import { expectStatus } from './client.js';
import type { Databases } from './databases.js';
import type { Figure } from './figures.js';
import { TERM, type BenchDatabase } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, spreadOf, type Spread } from './statistics.js';

export const SMALL = 2_500;
export const LARGE = 250_000;

const PERIODS = [
  { name: 'ten years', ...TERM },
  { name: 'one year', from: '2030-01-01', to: '2030-12-31' },
  { name: 'odd days', from: '2027-02-11', to: '2031-08-19' },
] as const;

const WARM_UP = 20;
const ROUNDS = 150;
const MOST_MS = 30;
const MOST_RATIO = 1.5;

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A service on a history, and whose report is asked for. */
export interface Desk {
  readonly server: Server;
  readonly database: BenchDatabase;
}

/** Serves a history for as long as something is asked of it. */
export function atDesk<T>(database: BenchDatabase, use: (desk: Desk) => Promise<T>): Promise<T> {
  return withServer(serviceOn(database.path), (server) => use({ server, database }));
}

/** The circularity report of the plant through HTTP, in milliseconds. */
export async function timedReport({ server, database }: Desk, { from, to }: Period): Promise<number> {
  const { covering, plant } = database.setting;
  const path = `/api/v1/reports/circularity?agreementId=${covering.agreementId}&from=${from}&to=${to}`;
  const answer = expectStatus(await server.client.get(path, plant.token), 200);
  requireWhole(answer.text);
  return answer.ms;
}

/** A report whose rungs are empty would be quick, and prove nothing. */
function requireWhole(text: string): void {
  const { total } = JSON.parse(text) as { total: Record<string, number | null> };
  for (const rung of [
    'generatedKg',
    'sentKg',
    'confirmedKg',
    'processedKg',
    'recoveredKg',
    'returnedKg',
    'consumedKg',
  ]) {
    if (!total[rung]) throw new Error(`The report has no ${rung}: ${text}`);
  }
}

/** The same report over a small and a large history, turn by turn. */
export async function benchReport(databases: Databases): Promise<Figure[]> {
  const [few, many] = [await databases.history(SMALL), await databases.history(LARGE)];
  return atDesk(few, (small) =>
    atDesk(many, async (large) => {
      const figures: Figure[] = [];
      for (const period of PERIODS) figures.push(...(await compare(small, large, period)));
      return figures;
    }),
  );
}

async function compare(small: Desk, large: Desk, period: (typeof PERIODS)[number]): Promise<Figure[]> {
  const times: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const [ofSmall, ofLarge] = [await timedReport(small, period), await timedReport(large, period)];
    if (round < 0) continue;
    times[0].push(ofSmall);
    times[1].push(ofLarge);
  }
  const [few, many] = [spreadOf(times[0]), spreadOf(times[1])];
  const ratio = many.median / few.median;
  const name = `report over ${period.name}`;
  return [
    { what: `${name}, ${digits(SMALL)} batches`, figure: text(few) },
    {
      ...{ what: `${name}, ${digits(LARGE)} batches`, figure: text(many) },
      ...{ goal: `median at most ${MOST_MS} ms`, met: many.median <= MOST_MS },
    },
    {
      what: `${name}, ratio of the medians`,
      figure: `${digits(ratio)}; of the quickest ${digits(many.least / few.least)}`,
      ...{ goal: `at most ${MOST_RATIO}`, met: ratio <= MOST_RATIO },
    },
  ];
}

function text({ median, p95, least }: Spread): string {
  return `median ${digits(median)} ms, p95 ${digits(p95)} ms, least ${digits(least)} ms`;
}
