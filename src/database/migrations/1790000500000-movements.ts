import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** What moves and changes batches: shipments, runs and charges, and the half of a reversal that waits for the other side. */
export class Movements1790000500000 implements MigrationInterface {
  name = 'Movements1790000500000';

  async up(runner: QueryRunner): Promise<void> {
    await createShipments(runner);
    await createRuns(runner);
    await createTable(runner, 'charge', {
      columns: [
        column.id(),
        column.ref('siteId'),
        column.ref('partyId'),
        column.ref('batchId'),
        column.ref('entryId'),
        column.instant('occurredAt'),
        column.day('occurredOn'),
        column.mass('dryMg'),
        column.text('status', 10),
        column.instant('createdAt'),
        column.ref('userId', true),
      ],
      references: { siteId: 'site', partyId: 'party', batchId: 'batch', entryId: 'entry' },
      indices: [['partyId', 'createdAt', 'id'], ['batchId'], ['entryId']],
    });
    await createTable(runner, 'reversal_request', {
      columns: [
        column.key('entryId', 36),
        column.key('partyId', 36),
        column.ref('userId'),
        column.text('reason', 500),
        column.instant('createdAt'),
      ],
      references: { entryId: 'entry', partyId: 'party' },
    });
    await runner.createIndex(
      'batch',
      new TableIndex({
        name: 'IX_batch_agreementId_occurredOn',
        columnNames: ['agreementId', 'occurredOn'],
        where: '"estimated"',
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('batch', 'IX_batch_agreementId_occurredOn');
    for (const table of [
      ...['reversal_request', 'charge', 'run_warning', 'run_share', 'run_output', 'run_residue', 'run_feed'],
      ...['run_input', 'run', 'shipment_line', 'shipment'],
    ]) {
      await runner.dropTable(table);
    }
  }
}

async function createShipments(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'shipment', {
    columns: [
      column.id(),
      column.text('code', 60),
      column.text('status', 12),
      column.ref('agreementId', true),
      column.ref('fromPartyId'),
      column.ref('fromSiteId'),
      column.ref('toPartyId'),
      column.ref('toSiteId'),
      column.text('carrier', 200, true),
      column.json('documents'),
      column.day('plannedOn', true),
      column.text('carveOut', 30, true),
      column.text('breachReason', 500, true),
      column.text('reason', 500, true),
      column.text('seal', 100, true),
      column.instant('dispatchedAt', true),
      column.day('dispatchedOn', true),
      column.instant('receivedAt', true),
      column.day('receivedOn', true),
      column.instant('createdAt'),
      column.ref('userId', true),
      column.integer('version'),
    ],
    references: {
      agreementId: 'agreement',
      fromPartyId: 'party',
      fromSiteId: 'site',
      toPartyId: 'party',
      toSiteId: 'site',
    },
    indices: [
      ['fromPartyId', 'createdAt', 'id'],
      ['toPartyId', 'createdAt', 'id'],
      ['agreementId', 'createdAt', 'id'],
      ['status', 'receivedOn'],
    ],
  });
  await createTable(runner, 'shipment_line', {
    columns: [
      column.key('shipmentId', 36),
      column.key('batchId', 36),
      column.integer('ordinal'),
      column.text('leak', 20, true),
      column.mass('announcedDryMg', true),
      column.integer('announcedPieces'),
      column.mass('grossMg', true),
      column.mass('tareMg', true),
      column.mass('netMg', true),
      column.integer('moisturePpm', true),
      column.integer('oilPpm', true),
      column.integer('pieces', true),
      column.mass('receivedDryMg', true),
      column.mass('refusedNetMg', true),
      column.mass('refusedDryMg', true),
      column.text('refusalReason', 500, true),
      column.integer('refusedPieces', true),
      column.ref('refusedBatchId', true),
      column.flag('refusedBefore'),
      column.text('note', 2000, true),
      column.text('flag', 20, true),
      column.flag('settled'),
      column.mass('settledDryMg', true),
      column.mass('senderNamedMg', true),
      column.mass('receiverNamedMg', true),
    ],
    references: { shipmentId: 'shipment', batchId: 'batch', refusedBatchId: 'batch' },
    indices: [['batchId']],
  });
}

async function createRuns(runner: QueryRunner): Promise<void> {
  await createTable(runner, 'run', {
    columns: [
      column.id(),
      column.text('kind', 12),
      column.text('code', 60),
      column.text('liveCode', 60, true),
      column.text('status', 10),
      column.ref('partyId'),
      column.ref('siteId'),
      column.text('custodyModel', 20),
      column.instant('startedAt'),
      column.instant('occurredAt'),
      column.day('occurredOn'),
      column.text('overrideReason', 500, true),
      column.ref('entryId'),
      column.instant('createdAt'),
      column.ref('userId', true),
    ],
    references: { partyId: 'party', siteId: 'site', entryId: 'entry' },
    uniques: [['siteId', 'liveCode']],
    indices: [['partyId', 'createdAt', 'id'], ['entryId']],
  });
  await createTable(runner, 'run_input', {
    columns: [
      column.key('runId', 36),
      column.key('batchId', 36),
      column.integer('ordinal'),
      column.text('kind', 16),
      column.mass('dryMg'),
      column.json('contents'),
      column.json('named'),
    ],
    references: { runId: 'run', batchId: 'batch' },
    indices: [['batchId']],
  });
  await createTable(runner, 'run_feed', {
    columns: [
      column.key('runId', 36),
      { name: 'ordinal', type: 'integer', isPrimary: true },
      column.text('origin', 16),
      column.text('description', 200),
      column.mass('dryMg'),
      column.json('composition'),
    ],
    references: { runId: 'run' },
  });
  await createTable(runner, 'run_residue', {
    columns: [
      column.key('runId', 36),
      { name: 'ordinal', type: 'integer', isPrimary: true },
      column.text('kind', 60),
      column.text('destination', 200),
      column.mass('dryMg'),
      column.json('composition', true),
    ],
    references: { runId: 'run' },
  });
  await createTable(runner, 'run_output', {
    columns: [column.key('runId', 36), column.key('batchId', 36), column.integer('ordinal'), column.mass('dryMg')],
    references: { runId: 'run', batchId: 'batch' },
    indices: [['batchId']],
  });
  await createTable(runner, 'run_share', {
    columns: [column.key('runId', 36), column.key('agreementId', 36)],
    references: { runId: 'run', agreementId: 'agreement' },
    indices: [['agreementId', 'runId']],
  });
  await createTable(runner, 'run_warning', {
    columns: [
      column.key('runId', 36),
      column.key('agreementKey', 36),
      column.key('code', 30),
      column.key('element', 12),
      column.day('occurredOn'),
      column.mass('massMg'),
    ],
    references: { runId: 'run' },
    indices: [['agreementKey', 'occurredOn']],
  });
}
