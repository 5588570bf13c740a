import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';

/*
 * What others may know of people: agreements name who signed, and which auditor may read. Nothing else of signing in is told, so
 * that it can change without the books.
 */

export interface Auditor {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Names of people, by their ids. */
export async function namesOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await peopleOf(manager, ids);
  return new Map([...people].map(([id, { name }]) => [id, name]));
}

/** Names and addresses of people, by their ids. */
export async function peopleOf(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Auditor>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await runSql<Auditor>(
    manager,
    `SELECT "id", "name", "email" FROM "user_account" WHERE "id" IN ${listOf(unique)}`,
    unique,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** An auditor who may still sign in, by id or address (in any case of letters); null where there is none. */
export async function findAuditor(
  manager: EntityManager,
  { userId, email }: { readonly userId?: string; readonly email?: string },
): Promise<Auditor | null> {
  const [column, value] = userId === undefined ? ['emailKey', email?.trim().toLowerCase() ?? ''] : ['id', userId];
  const rows = await runSql<Auditor>(
    manager,
    `SELECT "id", "name", "email" FROM "user_account" WHERE "${column}" = ? AND "role" = 'auditor' AND "active" = ?`,
    [value, true],
  );
  return rows[0] ?? null;
}
