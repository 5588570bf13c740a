import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable, type TablePlan } from './table.js';

const { id, key, integer, text, json } = column;

const BEFORE = [id('siteId'), key('month', 7), integer('changes'), text('basis', 64), json('sums')];

/** Class sums of years too, and those that are listed by themselves apart. What was kept is added up again when it is read. */
export class PlantYears1790181100000 implements MigrationInterface {
  name = 'PlantYears1790181100000';

  async up(runner: QueryRunner): Promise<void> {
    await renew(runner, [...BEFORE, json('listed')]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await renew(runner, BEFORE);
  }
}

async function renew(runner: QueryRunner, columns: TablePlan['columns']): Promise<void> {
  await runner.dropTable('plant_sums');
  await createTable(runner, 'plant_sums', { columns, references: { siteId: 'site' } });
}
