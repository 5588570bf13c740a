import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { DatabaseConfig } from '../config/config.js';
import { migrations } from './migrations/index.js';

/** Connections that reads of several statements may lease at the same time (SQLite only; PostgreSQL has its pool). */
const SNAPSHOT_LEASES = 3;
const BUSY_TIMEOUT_MS = 10_000;
const POSTGRES_POOL = 16;

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
    const writer = await new DataSource(dataSourceOptions(config, entities)).initialize();
    await writer.runMigrations({ transaction: 'each' });
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
