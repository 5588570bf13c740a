import { expectStatus } from './client.js';
import type { Build, Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { TERM, type BenchDatabase } from './history/setting.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits } from './statistics.js';
import { timesOf, timesText, type Times } from './turns.js';

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
const MOST_TO_FIRST = 1.1;

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

/** The same report over a small and a large history, and over the large one by the first build, turn by turn. */
export async function benchReport(databases: Databases): Promise<Figure[]> {
  const { own, first } = databases;
  const cases: (readonly [Build, number])[] = [[own, SMALL], [own, LARGE], ...(first ? [[first, LARGE] as const] : [])];
  return atDesks(cases, async (desks) => {
    const figures: Figure[] = [];
    for (const period of PERIODS) figures.push(...(await compare(desks, period)));
    return figures;
  });
}

/** Serves histories of builds, all at once. */
async function atDesks<T>(
  [one, ...others]: readonly (readonly [Build, number])[],
  use: (desks: readonly Desk[]) => Promise<T>,
): Promise<T> {
  if (!one) return use([]);
  const [build, batches] = one;
  const history = await build.history(batches);
  return atDesk(history, (desk) => atDesks(others, (more) => use([desk, ...more])), build);
}

async function compare(desks: readonly Desk[], period: (typeof PERIODS)[number]): Promise<Figure[]> {
  const turns = { warmUp: WARM_UP, rounds: ROUNDS };
  const [few, many, first] = await timesOf(desks, turns, (desk) => timedReport(desk, period));
  if (!few || !many) throw new Error('A report is measured over two histories.');
  const to = (other: Times): string =>
    `least ${digits(many.least / other.least)}, processor ${digits(many.costMs / other.costMs)}`;
  const name = `report over ${period.name}`;
  return [
    { what: `${name}, ${digits(SMALL)} batches`, figure: timesText(few) },
    {
      what: `${name}, ${digits(LARGE)} batches`,
      figure: timesText(many),
      goal: `median at most ${MOST_MS} ms`,
      met: many.median <= MOST_MS,
    },
    atMost(`${name}, ratio of the medians`, many.median / few.median, MOST_RATIO, to(few)),
    ...(first
      ? [
          { what: `${name}, ${digits(LARGE)} batches, the first build`, figure: timesText(first) },
          atMost(`${name}, to the first build`, many.median / first.median, MOST_TO_FIRST, to(first)),
        ]
      : []),
  ];
}
