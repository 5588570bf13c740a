import { Table, TableForeignKey, TableIndex, TableUnique, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** The column types that both databases spell alike, so that one migration serves both. */
export const column = {
  id: (name = 'id'): TableColumnOptions => ({ name, type: 'varchar', length: '36', isPrimary: true }),
  ref: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'varchar', length: '36', isNullable }),
  text: (name: string, length: number, isNullable = false): TableColumnOptions => ({
    name,
    type: 'varchar',
    length: String(length),
    isNullable,
  }),
  key: (name: string, length: number): TableColumnOptions => ({
    name,
    type: 'varchar',
    length: String(length),
    isPrimary: true,
  }),
  mass: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'bigint', isNullable }),
  instant: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'bigint', isNullable }),
  day: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'varchar', length: '10', isNullable }),
  integer: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'integer', isNullable }),
  flag: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'boolean', isNullable }),
  json: (name: string, isNullable = false): TableColumnOptions => ({ name, type: 'text', isNullable }),
};

export interface TablePlan {
  readonly columns: readonly TableColumnOptions[];
  /** Foreign keys: column to referenced table, always to its `id`. */
  readonly references?: Readonly<Record<string, string>>;
  readonly uniques?: readonly (readonly string[])[];
  readonly indices?: readonly (readonly string[])[];
  /** Columns that are unique among the rows for which a condition holds. */
  readonly uniqueWhere?: readonly { readonly columns: readonly string[]; readonly where: string }[];
  /** Conditions that the database itself enforces, by name. */
  readonly checks?: Readonly<Record<string, string>>;
}

/** Names are `FK_<table>_<column>`, and `UQ_`, `IX_` and `UX_<table>_<columns>`: the entities repeat them. */
export async function createTable(runner: QueryRunner, name: string, plan: TablePlan): Promise<void> {
  await runner.createTable(
    new Table({
      name,
      columns: [...plan.columns],
      foreignKeys: Object.entries(plan.references ?? {}).map(
        ([columnName, referencedTableName]) =>
          new TableForeignKey({
            name: `FK_${name}_${columnName}`,
            columnNames: [columnName],
            referencedTableName,
            referencedColumnNames: ['id'],
          }),
      ),
      uniques: (plan.uniques ?? []).map(
        (columnNames) =>
          new TableUnique({ name: `UQ_${name}_${columnNames.join('_')}`, columnNames: [...columnNames] }),
      ),
      indices: [...plainIndices(name, plan), ...uniqueIndices(name, plan)],
      checks: Object.entries(plan.checks ?? {}).map(([check, expression]) => ({
        name: `CK_${name}_${check}`,
        expression,
      })),
    }),
  );
}

function plainIndices(table: string, { indices = [] }: TablePlan): TableIndex[] {
  return indices.map(
    (columnNames) => new TableIndex({ name: `IX_${table}_${columnNames.join('_')}`, columnNames: [...columnNames] }),
  );
}

function uniqueIndices(table: string, { uniqueWhere = [] }: TablePlan): TableIndex[] {
  return uniqueWhere.map(({ columns, where }) => {
    const name = `UX_${table}_${columns.join('_')}`;
    return new TableIndex({ name, columnNames: [...columns], isUnique: true, where });
  });
}

/** Makes a table append-only: an update or a delete is an error in the database itself. */
export async function forbidChanges(runner: QueryRunner, table: string): Promise<void> {
  if (runner.connection.options.type === 'postgres') {
    await runner.query(`CREATE OR REPLACE FUNCTION loopbook_append_only() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$`);
    await runner.query(`CREATE TRIGGER "TR_${table}_append_only" BEFORE UPDATE OR DELETE ON "${table}"
      FOR EACH ROW EXECUTE FUNCTION loopbook_append_only()`);
    return;
  }
  for (const event of ['UPDATE', 'DELETE']) {
    await runner.query(`CREATE TRIGGER "TR_${table}_no_${event.toLowerCase()}" BEFORE ${event} ON "${table}"
      BEGIN SELECT RAISE(ABORT, 'append-only: ${table}'); END`);
  }
}

/** Takes {@link forbidChanges} back. */
export async function allowChanges(runner: QueryRunner, table: string): Promise<void> {
  if (runner.connection.options.type === 'postgres') {
    await runner.query(`DROP TRIGGER IF EXISTS "TR_${table}_append_only" ON "${table}"`);
    return;
  }
  await runner.query(`DROP TRIGGER IF EXISTS "TR_${table}_no_update"`);
  await runner.query(`DROP TRIGGER IF EXISTS "TR_${table}_no_delete"`);
}

/**
 * Has SQLite keep the rows of a table in the order of their key, in one tree: without it rows lie in the order in which
 * they came, and whoever reads a range of keys reads a page for every row. PostgreSQL has no such choice.
 */
export function keepInKeyOrder(runner: QueryRunner, table: string): Promise<void> {
  return rebuild(runner, table, (sql) => `${sql} WITHOUT ROWID`);
}

/** Takes {@link keepInKeyOrder} back. */
export function keepInOrderOfArrival(runner: QueryRunner, table: string): Promise<void> {
  return rebuild(runner, table, (sql) => sql.replace(/ WITHOUT ROWID$/, ''));
}

/**
 * Writes an SQLite table anew under a changed definition, with its indices; its triggers are lost. PostgreSQL changes
 * columns and constraints in place.
 *
 * @param values expressions over the old columns for those new columns that do not simply keep their value
 */
export async function rebuild(
  runner: QueryRunner,
  table: string,
  changed: (sql: string) => string,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (runner.connection.options.type === 'postgres') return;
  const definitions = async (type: string): Promise<string[]> => {
    const query = `SELECT "sql" FROM "sqlite_master" WHERE "type" = ? AND "tbl_name" = ? AND "sql" IS NOT NULL`;
    return ((await runner.query(query, [type, table])) as { sql: string }[]).map(({ sql }) => sql);
  };
  const [created = ''] = await definitions('table');
  const indices = await definitions('index');
  await runner.query(changed(created).replace(`CREATE TABLE "${table}"`, `CREATE TABLE "${table}_rebuilt"`));
  const columns = (await runner.query(`SELECT "name" FROM pragma_table_info('${table}_rebuilt')`)) as {
    name: string;
  }[];
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const kept = columns.map(({ name }) => values[name] ?? `"${name}"`).join(', ');
  await runner.query(`INSERT INTO "${table}_rebuilt" (${names}) SELECT ${kept} FROM "${table}"`);
  await runner.query(`DROP TABLE "${table}"`);
  await runner.query(`ALTER TABLE "${table}_rebuilt" RENAME TO "${table}"`);
  for (const sql of indices) await runner.query(sql);
}
