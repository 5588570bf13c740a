import {
  EntityManager,
  FindOperator,
  type EntityTarget,
  type FindManyOptions,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';
import { listOf, type Value } from './bulk.js';
import { readRows, storedEntity, type StoredColumn, type StoredEntity, type Wanted } from './stored-entity.js';

/** What a find may ask for and still be plain. */
const PLAIN = new Set(['where', 'select', 'order', 'take']);

/**
 * What a unit reads and writes with: the ORM's, but for plain finds, by the values of columns, which are half of what a
 * unit reads and take half of their time past it. Whatever asks for more is left to the ORM.
 */
export class UnitManager extends EntityManager {
  override async find<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    options: FindManyOptions<Row> = {},
  ): Promise<Row[]> {
    const stored = storedEntity(this, entity);
    const wanted = plainFind(stored, options as Record<string, unknown>);
    return wanted ? readRows<Row>(this, stored, wanted) : super.find(entity, options);
  }

  override findBy<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    where: FindOptionsWhere<Row> | FindOptionsWhere<Row>[],
  ): Promise<Row[]> {
    return this.find(entity, { where });
  }

  override async findOneBy<Row extends ObjectLiteral>(
    entity: EntityTarget<Row>,
    where: FindOptionsWhere<Row> | FindOptionsWhere<Row>[],
  ): Promise<Row | null> {
    const [row] = await this.find(entity, { where, take: 1 });
    return row ?? null;
  }
}

/** @returns `null` where a find asks for more than rows by the values of their columns */
function plainFind(stored: StoredEntity, options: Record<string, unknown>): Wanted | null {
  if (!Object.keys(options).every((name) => PLAIN.has(name))) return null;
  const { where, select, order, take } = options;
  const columns = select === undefined ? stored.columns : selected(stored, select);
  const matches = where === undefined ? null : matching(stored, where);
  const sorts = order === undefined ? [] : sorting(stored, order);
  if (!columns || !matches || !sorts || !(take === undefined || typeof take === 'number')) return null;
  const rest = [
    `WHERE ${matches.map(({ sql }) => sql).join(' AND ')}`,
    ...(sorts.length > 0 ? [`ORDER BY ${sorts.join(', ')}`] : []),
    ...(take === undefined ? [] : [`LIMIT ${take}`]),
  ];
  return { columns, rest: rest.join(' '), values: matches.flatMap(({ values }) => values) };
}

interface Match {
  readonly sql: string;
  readonly values: readonly Value[];
}

function matching({ byProperty }: StoredEntity, where: unknown): Match[] | null {
  if (!isPlainObject(where)) return null;
  const matches: Match[] = [];
  for (const [property, wanted] of Object.entries(where)) {
    const column = byProperty.get(property);
    const match = column ? matchOf(column, wanted) : null;
    if (!match) return null;
    matches.push(match);
  }
  return matches.length > 0 ? matches : null;
}

function matchOf({ name, stored }: StoredColumn, wanted: unknown): Match | null {
  if (isValue(wanted)) return { sql: `"${name}" = ?`, values: [stored(wanted)] };
  if (!(wanted instanceof FindOperator)) return null;
  const { type, value } = wanted as FindOperator<unknown>;
  if (type === 'isNull') return { sql: `"${name}" IS NULL`, values: [] };
  if (type !== 'in' || !Array.isArray(value) || value.length === 0 || !value.every(isValue)) return null;
  const values = value.map(stored);
  return { sql: `"${name}" IN ${listOf(values)}`, values };
}

/** As the ORM, no less than what makes a row one. */
function selected({ byProperty, key }: StoredEntity, select: unknown): StoredColumn[] | null {
  const names = Array.isArray(select) ? (select as unknown[]) : isPlainObject(select) ? chosen(select) : null;
  const columns = names?.map((name) => byProperty.get(String(name)));
  return columns?.every((column) => column !== undefined) && key.every((name) => names?.includes(name))
    ? columns
    : null;
}

function chosen(select: Record<string, unknown>): string[] | null {
  return Object.values(select).every((is) => is === true) ? Object.keys(select) : null;
}

function sorting({ byProperty }: StoredEntity, order: unknown): string[] | null {
  if (!isPlainObject(order)) return null;
  const sorts = Object.entries(order).map(([property, way]) => {
    const column = byProperty.get(property);
    return column && (way === 'ASC' || way === 'DESC') ? `"${column.name}" ${way}` : null;
  });
  return sorts.every((sort) => sort !== null) ? sorts : null;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
