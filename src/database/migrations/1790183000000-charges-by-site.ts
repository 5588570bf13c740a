import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const BY_SITE = new TableIndex({ name: 'IX_charge_siteId_occurredOn', columnNames: ['siteId', 'occurredOn'] });

/** The first and the last charge of a site are found at once, by which a count of its work in progress is due. */
export class ChargesBySite1790183000000 implements MigrationInterface {
  name = 'ChargesBySite1790183000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('charge', BY_SITE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('charge', BY_SITE);
  }
}
