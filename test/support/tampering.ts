import type { EntityManager } from 'typeorm';
import type { Finding } from '../../src/modules/ledger/index.js';
import { verifyBooks } from '../../src/modules/verification/index.js';
import type { TestApp } from './test-app.js';

/** Changes tables past everything that guards them, verifies, and takes the change back. */
export class Tampering {
  private constructor(private readonly app: TestApp) {}

  /** On SQLite triggers go for good: each change of a schema would have every statement prepared anew. */
  static async with(app: TestApp): Promise<Tampering> {
    const tampering = new Tampering(app);
    if (app.store.kind === 'sqlite') {
      const named = `SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger'`;
      for (const { name } of await tampering.rows<{ name: string }>(named)) {
        await app.store.writer.query(`DROP TRIGGER "${name}"`);
      }
    }
    return tampering;
  }

  /** What is found after a change; null where the database itself refuses it, whoever asks. */
  async findingsAfter(change: string): Promise<readonly Finding[] | null> {
    const runner = this.app.store.writer.createQueryRunner();
    await runner.startTransaction();
    try {
      await this.stepAside(runner.manager);
      try {
        await runner.query(change);
      } catch {
        return null;
      }
      return (await verifyBooks(runner.manager)).findings;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  /** Rows of a query. */
  rows<Row>(sql: string): Promise<Row[]> {
    return this.app.store.manager.query<Row[]>(sql);
  }

  /** Triggers and foreign keys stand aside until the change is taken back. */
  private async stepAside(manager: EntityManager): Promise<void> {
    if (this.app.store.kind === 'postgres') {
      await manager.query('SET LOCAL session_replication_role = replica');
      return;
    }
    await manager.query('PRAGMA defer_foreign_keys = ON');
  }
}
