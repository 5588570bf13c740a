import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { InputError } from './errors.js';

export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50, description: 'How many items at most.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
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

const DEFAULT_LIMIT = 50;

interface Position {
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

function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(cursor: string): Position {
  try {
    if (!/^[\w-]+$/.test(cursor)) throw new Error('not base64url');
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (Number.isSafeInteger(at) && typeof id === 'string' && id.length <= 36) return { at: at as number, id };
  } catch {
    // Falls through to the fault below.
  }
  throw new InputError([{ pointer: '/cursor', message: 'is not a cursor that this service gave' }]);
}
