import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTable } from './table.js';

/** Parties and their sites; the people who sign in for them, what they sign in with, and the brake on guessing. */
export class PartiesAndIdentity1790000100000 implements MigrationInterface {
  name = 'PartiesAndIdentity1790000100000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'party', {
      columns: [
        column.id(),
        column.text('name', 200),
        column.json('roles'),
        column.text('country', 2),
        column.json('identifiers', true),
        column.integer('version'),
        column.instant('createdAt'),
      ],
      indices: [['createdAt', 'id']],
    });
    await createTable(runner, 'site', {
      columns: [
        column.id(),
        column.ref('partyId'),
        column.text('code', 40),
        column.text('name', 200),
        column.text('country', 2),
        column.text('subdivision', 60, true),
        column.text('timeZone', 64),
        column.integer('version'),
        column.instant('createdAt'),
      ],
      references: { partyId: 'party' },
      uniques: [['partyId', 'code']],
    });
    await createTable(runner, 'user_account', {
      columns: [
        column.id(),
        column.ref('partyId', true),
        column.text('email', 254),
        column.text('emailKey', 600),
        column.text('name', 200),
        column.text('passwordHash', 200),
        column.text('role', 30),
        column.flag('active'),
        column.integer('version'),
        column.instant('createdAt'),
      ],
      references: { partyId: 'party' },
      uniques: [['emailKey']],
      indices: [['partyId', 'createdAt', 'id']],
    });
    await createTable(runner, 'credential', {
      columns: [
        column.id(),
        column.ref('userId'),
        column.text('kind', 10),
        column.text('secretHash', 64),
        column.text('name', 100, true),
        column.day('expiresOn', true),
        column.instant('expiresAt', true),
        column.instant('usedAt', true),
        column.instant('createdAt'),
      ],
      references: { userId: 'user_account' },
      uniques: [['secretHash']],
      indices: [['userId'], ['kind', 'expiresAt']],
    });
    await createTable(runner, 'sign_in_failures', {
      columns: [
        column.key('id', 64),
        column.integer('failures'),
        column.instant('changedAt'),
        column.instant('trustedUntil', true),
      ],
      indices: [['changedAt']],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sign_in_failures', 'credential', 'user_account', 'site', 'party']) {
      await runner.dropTable(table);
    }
  }
}
