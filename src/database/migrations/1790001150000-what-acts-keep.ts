import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADDED = [
  ['batch_event', 'piecesBefore', 'integer'],
  ['batch_event', 'estimatedBefore', 'boolean'],
  ['shipment_line', 'asAnnounced', 'boolean'],
  ['entry', 'becauseId', 'varchar(36)'],
] as const;

/**
 * A weight is no estimate any more once somebody has weighed the batch. An event keeps how many pieces its batch had and
 * whether its weight was an estimate, so that a split and a weighing can be taken back; a line of a receipt, whether it was
 * weighed or taken over as announced; an entry, which other one it follows from. Nobody knows any of it of what was entered
 * before. Plain statements: TypeORM would rebuild the tables on SQLite, and their triggers would be gone.
 */
export class WhatActsKeep1790001150000 implements MigrationInterface {
  name = 'WhatActsKeep1790001150000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, column, type] of ADDED) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "${column}" ${type}`);
    }
    const weighed = `SELECT 1 FROM "shipment_line" WHERE "batchId" = "batch"."id" AND "receivedDryMg" IS NOT NULL`;
    await runner.query(`UPDATE "batch" SET "estimated" = FALSE WHERE "estimated" AND EXISTS (${weighed})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of ADDED) await runner.query(`ALTER TABLE "${table}" DROP COLUMN "${column}"`);
  }
}
