import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an import does not get on: of those that are under way, nobody knows of a reason. */
export class TroublesOfFiles1790182000000 implements MigrationInterface {
  name = 'TroublesOfFiles1790182000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "import" ADD COLUMN "trouble" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "import" DROP COLUMN "trouble"');
  }
}
