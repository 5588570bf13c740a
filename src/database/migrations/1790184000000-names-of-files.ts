import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the person who sent a file calls it: of files that were sent before, nobody knows. */
export class NamesOfFiles1790184000000 implements MigrationInterface {
  name = 'NamesOfFiles1790184000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "import" ADD COLUMN "fileName" varchar(200)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "import" DROP COLUMN "fileName"');
  }
}
