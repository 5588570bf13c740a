import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** Agreements: their versions and ends, who signed what, what they cover, and who else may read them. */
export class Agreements1790000200000 implements MigrationInterface {
  name = 'Agreements1790000200000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'agreement', {
      columns: [
        column.id(),
        column.text('reference', 100),
        column.ref('generatorId'),
        column.ref('recyclerId'),
        column.ref('createdByPartyId'),
        column.integer('version'),
        column.instant('createdAt'),
      ],
      references: { generatorId: 'party', recyclerId: 'party', createdByPartyId: 'party' },
      uniques: [['generatorId', 'recyclerId', 'reference']],
      indices: [['recyclerId'], ['reference']],
    });
    await createTable(runner, 'agreement_version', {
      columns: [
        column.key('agreementId', 36),
        { name: 'number', type: 'integer', isPrimary: true },
        column.text('title', 200),
        column.day('startsOn'),
        column.day('endsOn'),
        column.flag('exclusive'),
        column.integer('coverageTargetPpm'),
        column.json('scope'),
        column.json('terms'),
        column.ref('proposedByPartyId'),
        column.instant('createdAt'),
      ],
      references: { agreementId: 'agreement', proposedByPartyId: 'party' },
    });
    await createTable(runner, 'agreement_termination', {
      columns: [
        column.key('agreementId', 36),
        column.day('endsOn'),
        column.text('reason', 500),
        column.ref('proposedByPartyId'),
        column.instant('createdAt'),
      ],
      references: { agreementId: 'agreement', proposedByPartyId: 'party' },
    });
    await createTable(runner, 'agreement_signature', {
      columns: [
        column.key('agreementId', 36),
        column.key('subject', 20),
        column.key('partyId', 36),
        column.ref('userId'),
        column.instant('signedAt'),
      ],
      references: { agreementId: 'agreement', partyId: 'party', userId: 'user_account' },
    });
    await createTable(runner, 'agreement_reach', {
      columns: [
        column.key('agreementId', 36),
        column.key('siteId', 36),
        column.key('stream', 60),
        column.key('fromOn', 10),
        column.day('toOn'),
        column.integer('versionNumber'),
      ],
      references: { agreementId: 'agreement', siteId: 'site' },
      indices: [['siteId', 'stream', 'fromOn']],
      checks: { forward: '"fromOn" <= "toOn"' },
    });
    await createTable(runner, 'agreement_invitation', {
      columns: [
        column.id(),
        column.ref('agreementId'),
        column.ref('userId'),
        column.ref('invitedByPartyId'),
        column.day('untilOn'),
        column.instant('revokedAt', true),
        column.instant('createdAt'),
      ],
      references: { agreementId: 'agreement', userId: 'user_account', invitedByPartyId: 'party' },
      uniqueWhere: [{ columns: ['agreementId', 'userId', 'invitedByPartyId'], where: '"revokedAt" IS NULL' }],
      indices: [['userId']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    const parts = ['invitation', 'reach', 'signature', 'termination', 'version'];
    for (const part of parts) await runner.dropTable(`agreement_${part}`);
    await runner.dropTable('agreement');
  }
}
