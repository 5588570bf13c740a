import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { Value } from '../../src/database/index.js';

/** Characters that are handed to SQLite at once. */
const TEXT_AT_ONCE = 2_000_000;

interface Table {
  readonly columns: readonly string[];
  /** Rows as JSON, without the brackets around them: thousands of arrays would keep the garbage collector busy. */
  readonly texts: string[];
}

/** Rows of any table, kept until they are written together. */
export class Rows {
  private tables = new Map<EntityTarget<ObjectLiteral>, Table>();

  /** Rows whose values are in the order of these columns: for tables of which there are millions. */
  addValues<Entity extends ObjectLiteral>(
    entity: EntityTarget<Entity>,
    columns: readonly (keyof Entity & string)[],
    rows: readonly (readonly Value[])[],
  ): void {
    if (rows.length === 0) return;
    const table = this.tables.get(entity) ?? { columns, texts: [] };
    this.tables.set(entity, table);
    table.texts.push(JSON.stringify(rows).slice(1, -1));
  }

  /** A row as it is now; all rows of a table have the same properties. */
  add<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>, row: Entity): void {
    const columns = this.tables.get(entity)?.columns ?? Object.keys(row);
    this.addValues(entity, columns, [columns.map((column) => stored((row as Record<string, unknown>)[column]))]);
  }

  /** Takes out what has been added until now, to be written while more is added. */
  take(): TakenRows[] {
    const taken = [...this.tables].map(([entity, table]) => ({ entity, ...table }));
    this.tables = new Map();
    return taken;
  }
}

/** Rows of one table. */
export interface TakenRows extends Table {
  readonly entity: EntityTarget<ObjectLiteral>;
}

export async function writeRows(tx: EntityManager, taken: readonly TakenRows[]): Promise<void> {
  for (const { entity, columns, texts } of taken) {
    const insert = insertInto(tx.connection.getMetadata(entity).tableName, columns);
    for (const text of joined(texts)) await tx.query(insert, [text]);
  }
}

/** Structured values are kept as JSON, everything else as it is. */
function stored(value: unknown): Value {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as Value);
}

/** One text instead of a hundred thousand parameters, which the driver binds one by one while everything waits. */
function insertInto(table: string, columns: readonly string[]): string {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const values = columns.map((_, index) => `"value"->>${index}`).join(', ');
  return `INSERT INTO "${table}" (${names}) SELECT ${values} FROM json_each(?)`;
}

/** Texts of rows put together to lists of a size that is quick to read. */
function* joined(texts: readonly string[]): Generator<string> {
  let part: string[] = [];
  let length = 0;
  for (const text of texts) {
    part.push(text);
    length += text.length;
    if (length < TEXT_AT_ONCE) continue;
    yield `[${part.join(',')}]`;
    [part, length] = [[], 0];
  }
  if (part.length > 0) yield `[${part.join(',')}]`;
}
