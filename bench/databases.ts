import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Database, runSql } from '../src/database/index.js';
import { entities } from '../src/app/entities.js';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { makeHistory } from './history/make.js';
import { enterSetting, type BenchDatabase } from './history/setting.js';

const FOLDER = 'var/bench';
/** Larger books are made by the same code, and take minutes to verify. */
const VERIFY_UP_TO = 25_000;

/** The databases of one run of the bench, each made when it is first asked for. */
export class Databases {
  private readonly made = new Map<number, BenchDatabase>();

  /**
   * @param keep whether to leave the databases where they are, and to take what an earlier run has left
   * @param say where to tell what takes its time
   */
  constructor(
    private readonly keep: boolean,
    private readonly say: (text: string) => void,
  ) {}

  /** A new one with plant, recycler and their agreement, and nothing else yet. */
  async empty(name: string): Promise<BenchDatabase> {
    const path = `${FOLDER}/${name}.sqlite`;
    mkdirSync(FOLDER, { recursive: true });
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
    return { path, setting: await enterSetting(path) };
  }

  /** Ten years of so many by-product batches. */
  async history(batches: number): Promise<BenchDatabase> {
    const note = `${FOLDER}/${batches}.json`;
    const known = this.made.get(batches) ?? (this.keep ? readNote(note) : undefined);
    if (known) return known;
    const startedAt = performance.now();
    const database = await this.empty(String(batches));
    await makeHistory(database, batches);
    this.say(`${batches} batches are made in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
    if (batches <= VERIFY_UP_TO) await requireVerified(database.path);
    writeFileSync(note, JSON.stringify(database));
    this.made.set(batches, database);
    return database;
  }

  clear(): void {
    if (!this.keep) rmSync(FOLDER, { recursive: true, force: true });
  }
}

/** It is written once its database is whole. */
function readNote(note: string): BenchDatabase | undefined {
  return existsSync(note) ? (JSON.parse(readFileSync(note, 'utf8')) as BenchDatabase) : undefined;
}

/** @throws Error where the books of a database do not hold: its figures would mean nothing */
export async function requireVerified(path: string): Promise<void> {
  const database = await Database.openExisting({ kind: 'sqlite', path }, entities);
  try {
    const { findings } = await database.snapshot((manager) => verifyLedger(manager));
    const dangling = await runSql<object>(database.manager, 'PRAGMA foreign_key_check');
    const wrong = [...findings, ...dangling];
    if (wrong.length > 0) throw new Error(`${path} does not hold, ${wrong.length} faults: ${JSON.stringify(wrong[0])}`);
  } finally {
    await database.close();
  }
}
