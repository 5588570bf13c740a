import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { TraceAnswer, TraceQuery } from './trace.dto.js';
import { TraceLotsAnswer } from './trace-lots.dto.js';
import { TraceLotsQueries } from './trace-lots.queries.js';
import { UsedReturnsAnswer } from './used-returns.dto.js';
import { UsedReturnsQueries } from './used-returns.queries.js';
import { TraceQueries } from './trace.queries.js';

@ApiTags('batches')
@Controller('batches')
export class TraceController {
  constructor(
    private readonly traces: TraceQueries,
    private readonly inLots: TraceLotsQueries,
    private readonly returns: UsedReturnsQueries,
  ) {}

  @ApiOperation({
    summary: 'What a batch came from, or what became of it',
    description:
      'The whole trace in one answer, of at most 50,000 batches. What the caller may not see is summed in one unnamed leaf `others`.',
  })
  @Get(':id/trace')
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow(...READERS)
  @ApiOkResponse({ type: TraceAnswer })
  @ApiProblems('not-found', 'trace-too-large')
  trace(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Query() { direction }: TraceQuery): Promise<Buffer> {
    return this.traces.trace(caller, id, direction);
  }

  @ApiOperation({
    summary: 'The magnet lots that a batch may have gone into, or the batches that a lot was made from',
    description:
      'For the party of the site and the auditors that it invited: by the heat that charge and lot name, else as the average of the site over the window of the grade.',
  })
  @Get(':id/trace/lots')
  @Allow(...READERS)
  @ApiOkResponse({ type: TraceLotsAnswer })
  @ApiProblems('not-found', 'trace-too-large', 'mass-too-large')
  lots(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() { direction }: TraceQuery,
  ): Promise<TraceLotsAnswer> {
    return this.inLots.lots(caller, id, direction);
  }

  @ApiOperation({
    summary: 'Used magnets sent back by customers that may be in a by-product, with their kilograms',
    description: 'For the party of the site and the auditors that it invited; to others it is empty.',
  })
  @Get(':id/used-returns')
  @Allow(...READERS)
  @ApiOkResponse({ type: UsedReturnsAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  usedReturns(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<UsedReturnsAnswer> {
    return this.returns.of(caller, id);
  }
}
