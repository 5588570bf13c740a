import { setImmediate } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/database.js';
import { entities } from '../../src/app/entities.js';
import { playDeepBatch } from './deep-batch.js';
import { BATCHES_A_LOAD, DAYS_TO_CHARGE, playLoad } from './load.js';
import { writeRows } from './rows.js';
import { TERM, type BenchDatabase } from './setting.js';
import { Stage } from './stage.js';

/** Loads that are written in one transaction: large enough to be fast, small enough to keep memory low. */
const LOADS_AT_ONCE = 25;
const DAY_MS = 86_400_000;

/**
 * Fills a database that was prepared for it with ten years of by-product batches, spread evenly: rows as the service would
 * have written them, but not through it.
 */
export async function makeHistory({ path, setting }: BenchDatabase, batches: number): Promise<void> {
  await filling(path, async (source) => fill(source, new Stage(setting), Math.round(batches / BATCHES_A_LOAD)));
}

/** Fills a database with a recycled batch that ten thousand others went into. @returns its id */
export async function makeDeepBatch({ path, setting }: BenchDatabase): Promise<string> {
  const stage = new Stage(setting);
  const { batch } = playDeepBatch(stage);
  stage.close();
  stage.books.closeDays(null);
  await filling(path, (source) => source.transaction((tx) => writeRows(tx, stage.books.rows.take())));
  return batch.id;
}

async function filling(path: string, fillIn: (source: DataSource) => Promise<void>): Promise<void> {
  const source = await new DataSource(dataSourceOptions({ kind: 'sqlite', path }, entities)).initialize();
  try {
    // Nobody reads meanwhile, and a file that a crash leaves half made is made anew.
    for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -400000']) {
      await source.query(`PRAGMA ${pragma}`);
    }
    const indices = await source.query<{ name: string; sql: string }[]>(
      `SELECT "name", "sql" FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL`,
    );
    for (const { name } of indices) await source.query(`DROP INDEX "${name}"`);
    await fillIn(source);
    for (const { sql } of indices) await source.query(sql);
    await source.query('PRAGMA journal_mode = WAL');
  } finally {
    await source.destroy();
  }
}

async function fill(source: DataSource, stage: Stage, loads: number): Promise<void> {
  const begin = Date.parse(`${TERM.from}T12:00:00Z`);
  const end = Date.parse(`${TERM.to}T12:00:00Z`) - (DAYS_TO_CHARGE + 1) * DAY_MS;
  const everyMs = (end - begin) / (loads * BATCHES_A_LOAD);
  let writing: Promise<unknown> = Promise.resolve();
  for (let number = 0; number < loads; number += 1) {
    const at = begin + Math.round(number * BATCHES_A_LOAD * everyMs);
    playLoad(stage, { number, at, everyMs });
    // Lets the statements of the transaction that is under way follow each other.
    await setImmediate();
    const last = number + 1 === loads;
    if ((number + 1) % LOADS_AT_ONCE !== 0 && !last) continue;
    stage.books.closeDays(last ? null : stage.moment(stage.setting.plant, at - DAY_MS).on);
    const rows = stage.books.rows.take();
    await writing;
    writing = source.transaction((tx) => writeRows(tx, rows));
  }
  await writing;
}
