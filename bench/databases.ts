import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { Database, runSql } from '../src/database/index.js';
import { entities } from '../src/app/entities.js';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { FirstBuild, type PlayedDatabase } from './first.js';
import { makeDeepBatch, makeHistory } from './history/make.js';
import { enterSetting, type BenchDatabase } from './history/setting.js';
import { serviceOn, type Program } from './service.js';

const FOLDER = 'var/bench';
/** Larger books are made by the same code, and take minutes to verify. */
const VERIFY_UP_TO = 25_000;

/** A build of the service, and how its databases come to be. */
export interface Build {
  readonly name: string;
  readonly serviceOn: (path: string) => Program;
  /** A new database with plant, recycler and their agreement, and nothing else yet. */
  readonly empty: (name: string) => Promise<BenchDatabase>;
  /** Ten years of so many by-product batches. */
  readonly history: (batches: number) => Promise<BenchDatabase>;
  /** A recycled batch that ten thousand others went into. */
  readonly deepBatch: () => Promise<PlayedDatabase>;
}

/** The databases of one run of the bench, each made when it is first asked for. */
export class Databases {
  readonly own: Build = {
    name: 'this build',
    serviceOn,
    empty: (name) => this.empty(name),
    history: (batches) => this.history(batches),
    deepBatch: () =>
      this.whole('trace', async (path) => {
        const database = { path, setting: await enterSetting(path) };
        return { ...database, batchId: await makeDeepBatch(database) };
      }),
  };
  private readonly made = new Map<string, BenchDatabase>();
  private firstBuild: Build | null | undefined;

  /**
   * @param keep whether to leave the databases where they are, and to take what an earlier run has left
   * @param say where to tell what takes its time
   */
  constructor(
    private readonly keep: boolean,
    private readonly say: (text: string) => void,
  ) {}

  /** This build and, where it can be had, the first one. */
  get builds(): readonly Build[] {
    const { first } = this;
    return first ? [this.own, first] : [this.own];
  }

  /** The first build, to set figures beside; null, and said once, where it cannot be had. */
  get first(): Build | null {
    if (this.firstBuild === undefined) {
      const found = FirstBuild.get();
      if (typeof found === 'string') this.say(`The comparison with the first build is left out: ${found}.`);
      this.firstBuild = typeof found === 'string' ? null : this.buildOf(found);
    }
    return this.firstBuild;
  }

  /** A new one with plant, recycler and their agreement, and nothing else yet. */
  async empty(name: string): Promise<BenchDatabase> {
    const path = pathOf(name);
    remove(path);
    return { path, setting: await enterSetting(path) };
  }

  /** Ten years of so many by-product batches. */
  history(batches: number): Promise<BenchDatabase> {
    return this.whole(String(batches), async (path) => {
      const database = { path, setting: await enterSetting(path) };
      await makeHistory(database, batches);
      if (batches <= VERIFY_UP_TO) await requireVerified(path);
      return database;
    });
  }

  clear(): void {
    if (this.keep || !existsSync(FOLDER)) return;
    for (const file of readdirSync(FOLDER, { withFileTypes: true })) {
      if (file.isFile()) rmSync(`${FOLDER}/${file.name}`, { force: true });
    }
  }

  private buildOf(first: FirstBuild): Build {
    return {
      name: 'the first build',
      serviceOn: (path) => first.serviceOn(path),
      empty: (name) => {
        const path = pathOf(`first-${name}`);
        remove(path);
        return first.play('empty', path);
      },
      history: (batches) => this.whole(`first-${batches}`, (path) => first.play('history', path, String(batches))),
      deepBatch: () => this.whole('first-trace', (path) => first.play('deepBatch', path)),
    };
  }

  /** Made under another name first, and noted once it is whole: what a failure leaves half made is not taken for one. */
  private async whole<Made extends BenchDatabase>(name: string, make: (path: string) => Promise<Made>): Promise<Made> {
    const [path, note] = [pathOf(name), `${FOLDER}/${name}.json`];
    const known = this.made.get(name) ?? (this.keep ? readNote(note) : undefined);
    if (known) return known as Made;
    const startedAt = performance.now();
    const making = pathOf(`${name}-making`);
    for (const old of [path, making]) remove(old);
    rmSync(note, { force: true });
    try {
      const database = { ...(await make(making)), path };
      renameSync(making, path);
      writeFileSync(note, JSON.stringify(database));
      this.made.set(name, database);
      this.say(`${name} is made in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
      return database;
    } finally {
      remove(making);
    }
  }
}

function pathOf(name: string): string {
  mkdirSync(FOLDER, { recursive: true });
  return resolve(FOLDER, `${name}.sqlite`);
}

function remove(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}

/** A copy of a database in which nothing has been written since it was opened. */
export function copyDatabase(from: string, to: string): void {
  remove(to);
  copyFileSync(from, to);
}

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
