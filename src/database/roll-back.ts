import type { QueryRunner } from 'typeorm';

/**
 * SQLite itself ends a transaction when, for example, the disk is full; taking it back then fails. The runner must not
 * go on believing that one is open: it would make savepoints of all further units, and those would never be stored.
 */
export async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  }
}
