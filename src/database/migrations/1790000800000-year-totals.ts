import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { keepInKeyOrder, keepInOrderOfArrival } from './table.js';

const MONTHS = new TableIndex({
  name: 'IX_measure_total_months',
  columnNames: [
    ...['agreementKey', 'grain', 'measure', 'partyId', 'origin', 'commodity', 'usabilityPpm'],
    ...['period', 'massMg'],
  ],
  where: `"grain" = 'month'`,
});

const estimates = (more: readonly string[]): TableIndex =>
  new TableIndex({
    name: 'IX_batch_agreementId_occurredOn',
    columnNames: ['agreementId', 'occurredOn', ...more],
    where: '"estimated"',
  });

const WITHOUT_ASSAY = new TableIndex({
  name: 'IX_batch_without_assay',
  columnNames: ['agreementId', 'occurredOn', 'status', 'dryMg', 'id', 'kind', 'assayId', 'parentId'],
  where: `"kind" = 'by-product' AND "assayId" IS NULL AND "parentId" IS NULL`,
});

const BY_ASSAY = new TableIndex({
  name: 'IX_batch_agreementId_kind_assayId_occurredOn',
  columnNames: ['agreementId', 'kind', 'assayId', 'occurredOn'],
});

const TOTALS = ['measure_total', 'account_total'];
const REST = '"measure", "partyId", "origin", "commodity", "usabilityPpm"';

/**
 * Running totals per year beside those per month and day: a report over ten years reads ten totals of a figure and not a
 * hundred and twenty, so that the months need no index of their own any more. What is read by ranges of keys lies in their
 * order, and of batches that wait for a weight or an assay
 * an index tells all that a report asks.
 */
export class YearTotals1790000800000 implements MigrationInterface {
  name = 'YearTotals1790000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO "measure_total" ("agreementKey", "grain", "period", ${REST}, "massMg")
      SELECT "agreementKey", 'year', SUBSTR("period", 1, 4), ${REST}, SUM("massMg") FROM "measure_total"
        WHERE "grain" = 'month' GROUP BY "agreementKey", SUBSTR("period", 1, 4), ${REST}`);
    await runner.dropIndex('measure_total', MONTHS);
    for (const table of TOTALS) await keepInKeyOrder(runner, table);
    await runner.dropIndex('batch', estimates([]));
    await runner.createIndex('batch', estimates(['status', 'dryMg', 'id', 'estimated']));
    await runner.createIndex('batch', WITHOUT_ASSAY);
    await runner.dropIndex('batch', BY_ASSAY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('batch', BY_ASSAY);
    await runner.dropIndex('batch', WITHOUT_ASSAY);
    await runner.dropIndex('batch', estimates(['status', 'dryMg', 'id', 'estimated']));
    await runner.createIndex('batch', estimates([]));
    for (const table of TOTALS) await keepInOrderOfArrival(runner, table);
    await runner.createIndex('measure_total', MONTHS);
    await runner.query(`DELETE FROM "measure_total" WHERE "grain" = 'year'`);
  }
}
