import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';
import { ofMg, type Mg, type Ppm } from '../common/units.js';

/** Both drivers must hand back the same type: PostgreSQL answers `bigint` as text, SQLite as a number. */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null || value === undefined ? value : toSafeInteger(value)),
};

const json: ValueTransformer = {
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

type Nullable = Pick<ColumnOptions, 'nullable'>;

/** A UUIDv7 as the primary key. */
export const IdColumn = (): PropertyDecorator => PrimaryColumn({ type: 'varchar', length: 36 });

/** A reference to another row, by its id. */
export const RefColumn = (options: Nullable = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: 36, ...options });

/** Bounded text. */
export const TextColumn = (length: number, options: Nullable = {}): PropertyDecorator =>
  Column({ type: 'varchar', length, ...options });

/** Of a property that the compiler knows for a figure in a unit. */
type UnitDecorator<Unit> = <Name extends string>(target: { [Property in Name]?: Unit | null }, name: Name) => void;

/** Whole milligrams. */
export const MassColumn = (options: Nullable = {}): UnitDecorator<Mg> =>
  Column({ type: 'bigint', transformer: safeInteger, ...options });

/** Whole parts per million. */
export const FractionColumn = (options: Nullable = {}): UnitDecorator<Ppm> => Column({ type: 'integer', ...options });

/** An instant in milliseconds since 1970. */
export const InstantColumn = (options: Nullable = {}): PropertyDecorator =>
  Column({ type: 'bigint', transformer: safeInteger, ...options });

/** A calendar day, `YYYY-MM-DD`, which sorts as text. */
export const DayColumn = (options: Nullable = {}): PropertyDecorator =>
  Column({ type: 'varchar', length: 10, ...options });

export const IntegerColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'integer', ...options });

export const FlagColumn = (options: Nullable = {}): PropertyDecorator => Column({ type: 'boolean', ...options });

/** A structured value that is only ever read and written whole. */
export const JsonColumn = (options: Pick<ColumnOptions, 'nullable' | 'name'> = {}): PropertyDecorator =>
  Column({ type: 'text', transformer: json, ...options });
