import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** Batches, their assays, and who may see what of them. */
export class Batches1790000400000 implements MigrationInterface {
  name = 'Batches1790000400000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'batch', {
      columns: [
        column.id(),
        column.text('kind', 16),
        column.text('code', 60),
        column.text('liveCode', 60, true),
        column.text('status', 20),
        column.text('resting', 12),
        column.ref('partyId'),
        column.ref('originSiteId'),
        column.ref('holderId'),
        column.ref('siteId'),
        column.ref('shipmentId', true),
        column.ref('runId', true),
        column.ref('parentId', true),
        column.text('parentRelation', 8, true),
        column.ref('rootId'),
        column.flag('refused'),
        column.ref('agreementId', true),
        column.integer('agreementVersion', true),
        column.text('stream', 60, true),
        column.text('product', 60, true),
        column.text('alloy', 8, true),
        column.text('grade', 60, true),
        column.integer('pieces'),
        column.text('containerId', 60, true),
        column.mass('grossMg', true),
        column.mass('tareMg', true),
        column.mass('netMg'),
        column.integer('moisturePpm'),
        column.integer('oilPpm'),
        column.mass('dryMg'),
        column.flag('estimated'),
        column.text('origin', 16, true),
        column.text('reclaimableAnswer', 3, true),
        column.text('reclaimableReason', 500, true),
        column.text('supplierName', 200, true),
        column.text('originCountry', 2, true),
        column.text('note', 2000, true),
        column.ref('assayId', true),
        column.instant('occurredAt'),
        column.day('occurredOn'),
        column.instant('createdAt'),
        column.ref('userId', true),
        column.integer('version'),
      ],
      references: {
        partyId: 'party',
        originSiteId: 'site',
        holderId: 'party',
        siteId: 'site',
        parentId: 'batch',
        rootId: 'batch',
        agreementId: 'agreement',
      },
      uniques: [['originSiteId', 'liveCode']],
      indices: [
        ['rootId'],
        ['parentId'],
        ['runId'],
        ['shipmentId'],
        ['originSiteId', 'stream', 'createdAt'],
        ['siteId', 'status'],
        ['agreementId', 'kind', 'assayId', 'occurredOn'],
      ],
    });
    await createTable(runner, 'assay', {
      columns: [
        column.id(),
        column.ref('batchId'),
        column.ref('partyId'),
        column.text('laboratory', 200),
        column.text('method', 60),
        column.text('reportNo', 100, true),
        column.instant('sampledAt'),
        column.json('composition'),
        column.json('expandedUncertainty', true),
        column.instant('createdAt'),
        column.ref('userId', true),
        column.ref('entryId', true),
        column.flag('withdrawn'),
      ],
      references: { batchId: 'batch', partyId: 'party', entryId: 'entry' },
      indices: [['batchId'], ['entryId']],
    });
    await createTable(runner, 'batch_party', {
      columns: [
        column.key('partyId', 36),
        column.key('batchId', 36),
        column.text('sees', 5),
        column.text('kind', 16),
        column.instant('createdAt'),
      ],
      references: { batchId: 'batch', partyId: 'party' },
      indices: [['batchId'], ['partyId', 'createdAt', 'batchId']],
    });
    await createTable(runner, 'batch_event', {
      columns: [
        column.key('entryId', 36),
        column.key('batchId', 36),
        column.text('kind', 20),
        column.mass('dryMg', true),
        column.text('carveOut', 30, true),
        column.text('breachReason', 500, true),
        column.text('reason', 500, true),
        column.text('destination', 200, true),
        column.text('statusBefore', 20),
        column.text('restingBefore', 12),
        column.ref('siteBeforeId'),
        column.instant('createdAt'),
      ],
      references: { entryId: 'entry', batchId: 'batch' },
      indices: [['batchId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['batch_event', 'batch_party', 'assay', 'batch']) await runner.dropTable(table);
  }
}
