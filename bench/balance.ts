import { entities } from '../src/app/entities.js';
import { Database } from '../src/database/index.js';
import { expectStatus } from './client.js';
import type { Databases } from './databases.js';
import { atMost, type Figure } from './figures.js';
import { TERM } from './history/setting.js';
import { atDesk, LARGE, SMALL, type Desk, type Period } from './report.js';
import { digits } from './statistics.js';
import { timesOf, timesText, type Times } from './turns.js';

const YEAR = { from: '2030-01-01', to: '2030-12-31' };
const WARM_UP = 10;
const ROUNDS = 100;
const MOST_RATIO = 1.5;

interface Asked {
  readonly name: string;
  readonly path: string;
  readonly period: Period;
}

const ASKED: readonly Asked[] = [
  { name: 'balance of ten years', path: 'balance', period: TERM },
  { name: 'balance of a year', path: 'balance', period: YEAR },
  { name: 'table of the months of ten years', path: 'balance/months', period: TERM },
  { name: 'table of the months of a year', path: 'balance/months', period: YEAR },
];

/** The balance of a plant over a small and a large history, turn by turn; and first of all, when nothing is added up yet. */
export async function benchBalance({ own }: Databases): Promise<Figure[]> {
  const [small, large] = [await own.history(SMALL), await own.history(LARGE)];
  await forgetSums(large.path);
  return atDesk(small, (few) => atDesk(large, (many) => compare(few, many)));
}

/** An earlier run has left them. */
async function forgetSums(path: string): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', path }, entities);
  try {
    await database.writer.query('DELETE FROM "plant_sums"');
  } finally {
    await database.close();
  }
}

async function compare(few: Desk, many: Desk): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [whole] = ASKED;
  if (whole) {
    figures.push({
      what: `${whole.name}, ${digits(LARGE)} batches, when it is first read`,
      figure: `${digits(await timed(many, whole))} ms`,
    });
  }
  const medians = new Map<string, Times>();
  for (const asked of ASKED) {
    const turns = { warmUp: WARM_UP, rounds: ROUNDS };
    const [small, large] = await timesOf([few, many] as const, turns, (desk) => timed(desk, asked));
    const to = `least ${digits(large.least / small.least)}, processor ${digits(large.costMs / small.costMs)}`;
    medians.set(asked.name, large);
    figures.push(
      { what: `${asked.name}, ${digits(SMALL)} batches`, figure: timesText(small) },
      { what: `${asked.name}, ${digits(LARGE)} batches`, figure: timesText(large) },
      atMost(`${asked.name}, ratio of the medians`, large.median / small.median, MOST_RATIO, to),
    );
  }
  const [tenYears, year] = ['balance of ten years', 'balance of a year'].map(
    (name) => medians.get(name)?.median ?? NaN,
  );
  const what = `ten years to a year, ${digits(LARGE)} batches`;
  return [...figures, { what, figure: digits((tenYears ?? NaN) / (year ?? NaN)) }];
}

/** Through HTTP, in milliseconds. */
async function timed({ server, database }: Desk, { path, period: { from, to } }: Asked): Promise<number> {
  const { plant } = database.setting;
  const url = `/api/v1/sites/${plant.site.id}/${path}?from=${from}&to=${to}`;
  const answer = expectStatus(await server.client.get(url, plant.token), 200);
  requireStruck(answer.text);
  return answer.ms;
}

/** A balance between no counts would be quick, and prove nothing. */
function requireStruck(text: string): void {
  const { items, ...one } = JSON.parse(text) as { items?: Struck[] } & Struck;
  for (const { from, total } of items ?? [one]) {
    if (!total.uncertaintyKg || !total.magnetsKg) throw new Error(`The balance from ${from} on is not struck.`);
  }
}

interface Struck {
  readonly from: string;
  readonly total: { readonly uncertaintyKg: number | null; readonly magnetsKg: number };
}
