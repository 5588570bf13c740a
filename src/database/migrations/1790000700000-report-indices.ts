import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const MONTHS = new TableIndex({
  name: 'IX_measure_total_months',
  columnNames: [
    ...['agreementKey', 'grain', 'measure', 'partyId', 'origin', 'commodity', 'usabilityPpm'],
    ...['period', 'massMg'],
  ],
  where: `"grain" = 'month'`,
});

const WARNINGS_BY_DAY = new TableIndex({
  name: 'IX_run_warning_agreementKey_occurredOn',
  columnNames: ['agreementKey', 'occurredOn'],
});

const WARNINGS_BY_CODE = new TableIndex({
  name: 'IX_run_warning_agreementKey_code_element_occurredOn_massMg',
  columnNames: ['agreementKey', 'code', 'element', 'occurredOn', 'massMg'],
});

/**
 * Indices in the order in which the report groups, with all that it reads: it walks through them once and sorts nothing,
 * so that ten years of months, and the warnings of thousands of runs, cost a few milliseconds.
 */
export class ReportIndices1790000700000 implements MigrationInterface {
  name = 'ReportIndices1790000700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('measure_total', MONTHS);
    await runner.dropIndex('run_warning', WARNINGS_BY_DAY);
    await runner.createIndex('run_warning', WARNINGS_BY_CODE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('run_warning', WARNINGS_BY_CODE);
    await runner.createIndex('run_warning', WARNINGS_BY_DAY);
    await runner.dropIndex('measure_total', MONTHS);
  }
}
