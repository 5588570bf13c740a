import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** Files that are read, looked at and booked as jobs. */
export class Imports1790173000000 implements MigrationInterface {
  name = 'Imports1790173000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'job', {
      columns: [
        column.id(),
        column.text('kind', 20),
        column.ref('subjectId'),
        column.text('state', 10),
        column.ref('runner', true),
        column.instant('leasedUntil'),
        column.instant('createdAt'),
      ],
      indices: [['state', 'createdAt', 'id'], ['subjectId']],
    });
    await createTable(runner, 'import', {
      columns: [
        column.id(),
        column.ref('partyId'),
        column.ref('siteId'),
        column.ref('userId'),
        column.text('role', 20),
        column.text('kind', 20),
        column.text('format', 10),
        column.text('state', 10),
        column.json('firstRows'),
        column.json('mapping', true),
        column.json('header', true),
        column.flag('isRead'),
        column.integer('lookedTo'),
        column.integer('bookedTo'),
        column.integer('rows'),
        column.integer('wrong'),
        column.integer('alreadyThere'),
        column.integer('booked'),
        column.mass('dryMg'),
        column.instant('createdAt'),
        column.ref('bookedById', true),
        column.instant('endedAt', true),
      ],
      references: { partyId: 'party', siteId: 'site' },
      indices: [['partyId', 'createdAt', 'id']],
    });
    await createTable(runner, 'import_part', {
      columns: [column.id('importId'), { ...column.integer('ordinal'), isPrimary: true }, column.json('content')],
      references: { importId: 'import' },
    });
    await createTable(runner, 'import_row', {
      columns: [
        column.id('importId'),
        { ...column.integer('ordinal'), isPrimary: true },
        column.integer('turn'),
        column.integer('line'),
        column.json('cells'),
        column.text('state', 15),
        column.json('faults', true),
      ],
      references: { importId: 'import' },
      indices: [
        ['importId', 'turn', 'ordinal'],
        ['importId', 'state', 'ordinal'],
      ],
    });
    await createTable(runner, 'import_mapping', {
      columns: [
        column.id('siteId'),
        column.key('kind', 20),
        column.json('header'),
        column.json('mapping'),
        column.ref('userId'),
        column.instant('changedAt'),
      ],
      references: { siteId: 'site' },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['import_mapping', 'import_row', 'import_part', 'import', 'job']) await runner.dropTable(table);
  }
}
