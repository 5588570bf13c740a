import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { insertEntities, listOf, runSql } from '../../database/index.js';
import { codeKey, nameAt, NAMES_AT_ONCE, nextNames, type MadeUpName } from '../../domain/matter/code.js';

/** A row that people know by a code. */
export interface CodedRow extends ObjectLiteral {
  readonly id: string;
  code: string;
  codeKey: string;
}

/** Where a code is one: in a table, among the rows with the same value in one column, by the key in another. */
export interface CodePlace {
  readonly entity: EntityTarget<CodedRow>;
  readonly scope: string;
  readonly key: 'codeKey' | 'liveKey';
}

/** A row whose code the service makes up: whatever stands in it is replaced. */
export interface NamedRow {
  readonly row: CodedRow;
  readonly name: MadeUpName;
}

/** A unit that had to give way this often to others with the same name is stuck. */
const MOST_ROUNDS = 100;

/**
 * Inserts rows, each under the first of its names that is free. A name that another unit takes meanwhile is not an error,
 * which on PostgreSQL would end the unit: the row is left out, and tried again with the next name.
 */
export async function insertUnderFreeNames(
  tx: EntityManager,
  place: CodePlace,
  wanted: readonly NamedRow[],
): Promise<void> {
  let left = wanted;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('Every free name was taken by others first.');
    await giveNames(tx, place, left);
    const rows = left.map(({ row }) => row);
    const suffix = `ON CONFLICT ("${place.scope}", "${place.key}") DO NOTHING RETURNING "id"`;
    const stored = await insertEntities<CodedRow, { id: string }>(tx, place.entity, rows, suffix);
    const ids = new Set(stored.map(({ id }) => id));
    left = left.filter(({ row }) => !ids.has(row.id));
  }
}

/** Names are looked up a page at a time, and none is given twice. */
async function giveNames(tx: EntityManager, place: CodePlace, wanted: readonly NamedRow[]): Promise<void> {
  const pages = new Map<string, ReadonlySet<string>>();
  const given = new Set<string>();
  for (const { row, name } of wanted) {
    const scope = String(row[place.scope]);
    for (let first = name.first, code: string | null = null; code === null; first += NAMES_AT_ONCE) {
      const names = nextNames(name, first);
      const page = `${scope} ${first} ${name.base} ${nameAt(name, first)}`;
      const taken = pages.get(page) ?? (await takenAmong(tx, place, { scope, names }));
      pages.set(page, taken);
      code = names.find((one) => !taken.has(codeKey(one)) && !given.has(`${scope} ${codeKey(one)}`)) ?? null;
      if (code === null) continue;
      const key = codeKey(code);
      given.add(`${scope} ${key}`);
      Object.assign(row, { code, codeKey: key, [place.key]: key });
    }
  }
}

async function takenAmong(
  tx: EntityManager,
  { entity, scope: column, key }: CodePlace,
  { scope, names }: { scope: string; names: readonly string[] },
): Promise<Set<string>> {
  const keys = names.map(codeKey);
  const { tableName } = tx.connection.getMetadata(entity);
  const rows = await runSql<{ key: string }>(
    tx,
    `SELECT "${key}" AS "key" FROM "${tableName}" WHERE "${column}" = ? AND "${key}" IN ${listOf(keys)}`,
    [scope, ...keys],
  );
  return new Set(rows.map((row) => row.key));
}
