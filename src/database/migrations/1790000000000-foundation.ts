import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** What every write needs: the gate that a unit opens with, and the answers kept for repeated requests. */
export class Foundation1790000000000 implements MigrationInterface {
  name = 'Foundation1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'write_gate', { columns: [{ name: 'id', type: 'integer', isPrimary: true }] });
    await runner.query('INSERT INTO "write_gate" ("id") VALUES (1)');
    await createTable(runner, 'idempotency_record', {
      columns: [
        column.key('userId', 36),
        column.key('key', 128),
        column.text('fingerprint', 64),
        column.integer('status'),
        column.json('answer', true),
        column.instant('createdAt'),
      ],
      indices: [['createdAt']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('idempotency_record');
    await runner.dropTable('write_gate');
  }
}
