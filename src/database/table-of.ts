import {
  EntitySchema,
  type EntitySchemaColumnOptions,
  type EntitySchemaIndexOptions,
  type EntitySchemaOptions,
} from 'typeorm';
import type { TableColumn } from './columns.js';

type Names<Row> = readonly (keyof Row & string)[];

/** An index over columns; one that has a condition, or a name that its columns do not give it, says so. */
type IndexPlan<Row> =
  | Names<Row>
  | {
      readonly columns: Names<Row>;
      readonly name?: string;
      readonly where?: string;
      readonly unique?: boolean;
    };

interface TablePlan<Row> {
  /** A column for each property of a row, in the table's order. */
  readonly columns: { readonly [Name in keyof Row]-?: TableColumn<Row[Name]> };
  readonly unique?: readonly Names<Row>[];
  readonly indices?: readonly IndexPlan<Row>[];
  /** Conditions, by name. */
  readonly checks?: Readonly<Record<string, string>>;
  readonly withoutRowid?: boolean;
}

/** How rows lie in a table. Keys and indices are named after the table and their columns, as migrations name them. */
export function tableOf<Row extends object>(table: string, plan: TablePlan<Row>): EntitySchema<Row> {
  const { columns, unique = [], indices = [], checks = {}, withoutRowid = false } = plan;
  const named = (prefix: string, names: Names<Row>): string => [prefix, table, ...names].join('_');
  return new EntitySchema<Row>({
    name: table,
    withoutRowid,
    columns: Object.fromEntries(
      Object.entries<EntitySchemaColumnOptions>(columns).map(([name, { foreignKey, ...column }]) => {
        const key = foreignKey && { ...foreignKey, name: `FK_${table}_${name}` };
        return [name, { ...column, ...(key ? { foreignKey: key } : {}) }];
      }),
    ) as EntitySchemaOptions<Row>['columns'],
    uniques: unique.map((names) => ({ name: named('UQ', names), columns: [...names] })),
    indices: indices.map((index): EntitySchemaIndexOptions => {
      const { columns: names, ...more } = 'columns' in index ? index : { columns: index };
      return { name: named('IX', names), ...more, columns: [...names] };
    }),
    checks: Object.entries(checks).map(([name, expression]) => ({ name, expression })),
  });
}
