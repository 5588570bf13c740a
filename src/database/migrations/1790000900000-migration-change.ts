import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/**
 * What migrations have rewritten in the books: per migration how many postings of which measure (the empty text where they
 * count to none) and account (of stock, transit and process the kind). A posting stands in every pair that it has to do with.
 */
export class MigrationChange1790000900000 implements MigrationInterface {
  name = 'MigrationChange1790000900000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'migration_change', {
      columns: [
        column.key('migration', 60),
        column.key('measure', 20),
        column.key('account', 50),
        column.integer('postings'),
      ],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('migration_change');
  }
}
