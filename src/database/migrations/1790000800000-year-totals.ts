import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const MONTHS = new TableIndex({
  name: 'IX_measure_total_months',
  columnNames: [
    ...['agreementKey', 'grain', 'measure', 'partyId', 'origin', 'commodity', 'usabilityPpm'],
    ...['period', 'massMg'],
  ],
  where: `"grain" = 'month'`,
});

const REST = '"measure", "partyId", "origin", "commodity", "usabilityPpm"';

/**
 * Running totals per year beside those per month and day: a report over ten years reads ten totals of a figure and not a
 * hundred and twenty, so that the months need no index of their own any more.
 */
export class YearTotals1790000800000 implements MigrationInterface {
  name = 'YearTotals1790000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`INSERT INTO "measure_total" ("agreementKey", "grain", "period", ${REST}, "massMg")
      SELECT "agreementKey", 'year', SUBSTR("period", 1, 4), ${REST}, SUM("massMg") FROM "measure_total"
        WHERE "grain" = 'month' GROUP BY "agreementKey", SUBSTR("period", 1, 4), ${REST}`);
    await runner.dropIndex('measure_total', MONTHS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('measure_total', MONTHS);
    await runner.query(`DELETE FROM "measure_total" WHERE "grain" = 'year'`);
  }
}
