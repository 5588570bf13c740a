import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';
import { ofMg, type Mg, type Ppm } from '../common/units.js';

/** Both drivers must hand back the same type: PostgreSQL answers `bigint` as text, SQLite as a number. */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? value : toSafeInteger(value)),
};

const jsonText: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value) as unknown,
};

/** A raw sum or count from either driver as a safe integer; no rows sum to zero. */
export function toSafeInteger(value: unknown): number {
  if (value === null || value === undefined) return 0;
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is not a safe integer.`);
  return number;
}

/** A raw mass, or sum of masses, from either driver; no rows sum to zero. */
export function toMg(value: unknown): Mg {
  return ofMg(toSafeInteger(value));
}

/** What a column is, for properties that hold no more than `Value`: so the compiler tells milligrams from counts. */
export interface TableColumn<Value> extends EntitySchemaColumnOptions {
  readonly takes?: (value: Value) => void;
}

/** An identifier: of the row itself, or of another one, which has to be there where its table is named. */
export const ref = (table?: string): TableColumn<string> => {
  return { type: 'varchar', length: 36, ...(table === undefined ? {} : { foreignKey: { target: table } }) };
};

/** Bounded text. */
export const text = (length: number): TableColumn<string> => ({ type: 'varchar', length });

/** Whole milligrams. */
export const mass: TableColumn<Mg> = { type: 'bigint', transformer: safeInteger };

/** Whole parts per million. */
export const fraction: TableColumn<Ppm> = { type: 'integer' };

/** An instant in milliseconds since 1970. */
export const instant: TableColumn<number> = { type: 'bigint', transformer: safeInteger };

/** A calendar day, `YYYY-MM-DD`, which sorts as text. */
export const day: TableColumn<string> = { type: 'varchar', length: 10 };

export const integer: TableColumn<number> = { type: 'integer' };

export const flag: TableColumn<boolean> = { type: 'boolean' };

/** A structured value that is only ever read and written whole. */
export const json: TableColumn<object> = { type: 'text', transformer: jsonText };

/** A column that makes a row one, alone or with others. */
export const key = <Value>(column: TableColumn<Value>): TableColumn<Value> => ({ ...column, primary: true });

export const nullable = <Value>(column: TableColumn<Value>): TableColumn<Value | null> => {
  return { ...(column as TableColumn<Value | null>), nullable: true };
};

/** A column that has another name in its table than in its rows. */
export const named = <Value>(name: string, column: TableColumn<Value>): TableColumn<Value> => ({ ...column, name });
