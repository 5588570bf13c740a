import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, PageQuery, READERS, type Caller } from '../../common/index.js';
import { CountAnswer, CountPage, CountParams, NewCount } from './wip-count.dto.js';
import { WipCountsQueries } from './wip-counts.queries.js';
import { WipCountsService } from './wip-counts.service.js';

@ApiTags('production')
@Controller('sites/:id/counts')
export class WipCountsController {
  constructor(
    private readonly counts: WipCountsService,
    private readonly queries: WipCountsQueries,
  ) {}

  @ApiOperation({
    summary: 'Record a physical count of the work in progress of a site',
    description:
      'It books nothing: the balance of the plant runs from count to count. Another of the same day says why.',
  })
  @Post()
  @Allow('admin', 'plant-operator')
  @ApiCreatedResponse({ type: CountAnswer })
  @ApiProblems('not-found', 'element-twice')
  record(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewCount): Promise<CountAnswer> {
    return this.counts.record(caller, id, body);
  }

  @ApiOperation({ summary: 'The counts of a site of the own party, newest first, with those whose place was taken' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: CountPage })
  @ApiProblems('not-found')
  list(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Query() page: PageQuery): Promise<CountPage> {
    return this.queries.list(caller, id, page);
  }

  @ApiOperation({ summary: 'One count of a site of the own party' })
  @Get(':countId')
  @Allow(...READERS)
  @ApiOkResponse({ type: CountAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id, countId }: CountParams): Promise<CountAnswer> {
    return this.queries.one(caller, id, countId);
  }
}
