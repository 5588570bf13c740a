import type { MigrationInterface, QueryRunner } from 'typeorm';
import { documentHash } from '../../common/document-hash.js';
import { runSql } from '../bulk.js';

interface VersionLine {
  readonly agreementId: string;
  readonly number: number;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly exclusive: boolean | number;
  readonly coverageTargetPpm: number;
  readonly scope: string;
  readonly terms: string;
}

interface TerminationLine {
  readonly agreementId: string;
  readonly endsOn: string;
  readonly reason: string;
}

/** A signature says what it stands under: of those that are there, the terms as they are now. */
export class SignedDocuments1790001400000 implements MigrationInterface {
  name = 'SignedDocuments1790001400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "agreement_signature" ADD COLUMN "documentHash" varchar(64)');
    for (const version of await runSql<VersionLine>(runner.manager, 'SELECT * FROM "agreement_version"')) {
      const { agreementId, number, title, startsOn, endsOn, coverageTargetPpm } = version;
      const document = {
        ...{ number, title, startsOn, endsOn, coverageTargetPpm, exclusive: Boolean(version.exclusive) },
        ...{ scope: JSON.parse(version.scope) as unknown, terms: JSON.parse(version.terms) as unknown },
      };
      await fill(runner, agreementId, `version:${number}`, document);
    }
    for (const line of await runSql<TerminationLine>(runner.manager, 'SELECT * FROM "agreement_termination"')) {
      const { agreementId, endsOn, reason } = line;
      await fill(runner, agreementId, 'termination', { endsOn, reason });
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "agreement_signature" DROP COLUMN "documentHash"');
  }
}

async function fill(runner: QueryRunner, agreementId: string, subject: string, document: unknown): Promise<void> {
  await runSql(
    runner.manager,
    'UPDATE "agreement_signature" SET "documentHash" = ? WHERE "agreementId" = ? AND "subject" = ?',
    [documentHash(document), agreementId, subject],
  );
}
