import { expectStatus } from './client.js';
import type { Build, Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { TERM, type BenchDatabase } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits } from './statistics.js';
import { timesOf, timesText } from './turns.js';

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

/** Serves a history for as long as something is asked of it; this build where no other one is named. */
export function atDesk<T>(
  database: BenchDatabase,
  use: (desk: Desk) => Promise<T>,
  build: Pick<Build, 'serviceOn'> = { serviceOn },
): Promise<T> {
  return withServer(build.serviceOn(database.path), (server) => use({ server, database }));
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
  for (const rung of ['generated', 'sent', 'confirmed', 'processed', 'recovered', 'returned', 'consumed']) {
    if (!total[`${rung}Kg`]) throw new Error(`The report has no ${rung}: ${text}`);
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
  const turns = { warmUp: WARM_UP, rounds: ROUNDS };
  const [few, many] = await timesOf([small, large] as const, turns, (desk) => timedReport(desk, period));
  const ratio = many.median / few.median;
  const others = `least ${digits(many.least / few.least)}, processor ${digits(many.costMs / few.costMs)}`;
  const name = `report over ${period.name}`;
  return [
    { what: `${name}, ${digits(SMALL)} batches`, figure: timesText(few) },
    {
      what: `${name}, ${digits(LARGE)} batches`,
      figure: timesText(many),
      goal: `median at most ${MOST_MS} ms`,
      met: many.median <= MOST_MS,
    },
    atMost(`${name}, ratio of the medians`, ratio, MOST_RATIO, others),
  ];
}
