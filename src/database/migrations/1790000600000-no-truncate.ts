import type { MigrationInterface, QueryRunner } from 'typeorm';

const BOOKS = ['entry', 'posting'];

/**
 * Closes the last way to empty the books: PostgreSQL's `TRUNCATE` passes the row triggers that forbid updates and deletes.
 * SQLite has no such statement.
 */
export class NoTruncate1790000600000 implements MigrationInterface {
  name = 'NoTruncate1790000600000';

  async up(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type !== 'postgres') return;
    for (const table of BOOKS) {
      await runner.query(`CREATE TRIGGER "TR_${table}_no_truncate" BEFORE TRUNCATE ON "${table}"
        FOR EACH STATEMENT EXECUTE FUNCTION loopbook_append_only()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type !== 'postgres') return;
    for (const table of BOOKS) await runner.query(`DROP TRIGGER "TR_${table}_no_truncate" ON "${table}"`);
  }
}
