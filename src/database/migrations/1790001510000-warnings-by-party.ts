import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import { rebuild } from './table.js';

const BEFORE = new TableIndex({
  name: 'IX_run_warning_agreementKey_code_element_occurredOn_massMg',
  columnNames: ['agreementKey', 'code', 'element', 'occurredOn', 'massMg'],
});

const AFTER = new TableIndex({
  name: 'IX_run_warning_by_party',
  columnNames: ['agreementKey', 'code', 'partyId', 'element', 'occurredOn', 'massMg'],
});

const MASS = '"massMg" bigint NOT NULL';
const PARTY = '"partyId" varchar(36) NOT NULL';
const OF_RUN = '(SELECT "run"."partyId" FROM "run" WHERE "run"."id" = "run_warning"."runId")';

/**
 * A warning of a run says whose run it is, so that a report counts those of members in the index and does not look into
 * thousands of runs.
 */
export class WarningsByParty1790001510000 implements MigrationInterface {
  name = 'WarningsByParty1790001510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('run_warning', BEFORE);
    await rebuild(runner, 'run_warning', (sql) => sql.replace(MASS, `${MASS}, ${PARTY}`), { partyId: OF_RUN });
    if (runner.connection.options.type === 'postgres') {
      await runner.query(`ALTER TABLE "run_warning" ADD COLUMN "partyId" varchar(36)`);
      await runner.query(`UPDATE "run_warning" SET "partyId" = ${OF_RUN}`);
      await runner.query(`ALTER TABLE "run_warning" ALTER COLUMN "partyId" SET NOT NULL`);
    }
    await runner.createIndex('run_warning', AFTER);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('run_warning', AFTER);
    await rebuild(runner, 'run_warning', (sql) => sql.replace(`, ${PARTY}`, ''));
    if (runner.connection.options.type === 'postgres') {
      await runner.query(`ALTER TABLE "run_warning" DROP COLUMN "partyId"`);
    }
    await runner.createIndex('run_warning', BEFORE);
  }
}
