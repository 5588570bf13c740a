import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import { DataSource, type DataSourceOptions, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { DatabaseConfig } from '../config/config.js';
import { isBusy } from './faults.js';
import { migrations } from './migrations/index.js';
import { readTogether, type ReadMany, type ReadOne } from './read-together.js';
import { rollBack } from './roll-back.js';
import { SqliteConnection } from './sqlite-connection.js';

/** Connections that reads of several statements may lease at the same time (SQLite only; PostgreSQL has its pool). */
const SNAPSHOT_LEASES = 3;
const BUSY_TIMEOUT_MS = 10_000;
const BUSY_PAUSE_MS = 50;
/** What waits for another process to make or mend the schema tries so often: on a busy machine that takes a while. */
const BUSY_TRIES = 1_200;
const POSTGRES_POOL = 16;
/** Any number that all processes of this program share. */
const MIGRATION_TURN = 1_790_000_000;

export type Entities = readonly EntityTarget<ObjectLiteral>[];

/**
 * The one database, opened once. On SQLite writes have a connection of their own, since TypeORM gives the driver a
 * single connection on which concurrent transactions would join each other; reads use others on the same file (WAL),
 * which see committed data only. On PostgreSQL all share one pool.
 */
export class Database {
  private readonly idle: DataSource[];
  private readonly waiting: ((source: DataSource) => void)[] = [];

  private constructor(
    readonly kind: DatabaseConfig['kind'],
    readonly writer: DataSource,
    private readonly shared: DataSource,
    private readonly leased: readonly DataSource[],
  ) {
    this.idle = [...leased];
  }

  /** Opens the connections and brings the schema up to date. */
  static async open(config: DatabaseConfig, entities: Entities): Promise<Database> {
    return Database.connect(config, entities, async (writer) => {
      await migrate(writer);
    });
  }

  /**
   * Opens the connections to a database that another process may be serving: its schema is left alone.
   *
   * @throws Error where there is no database, or one of another version
   */
  static async openExisting(config: DatabaseConfig, entities: Entities): Promise<Database> {
    if (config.kind === 'sqlite' && !existsSync(config.path)) {
      throw new Error(`There is no database at ${config.path}.`);
    }
    return Database.connect(config, entities, requireMigrated);
  }

  private static async connect(
    config: DatabaseConfig,
    entities: Entities,
    prepare: (writer: DataSource) => Promise<void>,
  ): Promise<Database> {
    const writer = await connected(config, entities);
    try {
      await prepare(writer);
    } catch (error) {
      await writer.destroy();
      throw error;
    }
    if (config.kind === 'postgres') return new Database(config.kind, writer, writer, []);
    const readers: DataSource[] = [];
    for (let index = 0; index <= SNAPSHOT_LEASES; index += 1) {
      const reader = await connected(config, entities);
      await reader.query('PRAGMA query_only = ON');
      readers.push(reader);
    }
    const [shared, ...leased] = readers;
    return new Database(config.kind, writer, shared ?? writer, leased);
  }

  /** For reads that are one statement each. */
  get manager(): EntityManager {
    return this.shared.manager;
  }

  /**
   * Reads committed data by a key. On SQLite, whose statements go through one connection, those that wait for each other are
   * one, see {@link readTogether}; on PostgreSQL each has a connection to itself.
   */
  together<Answer>(read: ReadMany<Answer>): ReadOne<Answer> {
    if (this.kind === 'sqlite') return readTogether(read);
    return async (key) => (await read([key])).get(key);
  }

  /** Runs several reads on one snapshot of the committed data. */
  async snapshot<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.kind === 'postgres') {
      return this.writer.transaction('REPEATABLE READ', async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        return read(manager);
      });
    }
    const source = await this.lease();
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await read(source.createEntityManager(runner));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await rollBack(runner);
      throw error;
    } finally {
      this.giveBack(source);
    }
  }

  async close(): Promise<void> {
    for (const source of new Set([...this.leased, this.shared, this.writer])) {
      if (source.isInitialized) await source.destroy();
    }
  }

  private lease(): Promise<DataSource> {
    const source = this.idle.pop();
    if (source) return Promise.resolve(source);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(source: DataSource): void {
    const next = this.waiting.shift();
    if (next) next(source);
    else this.idle.push(source);
  }
}

