import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { changeRows, insertRows, MAX_PARAMETERS, recallSql, type Value } from './bulk.js';
import { readRows, storedEntity, type StoredColumn, type StoredEntity } from './stored-entity.js';

/** SQLite takes expressions that are a thousand terms deep. */
const MOST_TERMS = 500;

/**
 * Reads rows of an entity, whole, in about half of the time that the ORM takes.
 *
 * @param rest what follows the table's name, such as `WHERE "id" = ?`
 */
export async function selectEntities<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rest: string,
  values: readonly Value[],
): Promise<Row[]> {
  const stored = storedEntity(manager, entity);
  return readRows<Row>(manager, stored, { columns: stored.columns, rest, values });
}

/** Reads rows of an entity that other units have mostly just read, see {@link recallSql}. */
export async function recallEntities<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rest: string,
  values: readonly Value[],
): Promise<Row[]> {
  const stored = storedEntity(tx, entity);
  return readRows<Row>(tx, stored, { columns: stored.columns, rest, values }, recallSql);
}

/**
 * Inserts rows of an entity, its columns taken from what the entity declares: a property that a row leaves out is null.
 *
 * @param suffix what follows the values, such as `ON CONFLICT ... DO NOTHING RETURNING "id"`
 * @returns what `RETURNING` says of the rows that were inserted, if there is one
 */
export async function insertEntities<Row extends ObjectLiteral, Returned = unknown>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
  suffix = '',
): Promise<Returned[]> {
  const { table, columns, names } = storedEntity(tx, entity);
  const values = rows.map((row) => columns.map(({ property, stored }) => stored(row[property])));
  return insertRows<Returned>(tx, { table, columns: names, rows: values, suffix });
}

/**
 * Changes many rows of an entity, each found by its key, in one statement. All changes name the same properties, and no two the
 * same row.
 *
 * @returns how many rows were found and changed
 * @throws Error where changes differ in what they name, or name what the entity does not have
 */
export async function updateEntities<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  changes: readonly Partial<Row>[],
): Promise<number> {
  const [first] = changes;
  if (!first) return 0;
  const stored = storedEntity(tx, entity);
  const { key } = stored;
  const properties = Object.keys(first).filter((name) => !key.includes(name));
  const columns = [...key, ...properties].map((name) => columnOf(stored, name));
  const rows = changes.map((change) => valuesOf(change, columns));
  const keys = rows.map((row) => row.slice(0, key.length).join('|'));
  if (new Set(keys).size < rows.length) throw new Error('A row is changed twice at once.');
  if (properties.length === 0) return 0;
  const most = Math.floor(MAX_PARAMETERS / columns.length);
  let count = 0;
  for (let start = 0; start < rows.length; start += most) {
    const some = rows.slice(start, start + most);
    count += await changeRows(tx, updateSql(tx, stored, columns, some.length), some.flat());
  }
  return count;
}

/**
 * Changes rows of an entity that are known as they stood, each in its own columns, in one statement: what one of them
 * leaves alone keeps the value that it had.
 */
export async function changeEntities<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  changes: readonly { readonly before: Row; readonly change: Partial<Row> }[],
): Promise<number> {
  const { key } = storedEntity(tx, entity);
  const names = new Set([...key, ...changes.flatMap(({ change }) => Object.keys(change))]);
  const rows = changes.map(({ before, change }) => {
    const row: ObjectLiteral = { ...before, ...change };
    return Object.fromEntries([...names].map((name) => [name, row[name] as unknown])) as Partial<Row>;
  });
  return updateEntities(tx, entity, rows);
}

/** Deletes rows of an entity, each found by its key. */
export async function deleteEntities<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Partial<Row>[],
): Promise<void> {
  const stored = storedEntity(tx, entity);
  const columns = stored.key.map((name) => columnOf(stored, name));
  const match = `(${columns.map(({ name }) => `"${name}" = ?`).join(' AND ')})`;
  for (let start = 0; start < rows.length; start += MOST_TERMS) {
    const some = rows.slice(start, start + MOST_TERMS);
    const values = some.flatMap((row) => columns.map((column) => column.stored(row[column.property])));
    await changeRows(tx, `DELETE FROM "${stored.table}" WHERE ${some.map(() => match).join(' OR ')}`, values);
  }
}

function valuesOf(change: ObjectLiteral, columns: readonly StoredColumn[]): Value[] {
  const isLike = Object.keys(change).length === columns.length && columns.every(({ property }) => property in change);
  if (!isLike) throw new Error('All changes of one statement name the same columns.');
  return columns.map(({ property, stored }) => stored(change[property]));
}

function columnOf({ table, byProperty }: StoredEntity, property: string): StoredColumn {
  const column = byProperty.get(property);
  if (!column) throw new Error(`"${table}" has no ${property}.`);
  return column;
}

/** Both databases call the columns of VALUES column1, column2, ...; PostgreSQL takes them for text and wants to be told. */
function updateSql(
  tx: EntityManager,
  { table, key }: StoredEntity,
  columns: readonly StoredColumn[],
  count: number,
): string {
  const isPostgres = tx.connection.options.type === 'postgres';
  const pairs = columns.map(({ name, postgresType }, index) => {
    const value = `v.column${index + 1}`;
    return [name, isPostgres ? `CAST(${value} AS ${postgresType})` : value] as const;
  });
  const sets = pairs.slice(key.length).map(([name, value]) => `"${name}" = ${value}`);
  const matches = pairs.slice(0, key.length).map(([name, value]) => `"${table}"."${name}" = ${value}`);
  const row = `(${columns.map(() => '?').join(', ')})`;
  const values = Array.from({ length: count }, () => row).join(', ');
  return `UPDATE "${table}" SET ${sets.join(', ')} FROM (VALUES ${values}) AS v WHERE ${matches.join(' AND ')}`;
}
