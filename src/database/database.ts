import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { DatabaseConfig } from '../config/config.js';
import { migrations } from './migrations/index.js';

/** Connections that reads of several statements may lease at the same time (SQLite only; PostgreSQL has its pool). */
const SNAPSHOT_LEASES = 3;
const BUSY_TIMEOUT_MS = 10_000;
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
    const writer = await new DataSource(dataSourceOptions(config, entities)).initialize();
    try {
      await prepare(writer);
    } catch (error) {
      await writer.destroy();
      throw error;
    }
    if (config.kind === 'postgres') return new Database(config.kind, writer, writer, []);
    const readers: DataSource[] = [];
    for (let index = 0; index <= SNAPSHOT_LEASES; index += 1) {
      const reader = await new DataSource(dataSourceOptions(config, entities)).initialize();
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

  /** Runs several reads on one snapshot of the committed data. */
  async snapshot<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (this.kind === 'postgres') {
      return this.writer.transaction('REPEATABLE READ', async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        return read(manager);
      });
    }
    const source = await this.lease();
    try {
      return await source.transaction(read);
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
  const writer = await new DataSource(dataSourceOptions(config, entities)).initialize();
  try {
    return await migrate(writer);
  } finally {
    await writer.destroy();
  }
}

/** Brings a schema up to date; on PostgreSQL one process at a time, since several may start together. */
async function migrate(writer: DataSource): Promise<string[]> {
  if (writer.options.type !== 'postgres') return namesOf(await writer.runMigrations({ transaction: 'each' }));
  const turn = writer.createQueryRunner();
  try {
    await turn.query('SELECT pg_advisory_lock($1)', [MIGRATION_TURN]);
    return namesOf(await writer.runMigrations({ transaction: 'each' }));
  } finally {
    await turn.query('SELECT pg_advisory_unlock($1)', [MIGRATION_TURN]);
    await turn.release();
  }
}

function namesOf(applied: readonly { readonly name: string }[]): string[] {
  return applied.map(({ name }) => name);
}

async function requireMigrated(writer: DataSource): Promise<void> {
  const known = await writer
    .query<{ name: string }[]>('SELECT "name" FROM "migration"')
    .catch(() => [] as { name: string }[]);
  const names = new Set(known.map(({ name }) => name));
  if (names.size !== writer.migrations.length || writer.migrations.some(({ name }) => !names.has(name ?? ''))) {
    throw new Error('The database is of another version than this program. Bring it up to date with `migrate`.');
  }
}

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
  return { ...common, type: 'sqlite', database: config.path, enableWAL: true, busyTimeout: BUSY_TIMEOUT_MS };
}
