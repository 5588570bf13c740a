import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { insertEntities, listOf, orOnDuplicate, runSql } from '../../database/index.js';
import { codeKey, nameAt, NAMES_AT_ONCE, nextNames, type MadeUpName } from '../../domain/matter/code.js';

import { DomainError } from '../../domain/measure/errors.js';

/** The codes that were given to what nobody typed one for, by identifier. */
export type Codes = ReadonlyMap<string, string>;

/** A row that people know by a code. */
interface CodedRow extends ObjectLiteral {
  readonly id: string;
  readonly code: string;
  readonly codeKey: string;
}

/** Where a code is one: in a table, among the rows with the same value in one column, by the key in another. */
export interface CodePlace {
  readonly entity: EntityTarget<CodedRow>;
  readonly scope: string;
  readonly key: 'codeKey' | 'liveKey';
  /** What such a code is of. */
  readonly what: string;
}

/** A row with the code that somebody typed, or with a name for one that the service makes up. */
export interface Coded {
  readonly row: CodedRow;
  readonly name: MadeUpName | null;
}

interface Named {
  readonly row: CodedRow;
  readonly name: MadeUpName;
}

/** A unit that had to give way this often to others with the same name is stuck. */
const MOST_ROUNDS = 100;

/**
 * Inserts rows under the codes that were typed for them, and the others each under the first of its names that is free.
 *
 * @returns the codes that were given
 * @throws DomainError `code-taken` where a typed one is not free
 */
export async function insertCoded(tx: EntityManager, place: CodePlace, wanted: readonly Coded[]): Promise<Codes> {
  const { entity, scope, key, what } = place;
  const typed = wanted.filter(({ name }) => name === null).map(({ row }) => row);
  const { tableName: table } = tx.connection.getMetadata(entity);
  await orOnDuplicate(insertEntities(tx, entity, typed), { table, columns: [scope, key] }, () => codeTaken(what));
  return insertNamed(
    tx,
    place,
    wanted.flatMap(({ row, name }) => (name ? [{ row, name }] : [])),
  );
}

/**
 * A name that another unit takes meanwhile is not an error, which on PostgreSQL would end the unit: the row is left out, and
 * tried again with the next name. A first name is mostly free, and looked up only if it was not; of several rows with one base
 * the free ones are looked up first, so that they go to them in their order.
 */
async function insertNamed(tx: EntityManager, place: CodePlace, wanted: readonly Named[]): Promise<Codes> {
  const codes = new Map<string, string>();
  const suffix = `ON CONFLICT ("${place.scope}", "${place.key}") DO NOTHING RETURNING "id"`;
  for (let round = 0; codes.size < wanted.length; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('Every free name was taken by others first.');
    const left = wanted.filter(({ row }) => !codes.has(row.id));
    const bases = new Set(left.map(({ name }) => name.base));
    const rows = await named(tx, place, left, round > 0 || bases.size < left.length);
    const stored = await insertEntities<CodedRow, { id: string }>(tx, place.entity, rows, suffix);
    const ids = new Set(stored.map(({ id }) => id));
    for (const { id, code } of rows) if (ids.has(id)) codes.set(id, code);
  }
  return codes;
}

export function codeTaken(what: string): DomainError {
  return new DomainError('code-taken', `There is a ${what} with this code at this site already.`);
}

/** Rows with their names. Names are looked up a page at a time, and none is given twice. */
async function named(
  tx: EntityManager,
  place: CodePlace,
  wanted: readonly Named[],
  isLookedUp: boolean,
): Promise<CodedRow[]> {
  const pages = new Map<string, ReadonlySet<string>>();
  const given = new Set<string>();
  const rows: CodedRow[] = [];
  for (const { row, name } of wanted) {
    const scope = String(row[place.scope]);
    for (let first = name.first, code: string | null = null; code === null; first += NAMES_AT_ONCE) {
      const names = nextNames(name, first);
      const page = `${scope} ${first} ${name.base} ${nameAt(name, first)}`;
      const taken = pages.get(page) ?? (isLookedUp ? await takenAmong(tx, place, { scope, names }) : NONE);
      pages.set(page, taken);
      code = names.find((one) => !taken.has(codeKey(one)) && !given.has(`${scope} ${codeKey(one)}`)) ?? null;
      if (code === null) continue;
      const key = codeKey(code);
      given.add(`${scope} ${key}`);
      rows.push({ ...row, code, codeKey: key, [place.key]: key });
    }
  }
  return rows;
}

const NONE: ReadonlySet<string> = new Set();

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
