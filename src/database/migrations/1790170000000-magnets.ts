import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** What production makes: grades, magnet lots and what is lost otherwise; and the melts by which charges and lots are told apart. */
export class Magnets1790170000000 implements MigrationInterface {
  name = 'Magnets1790170000000';

  async up(runner: QueryRunner): Promise<void> {
    // A plain statement: TypeORM would rebuild the table on SQLite.
    await runner.query('ALTER TABLE "charge" ADD COLUMN "heat" varchar(60)');
    await createTable(runner, 'grade', GRADE);
    await createTable(runner, 'grade_version', VERSION);
    await createTable(runner, 'magnet_lot', LOT);
    await createTable(runner, 'process_loss', LOSS);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['process_loss', 'magnet_lot', 'grade_version', 'grade']) await runner.dropTable(table);
    await runner.query('ALTER TABLE "charge" DROP COLUMN "heat"');
  }
}

const GRADE = {
  columns: [
    column.id(),
    column.ref('partyId'),
    column.text('code', 60),
    column.text('codeKey', 255),
    column.text('alloy', 8),
    column.instant('createdAt'),
    column.ref('userId', true),
  ],
  references: { partyId: 'party' },
  uniques: [['partyId', 'codeKey']],
  indices: [['partyId', 'createdAt', 'id']],
};

const VERSION = {
  columns: [
    column.id(),
    column.ref('gradeId'),
    column.day('fromOn'),
    column.json('composition'),
    column.json('given', true),
    column.json('belowLimit', true),
    column.json('expandedUncertainty', true),
    column.integer('coatingPpm'),
    column.integer('windowDays'),
    column.instant('createdAt'),
    column.ref('userId', true),
  ],
  references: { gradeId: 'grade' },
  uniques: [['gradeId', 'fromOn']],
};

const LOT = {
  columns: [
    column.id(),
    column.ref('siteId'),
    column.ref('partyId'),
    column.ref('gradeId'),
    column.day('gradeFromOn'),
    column.integer('coatingPpm'),
    column.flag('uncoated'),
    column.text('heat', 60, true),
    column.ref('gradeAssayId', true),
    column.text('returnedFrom', 200, true),
    column.text('returnedUse', 6, true),
    column.text('useEvidence', 500, true),
    column.ref('entryId'),
    column.instant('createdAt'),
    column.ref('userId', true),
  ],
  references: {
    id: 'batch',
    siteId: 'site',
    partyId: 'party',
    gradeId: 'grade',
    gradeAssayId: 'assay',
    entryId: 'entry',
  },
  indices: [['partyId', 'createdAt', 'id'], ['entryId']],
};

const LOSS = {
  columns: [
    column.id(),
    column.ref('siteId'),
    column.ref('partyId'),
    column.ref('entryId'),
    column.instant('occurredAt'),
    column.day('occurredOn'),
    column.day('localOn', true),
    column.json('elements'),
    column.text('basis', 9),
    column.text('reason', 500),
    column.text('document', 200),
    column.text('status', 10),
    column.instant('createdAt'),
    column.ref('userId', true),
  ],
  references: { siteId: 'site', partyId: 'party', entryId: 'entry' },
  indices: [['partyId', 'createdAt', 'id'], ['siteId', 'occurredOn'], ['entryId']],
};
