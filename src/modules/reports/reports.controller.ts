import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { reportCsv, type CircularityReport } from '../../domain/circularity-report.js';
import { CoverageAnswer, CoverageQuery, PeriodQuery } from './report.dto.js';
import { ReportsQueries } from './reports.queries.js';

@ApiTags('reports')
@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportsQueries) {}

  @ApiOperation({ summary: 'The circularity report: the ladder per element; as CSV with `Accept: text/csv`' })
  @Get('reports/circularity')
  @Allow(...READERS)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { type: 'object', additionalProperties: true } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('not-found', 'mass-too-large')
  async circularity(
    @CurrentUser() caller: Caller,
    @Query() query: PeriodQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CircularityReport | string> {
    return inFormat(await this.reports.circularity(caller, query), request, reply);
  }

  @ApiOperation({ summary: 'Whether it really is 100 %: generated against sent and leaked' })
  @Get('agreements/:id/coverage')
  @Allow(...READERS)
  @ApiOkResponse({ type: CoverageAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  coverage(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() query: CoverageQuery,
  ): Promise<CoverageAnswer> {
    return this.reports.coverage(caller, id, query);
  }
}

/** CSV where the client asks for it before JSON. */
function inFormat(report: CircularityReport, request: FastifyRequest, reply: FastifyReply): CircularityReport | string {
  const accepted = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  if (!accepted.includes('text/csv')) return report;
  const { agreement, period } = report;
  const name = `circularity-${agreement.reference}-${period.from}-${period.to}.csv`.replace(/[^\w.-]/g, '_');
  void reply.type('text/csv; charset=utf-8').header('Content-Disposition', `attachment; filename="${name}"`);
  return reportCsv(report);
}