/**
 * Creates or brings up to date the schema of a database, and does nothing else with it.
 *
 * @returns the names of the migrations that were missing
 */
export async function migrateDatabase(config: DatabaseConfig, entities: Entities): Promise<string[]> {
  const writer = await connected(config, entities);
  try {
    return await migrate(writer);
  } finally {
    await writer.destroy();
  }
}

/**
 * Opens a connection. Each turns the file to WAL, and where another process is just doing the same to a new file, SQLite
 * refuses that at once instead of waiting as long as it waits for everything else.
 */
async function connected(config: DatabaseConfig, entities: Entities): Promise<DataSource> {
  return whenFree(() => new DataSource(dataSourceOptions(config, entities)).initialize());
}

/** Tries again while another process holds the file. */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tries >= BUSY_TRIES) throw error;
      await setTimeout(BUSY_PAUSE_MS);
    }
  }
}

/** Brings a schema up to date, one process at a time, since several may start together. */
async function migrate(writer: DataSource): Promise<string[]> {
  if (areAllAmong(await appliedMigrations(writer), writer)) return [];
  return writer.options.type === 'postgres' ? migratePostgres(writer) : migrateSqlite(writer);
}

async function migratePostgres(writer: DataSource): Promise<string[]> {
  const turn = writer.createQueryRunner();
  try {
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_TURN]);
    return namesOf(await writer.runMigrations({ transaction: 'each' }));
  } finally {
    await turn.query('SELECT pg_advisory_unlock($1)', [MIGRATION_TURN]);
    await turn.release();
  }
}

/**
 * All in one transaction, which holds the file's write lock from before the first look at what is missing: a plain BEGIN
 * would take it too late. Rebuilding a table would cascade to what refers to it, so foreign keys rest meanwhile; inside of
 * a transaction that can no longer be said.
 */
async function migrateSqlite(writer: DataSource): Promise<string[]> {
  await writer.query('PRAGMA foreign_keys = OFF');
  try {
    await whenFree(() => writer.query('BEGIN IMMEDIATE'));
    try {
      const applied = namesOf(await writer.runMigrations({ transaction: 'none' }));
      await writer.query('COMMIT');
      return applied;
    } catch (error) {
      // SQLite may have ended it already, on a full disk for example.
      await writer.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    await writer.query('PRAGMA foreign_keys = ON');
  }
}

function namesOf(applied: readonly { readonly name: string }[]): string[] {
  return applied.map(({ name }) => name);
}

/** The names of the migrations that a database has seen: none where it is new. */
async function appliedMigrations(writer: DataSource): Promise<ReadonlySet<string>> {
  const known = await writer
    .query<{ name: string }[]>('SELECT "name" FROM "migration"')
    .catch(() => [] as { name: string }[]);
  return new Set(known.map(({ name }) => name));
}

function areAllAmong(applied: ReadonlySet<string>, writer: DataSource): boolean {
  return writer.migrations.every(({ name }) => applied.has(name ?? ''));
}

async function requireMigrated(writer: DataSource): Promise<void> {
  const applied = await appliedMigrations(writer);
  if (applied.size !== writer.migrations.length || !areAllAmong(applied, writer)) {
    throw new Error('The database is of another version than this program. Bring it up to date with `migrate`.');
  }
}

/** Our connections; and TypeORM asks to trace the stack of every statement, which costs a third of the time that writing takes. */
const quickSqlite = { verbose: () => ({ ...sqlite3, Database: SqliteConnection }) };

/** The options of a data source, the only place that names the drivers. */
export function dataSourceOptions(config: DatabaseConfig, entities: Entities): DataSourceOptions {
  const common = {
    entities: [...entities] as (string | (new () => ObjectLiteral))[],
    migrations: [...migrations],
    migrationsTableName: 'migration',
    synchronize: false as const,
    logging: false as const,
  };
  if (config.kind === 'postgres') {
    return {
      ...common,
      type: 'postgres',
      url: config.url,
      poolSize: POSTGRES_POOL,
      extra: { connectionTimeoutMillis: 5_000 },
    };
  }
  mkdirSync(dirname(config.path), { recursive: true });
  return {
    ...common,
    type: 'sqlite',
    database: config.path,
    driver: quickSqlite,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
  };
}
