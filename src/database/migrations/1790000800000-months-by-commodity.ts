import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLE = 'measure_total';

const monthsOf = (key: readonly string[]): TableIndex =>
  new TableIndex({
    name: 'IX_measure_total_months',
    columnNames: ['agreementKey', 'grain', ...key, 'period', 'massMg'],
    where: `"grain" = 'month'`,
  });

const BY_MEASURE = monthsOf(['measure', 'partyId', 'origin', 'commodity', 'usabilityPpm']);
const BY_COMMODITY = monthsOf(['commodity', 'measure', 'partyId', 'origin', 'usabilityPpm']);

/**
 * The index of months with the commodity first: what is asked of one commodity only, such as the closing stocks of dry
 * mass, reads its part instead of all months of the agreement.
 */
export class MonthsByCommodity1790000800000 implements MigrationInterface {
  name = 'MonthsByCommodity1790000800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, BY_MEASURE);
    await runner.createIndex(TABLE, BY_COMMODITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, BY_COMMODITY);
    await runner.createIndex(TABLE, BY_MEASURE);
  }
}
