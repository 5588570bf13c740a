import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { listOf } from '../../database/index.js';

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
