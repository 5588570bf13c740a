import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import type { CircularityReport } from '../../domain/reports/circularity-report.js';
import type { CsvLocale } from '../../domain/measure/csv.js';
import { reportCsv } from '../../domain/reports/report-csv.js';
import { acceptsCsv } from './accepts-csv.js';
import { CompletenessAnswer } from './completeness.dto.js';
import { CompletenessQueries } from './completeness.queries.js';
import { CircularityAnswer } from './report-answer.dto.js';
import { CoverageAnswer, CoverageQuery, ReportQuery } from './report.dto.js';
import { ReportsQueries } from './reports.queries.js';

@ApiTags('reports')
@Controller()
export class ReportsController {
  constructor(
    private readonly reports: ReportsQueries,
    private readonly completions: CompletenessQueries,
  ) {}

  @ApiOperation({ summary: 'The circularity report: the ladder per element; as CSV with `Accept: text/csv`' })
  @Get('reports/circularity')
  @Allow(...READERS)
  @ApiExtraModels(CircularityAnswer)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(CircularityAnswer) } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('not-found', 'mass-too-large')
  async circularity(
    @CurrentUser() caller: Caller,
    @Query() query: ReportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CircularityAnswer | string> {
    const report = await this.reports.circularity(caller, query);
    return acceptsCsv(request) ? asCsv(report, query.locale ?? 'en', reply) : report;
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

  @ApiOperation({
    summary: 'How complete the logged by-product is, per calendar month that has ended',
    description:
      'Figures for the generator; for the recycler what the agreement shares with it: nothing, a verdict, or figures.',
  })
  @Get('agreements/:id/completeness')
  @Allow(...READERS)
  @ApiOkResponse({ type: CompletenessAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  completeness(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() query: CoverageQuery,
  ): Promise<CompletenessAnswer> {
    return this.completions.months(caller, id, query);
  }
}

function asCsv(report: CircularityReport, locale: CsvLocale, reply: FastifyReply): string {
  const { agreement, period } = report;
  const name = `circularity-${agreement.reference}-${period.from}-${period.to}.csv`.replace(/[^\w.-]/g, '_');
  void reply.type('text/csv; charset=utf-8').header('Content-Disposition', `attachment; filename="${name}"`);
  return reportCsv(report, locale);
}
