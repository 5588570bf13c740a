import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

const { id, ref, text, mass, instant, day, integer, flag, json } = column;

/** What stands in the books of a site's work in progress is found by its days. */
const SIDES = ['from', 'to'];

/** Counts of work in progress, and how the balance of a site is struck. */
export class CountsOfWip1790171000000 implements MigrationInterface {
  name = 'CountsOfWip1790171000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'wip_count', {
      columns: [
        id(),
        ref('siteId'),
        ref('partyId'),
        day('countedOn'),
        flag('inForce'),
        ref('replacesId', true),
        text('reason', 500, true),
        text('note', 2000, true),
        instant('createdAt'),
        ref('userId', true),
      ],
      references: { siteId: 'site', partyId: 'party' },
      indices: [['siteId', 'createdAt', 'id']],
      uniqueWhere: [{ columns: ['siteId', 'countedOn'], where: '"inForce"' }],
    });
    await createTable(runner, 'wip_count_line', {
      columns: [
        id('countId'),
        { ...integer('ordinal'), isPrimary: true },
        text('stage', 16),
        mass('dryMg'),
        flag('estimated'),
        integer('relativePpm'),
        text('laboratory', 200, true),
        text('method', 60, true),
        json('composition', true),
        json('given', true),
        json('belowLimit', true),
        json('expandedUncertainty', true),
      ],
      references: { countId: 'wip_count' },
    });
    await createTable(runner, 'balance_settings', {
      columns: [id('siteId'), json('settings'), integer('version'), instant('changedAt'), ref('userId', true)],
      references: { siteId: 'site' },
    });
    for (const side of SIDES) {
      await runner.query(
        `CREATE INDEX "IX_posting_wip_${side}" ON "posting" ("${side}Account", "day") WHERE "${side}Account" LIKE 'wip:%'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const side of SIDES) await runner.query(`DROP INDEX "IX_posting_wip_${side}"`);
    for (const table of ['balance_settings', 'wip_count_line', 'wip_count']) await runner.dropTable(table);
  }
}
