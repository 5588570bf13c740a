import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

const { id, key, integer, text, json } = column;

/**
 * Class sums of the balance of plants, by site and month. Nothing is filled in: of existing books nothing has been added up yet,
 * and a month is when its balance is first read.
 */
export class PlantMonths1790181000000 implements MigrationInterface {
  name = 'PlantMonths1790181000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'plant_month', {
      columns: [id('siteId'), key('month', 7), integer('changes')],
      references: { siteId: 'site' },
    });
    await createTable(runner, 'plant_sums', {
      columns: [id('siteId'), key('month', 7), integer('changes'), text('basis', 64), json('sums')],
      references: { siteId: 'site' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['plant_sums', 'plant_month']) await runner.dropTable(table);
  }
}
