import type { MigrationInterface, QueryRunner } from 'typeorm';
import { allowChanges, column, createTable, forbidChanges } from './table.js';

const SAFE = '"massMg" BETWEEN -9007199254740991 AND 9007199254740991';

/** The books: entries and postings that are only ever added, and the balances and totals kept beside them. */
export class Ledger1790000300000 implements MigrationInterface {
  name = 'Ledger1790000300000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'entry', {
      columns: [
        column.id(),
        column.text('kind', 16),
        column.instant('occurredAt'),
        column.day('occurredOn'),
        column.instant('recordedAt'),
        column.ref('partyId'),
        column.ref('siteId'),
        column.ref('userId', true),
        column.ref('reversesId', true),
        column.text('reason', 500, true),
      ],
      references: { reversesId: 'entry', partyId: 'party', siteId: 'site' },
      uniques: [['reversesId']],
      indices: [['recordedAt', 'id'], ['partyId', 'recordedAt', 'id'], ['siteId']],
    });
    await createTable(runner, 'posting', {
      columns: [
        column.key('entryId', 36),
        { name: 'ordinal', type: 'integer', isPrimary: true },
        column.day('day'),
        column.text('fromAccount', 50),
        column.text('toAccount', 50),
        column.ref('fromBatchId', true),
        column.ref('toBatchId', true),
        column.ref('partyId'),
        column.text('commodity', 12),
        column.text('agreementKey', 36),
        column.text('origin', 16),
        column.mass('massMg'),
        column.text('counts', 60),
        column.integer('usabilityPpm'),
      ],
      references: { entryId: 'entry' },
      indices: [['fromBatchId'], ['toBatchId'], ['agreementKey', 'day']],
      checks: {
        positive: '"massMg" > 0',
        moves: `"fromAccount" <> "toAccount" OR COALESCE("fromBatchId", '') <> COALESCE("toBatchId", '')`,
      },
    });
    await createTable(runner, 'entry_subject', {
      columns: [
        column.key('entryId', 36),
        column.key('subjectId', 36),
        column.ref('previousEntryId', true),
        column.flag('latest'),
      ],
      references: { entryId: 'entry', previousEntryId: 'entry' },
      indices: [['subjectId', 'latest']],
      uniqueWhere: [{ columns: ['subjectId'], where: '"latest"' }],
    });
    await createTable(runner, 'balance', {
      columns: [
        column.key('account', 50),
        column.key('batchKey', 36),
        column.key('commodity', 12),
        column.key('agreementKey', 36),
        column.key('origin', 16),
        column.mass('massMg'),
      ],
      indices: [['batchKey']],
      checks: { never_negative: '"massMg" >= 0', safe: SAFE },
    });
    await createTable(runner, 'account_total', {
      columns: [
        column.key('account', 50),
        column.key('agreementKey', 36),
        column.key('partyId', 36),
        column.key('origin', 16),
        column.key('commodity', 12),
        column.key('day', 10),
        column.mass('massMg'),
      ],
      checks: { safe: SAFE },
    });
    await createTable(runner, 'measure_total', {
      columns: [
        column.key('agreementKey', 36),
        column.key('grain', 5),
        column.key('period', 10),
        column.key('measure', 20),
        column.key('partyId', 36),
        column.key('origin', 16),
        column.key('commodity', 12),
        { name: 'usabilityPpm', type: 'integer', isPrimary: true },
        column.mass('massMg'),
      ],
      indices: [['partyId', 'measure', 'grain', 'period']],
      checks: { safe: SAFE },
    });
    for (const table of ['entry', 'posting']) await forbidChanges(runner, table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['entry', 'posting']) await allowChanges(runner, table);
    for (const table of ['measure_total', 'account_total', 'balance', 'entry_subject', 'posting', 'entry']) {
      await runner.dropTable(table);
    }
  }
}
