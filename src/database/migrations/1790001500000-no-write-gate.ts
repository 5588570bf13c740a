import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from './table.js';

/** A transaction that writes to SQLite begins with the write lock itself; the row that units wrote to for it is in the way. */
export class NoWriteGate1790001500000 implements MigrationInterface {
  name = 'NoWriteGate1790001500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropTable('write_gate');
  }

  async down(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'write_gate', { columns: [{ name: 'id', type: 'integer', isPrimary: true }] });
    await runner.query('INSERT INTO "write_gate" ("id") VALUES (1)');
  }
}
