import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { dependenceCsv } from '../../domain/production/dependence-report.js';
import { acceptsCsv } from './accepts-csv.js';
import { DependenceAnswer, DependenceQuery } from './dependence.dto.js';
import { DependenceQueries } from './dependence.queries.js';

@ApiTags('reports')
@Controller('parties/:id/dependence')
export class DependenceController {
  constructor(private readonly queries: DependenceQueries) {}

  @ApiOperation({
    summary: 'How far a plant depends on single countries and suppliers, with its loop and without it',
    description:
      'Of what was charged, per element and stage; as CSV with `Accept: text/csv`. For the own party, and for auditors the one that invited them.',
  })
  @Get()
  @Allow(...READERS)
  @ApiExtraModels(DependenceAnswer)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(DependenceAnswer) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('not-found', 'mass-too-large')
  async dependence(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() query: DependenceQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DependenceAnswer | string> {
    const answer = await this.queries.dependence(caller, id, query);
    return acceptsCsv(reply.request) ? asCsv(answer, query, reply) : answer;
  }
}

function asCsv(
  { elements }: DependenceAnswer,
  { from, to, locale = 'en' }: DependenceQuery,
  reply: FastifyReply,
): string {
  const disposition = `attachment; filename="dependence-${from}-${to}.csv"`;
  void reply.type('text/csv; charset=utf-8').header('Content-Disposition', disposition);
  return dependenceCsv({ from, to }, elements, locale);
}
