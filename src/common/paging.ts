import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { InputError, faultAt } from './errors.js';

const DEFAULT_LIMIT = 50;
const MOST_ITEMS = 200;

export class PageQuery {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: MOST_ITEMS,
    default: DEFAULT_LIMIT,
    description: 'How many items at most.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_ITEMS)
  limit?: number;

  @ApiPropertyOptional({ description: 'The `nextCursor` of the page before.', maxLength: 400 })
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** The answer class of one page, to be extended by a class that gives it a name in the OpenAPI document. */
export function PageOf<Item extends object>(item: new () => Item): new () => Page<Item> {
  class Answer implements Page<Item> {
    @ApiProperty({ type: [item] })
    items: Item[];

    @ApiProperty({ type: String, nullable: true, description: 'For `?cursor=`; `null` on the last page.' })
    nextCursor: string | null;
  }
  return Answer;
}

/** A place in a list. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

/**
 * One page of a list, newest first. The place in the list is the pair of recording time and id, so that rows that are
 * inserted meanwhile neither repeat nor hide others.
 */
export async function pageOf<Row extends ObjectLiteral & { id: string }>(
  query: SelectQueryBuilder<Row>,
  page: PageQuery,
  recordedAt: keyof Row & string = 'createdAt',
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const limit = page.limit ?? DEFAULT_LIMIT;
  const alias = query.alias;
  if (page.cursor !== undefined) {
    const { at, id } = readCursor(page.cursor);
    query.andWhere(
      `(${alias}.${recordedAt} < :cursorAt OR (${alias}.${recordedAt} = :cursorAt AND ${alias}.id < :cursorId))`,
      { cursorAt: at, cursorId: id },
    );
  }
  const rows = await query
    .orderBy(`${alias}.${recordedAt}`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .take(limit + 1)
    .getMany();
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    rows: rows.slice(0, limit),
    nextCursor: last ? writeCursor({ at: last[recordedAt], id: last.id }) : null,
  };
}

/** One page of stored rows together with others that follow from the books, in one order. */
export async function pageWith<Row extends ObjectLiteral & { id: string }, Other extends Position>(
  query: SelectQueryBuilder<Row>,
  page: PageQuery,
  { recordedAt, others }: { readonly recordedAt: keyof Row & string; readonly others: readonly Other[] },
): Promise<{ rows: ({ readonly row: Row } | { readonly other: Other })[]; nextCursor: string | null }> {
  const limit = page.limit ?? DEFAULT_LIMIT;
  const after = page.cursor === undefined ? null : readCursor(page.cursor);
  const stored = await pageOf(query, page, recordedAt);
  const all = [
    ...stored.rows.map((row) => ({ at: Number(row[recordedAt]), id: row.id, row })),
    ...others
      .filter((other) => after === null || newestFirst(after, other) < 0)
      .map((other) => ({ at: other.at, id: other.id, other })),
  ].sort(newestFirst);
  const last = all[limit - 1];
  const isMore = all.length > limit || stored.nextCursor !== null;
  return { rows: all.slice(0, limit), nextCursor: isMore && last ? writeCursor({ at: last.at, id: last.id }) : null };
}

function newestFirst(a: Position, b: Position): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** One page of a list that never changes while the service runs, in its own order: whole unless less is asked for. */
export function pageOfFixed<Item>(items: readonly Item[], page: PageQuery): Page<Item> {
  const from = page.cursor === undefined ? 0 : readCursor(page.cursor).at;
  const to = from + (page.limit ?? MOST_ITEMS);
  return {
    items: from < 0 ? [] : items.slice(from, to),
    nextCursor: to < items.length ? writeCursor({ at: to, id: '' }) : null,
  };
}

function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

/** An id, or nothing where a place is enough; anything else could not even be compared by PostgreSQL (a NUL). */
const ID_OF_CURSOR = /^[0-9a-f-]{0,36}$/;

function readCursor(cursor: string): Position {
  try {
    if (!/^[\w-]+$/.test(cursor)) throw new Error('not base64url');
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (Number.isSafeInteger(at) && typeof id === 'string' && ID_OF_CURSOR.test(id)) return { at: at as number, id };
  } catch {
    // Falls through to the fault below.
  }
  throw new InputError([faultAt('/cursor', 'not-a-cursor')]);
}
