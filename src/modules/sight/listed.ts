import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';

/** Puts values into a statement: what stands for them there is a list in brackets, also of one. */
export type Listed = (values: readonly string[]) => string;

/** For a raw statement, with the values in the order in which they were put in. */
export function positional(): { readonly listed: Listed; readonly values: string[] } {
  const values: string[] = [];
  const listed = (more: readonly string[]): string => {
    values.push(...more);
    return listOf(more);
  };
  return { listed, values };
}

/** For a query, as parameters of their own. */
export function namedIn<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>): Listed {
  return (values) => {
    const name = `sight${Object.keys(query.getParameters()).length}`;
    query.setParameter(name, values);
    return `(:...${name})`;
  };
}

/** Of the rows of a table with some ids, those that a condition on `t` holds for. */
export async function idsAmong(
  manager: EntityManager,
  { table, ids }: { readonly table: 'shipment' | 'run' | 'entry'; readonly ids: readonly string[] },
  condition: (listed: Listed) => string,
): Promise<ReadonlySet<string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Set();
  const { listed, values } = positional();
  const sql = `SELECT "t"."id" FROM "${table}" "t" WHERE "t"."id" IN ${listed(unique)} AND ${condition(listed)}`;
  const rows = await runSql<{ id: string }>(manager, sql, values);
  return new Set(rows.map(({ id }) => id));
}
