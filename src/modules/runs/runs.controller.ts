import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { RunAnswer, RunPage } from './run-answer.dto.js';
import { NewRun, RunFilter } from './run.dto.js';
import { RunsQueries } from './runs.queries.js';
import { RunsService } from './runs.service.js';

@ApiTags('runs')
@Controller('runs')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly queries: RunsQueries,
  ) {}

  @ApiOperation({ summary: 'Close a run: what went in, what came out, what is left over' })
  @Post()
  @Allow('admin', 'recycler-operator')
  @ApiCreatedResponse({ type: RunAnswer })
  @ApiProblems('not-found', 'not-in-your-stock', 'not-at-site', 'batch-state', 'out-of-order', 'nothing-left')
  @ApiProblems(
    'more-than-left',
    'missing-assay',
    'exclusivity-breach',
    'not-segregated',
    'matter-created',
    'code-taken',
  )
  close(@CurrentUser() caller: Caller, @Body() body: NewRun): Promise<RunAnswer> {
    return this.runs.close(caller, body);
  }

  @ApiOperation({ summary: 'The runs that one may see, newest first' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: RunPage })
  list(@CurrentUser() caller: Caller, @Query() filter: RunFilter): Promise<RunPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: "One run; of another party's the share of the own agreements" })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: RunAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<RunAnswer> {
    return this.queries.one(caller, id);
  }
}
