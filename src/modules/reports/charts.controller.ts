import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, READERS, type Caller } from '../../common/index.js';
import { FlowsAnswer, FlowsQuery, MonthsAnswer } from './chart.dto.js';
import { ChartsQueries } from './charts.queries.js';
import { EvidencePage, EvidenceQuery } from './evidence.dto.js';
import { EvidenceQueries } from './evidence.queries.js';
import { PeriodQuery } from './report.dto.js';

@ApiTags('reports')
@Controller('reports/circularity')
export class ChartsController {
  constructor(
    private readonly charts: ChartsQueries,
    private readonly proofs: EvidenceQueries,
  ) {}

  @ApiOperation({ summary: 'The ladder per calendar month, of at most 120 months' })
  @Get('months')
  @Allow(...READERS)
  @ApiOkResponse({ type: MonthsAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  months(@CurrentUser() caller: Caller, @Query() query: PeriodQuery): Promise<MonthsAnswer> {
    return this.charts.months(caller, query);
  }

  @ApiOperation({ summary: 'Where an element (or dry mass) went, from generation to charge: nodes and links' })
  @Get('flows')
  @Allow(...READERS)
  @ApiOkResponse({ type: FlowsAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  flows(@CurrentUser() caller: Caller, @Query() query: FlowsQuery): Promise<FlowsAnswer> {
    return this.charts.flows(caller, query);
  }

  @ApiOperation({ summary: 'The entries whose postings add up to a figure of the report, newest first' })
  @Get('evidence')
  @Allow(...READERS)
  @ApiOkResponse({ type: EvidencePage })
  @ApiProblems('not-found', 'mass-too-large')
  evidence(@CurrentUser() caller: Caller, @Query() query: EvidenceQuery): Promise<EvidencePage> {
    return this.proofs.evidence(caller, query);
  }
}
