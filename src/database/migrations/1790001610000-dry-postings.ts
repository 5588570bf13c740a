import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const COLUMNS = ['fromBatchId', 'day', 'counts', 'massMg', 'agreementKey', 'commodity'];
const BEFORE = new TableIndex({
  name: 'IX_posting_dry_counts',
  columnNames: COLUMNS,
  where: `"commodity" = 'dry-mass' AND "counts" <> ''`,
});
const AFTER = new TableIndex({
  name: 'IX_posting_dry',
  columnNames: COLUMNS,
  where: `"commodity" = 'dry-mass'`,
});

/** Whether a batch moved in a period stands in an index too where what moved counts to no figure. */
export class DryPostings1790001610000 implements MigrationInterface {
  name = 'DryPostings1790001610000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('posting', BEFORE);
    await runner.createIndex('posting', AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('posting', AFTER);
    await runner.createIndex('posting', BEFORE);
  }
}
