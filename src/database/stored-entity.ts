import type { DataSource, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { runSql, type recallSql, type Value } from './bulk.js';

export interface StoredColumn {
  /** Of the property in the entity's rows. */
  readonly property: string;
  /** Of the column in its table. */
  readonly name: string;
  readonly postgresType: string;
  readonly stored: (value: unknown) => Value;
  readonly read: (value: unknown) => unknown;
}

export interface StoredEntity {
  readonly table: string;
  readonly columns: readonly StoredColumn[];
  readonly names: readonly string[];
  readonly byProperty: ReadonlyMap<string, StoredColumn>;
  /** The properties that make a row one. */
  readonly key: readonly string[];
}

/** Which columns of which rows are read. */
export interface Wanted {
  readonly columns: readonly StoredColumn[];
  /** What follows the table's name, such as `WHERE "id" = ?`. */
  readonly rest: string;
  readonly values: readonly Value[];
}

const known = new WeakMap<DataSource, Map<unknown, StoredEntity>>();

/** What an entity declares is read once. */
export function storedEntity<Row extends ObjectLiteral>(tx: EntityManager, entity: EntityTarget<Row>): StoredEntity {
  const { connection } = tx;
  const ofSource = known.get(connection) ?? new Map<unknown, StoredEntity>();
  known.set(connection, ofSource);
  const before = ofSource.get(entity);
  if (before) return before;
  const metadata = connection.getMetadata(entity);
  const columns = metadata.columns.map((column): StoredColumn => {
    const { propertyName, databaseName, type } = column;
    const transformer = Array.isArray(column.transformer) ? undefined : column.transformer;
    return {
      property: propertyName,
      name: databaseName,
      postgresType: String(type),
      stored: (value) => ((transformer ? (transformer.to(value) as unknown) : value) ?? null) as Value,
      read: type === 'boolean' ? flag : (value) => (transformer ? (transformer.from(value) as unknown) : value),
    };
  });
  const made: StoredEntity = {
    table: metadata.tableName,
    columns,
    names: columns.map(({ name }) => name),
    byProperty: new Map(columns.map((column) => [column.property, column])),
    key: metadata.primaryColumns.map(({ propertyName }) => propertyName),
  };
  ofSource.set(entity, made);
  return made;
}

/** SQLite answers flags as numbers. */
function flag(value: unknown): boolean | null {
  return value === null ? null : Boolean(value);
}

/** Reads rows of an entity past the ORM. */
export async function readRows<Row>(
  manager: EntityManager,
  { table }: StoredEntity,
  { columns, rest, values }: Wanted,
  run: typeof recallSql = runSql,
): Promise<Row[]> {
  const list = columns.map(({ name }) => `"${name}"`).join(', ');
  const rows = await run<Record<string, unknown>>(manager, `SELECT ${list} FROM "${table}" ${rest}`, values);
  return rows.map((row) => {
    const made: Record<string, unknown> = {};
    for (const { property, name, read } of columns) made[property] = read(row[name]);
    return made as Row;
  });
}
