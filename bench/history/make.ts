import { lastDayOf, monthsIn } from '../../src/domain/books/period-parts.js';
import { previousDay } from '../../src/domain/measure/time.js';
import { Acts } from '../../src/modules/ledger/index.js';
import type { TestApp } from '../../test/support/test-app.js';
import { count } from './batches.js';
import { BATCHES_A_LOAD, DAYS_TO_CHARGE, playDeepBatch, playLoad } from './load.js';
import { benchApp, TERM, type BenchDatabase } from './setting.js';
import { Stage } from './stage.js';

/** Loads that are written together: many enough to be fast, few enough to keep memory low. */
const LOADS_AT_ONCE = 25;
const DAY_MS = 86_400_000;
const BEGIN = Date.parse(`${TERM.from}T12:00:00Z`);

/**
 * Fills a database that was prepared for it with ten years of by-product batches, spread evenly: decided by the acts of the
 * domain and written by the ledger, many at once.
 */
export async function makeHistory({ path, setting }: BenchDatabase, batches: number): Promise<void> {
  await filling(path, (write) => fill(new Stage(setting), Math.round(batches / BATCHES_A_LOAD), write));
}

/** Fills a database with a recycled batch that ten thousand others went into. @returns its id */
export async function makeDeepBatch({ path, setting }: BenchDatabase): Promise<string> {
  const stage = new Stage(setting);
  const id = playDeepBatch(stage, BEGIN);
  await filling(path, (write) => write(stage));
  return id;
}

type Write = (stage: Stage) => Promise<void>;

async function filling(path: string, fillIn: (write: Write) => Promise<void>): Promise<void> {
  const app = await benchApp(path);
  try {
    const { writer } = app.store;
    // A file that a crash leaves half made is made anew.
    for (const pragma of ['synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -400000']) {
      await writer.query(`PRAGMA ${pragma}`);
    }
    // Built once all rows are there they take a fraction of the time.
    const indices = await writer.query<{ name: string; sql: string }[]>(
      `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL`,
    );
    for (const { name } of indices) await writer.query(`DROP INDEX "${name}"`);
    await fillIn((stage) => write(app, stage));
    for (const { sql } of indices) await writer.query(sql);
  } finally {
    await app.stop();
  }
}

async function write(app: TestApp, stage: Stage): Promise<void> {
  const acts = stage.take();
  await app.work.run((tx) => app.nest.get(Acts).applyAll(tx, acts));
}

async function fill(stage: Stage, loads: number, writeAll: Write): Promise<void> {
  const end = Date.parse(`${TERM.to}T12:00:00Z`) - (DAYS_TO_CHARGE + 1) * DAY_MS;
  const everyMs = (end - BEGIN) / (loads * BATCHES_A_LOAD);
  for (let number = 0; number < loads; number += 1) {
    playLoad(stage, { number, at: BEGIN + Math.round(number * BATCHES_A_LOAD * everyMs), everyMs });
    if ((number + 1) % LOADS_AT_ONCE === 0 || number + 1 === loads) await writeAll(stage);
  }
  const months = monthsIn(TERM.from, TERM.to).map(lastDayOf);
  for (const day of [previousDay(TERM.from), ...months]) count(stage, day, Date.parse(`${day}T23:00:00Z`));
  await writeAll(stage);
}
