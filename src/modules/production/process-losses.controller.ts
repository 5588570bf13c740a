import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { LossFilter, NewProcessLoss, ProcessLossAnswer, ProcessLossPage } from './process-loss.dto.js';
import { ProcessLossesQueries } from './process-losses.queries.js';
import { ProcessLossesService } from './process-losses.service.js';

@ApiTags('production')
@Controller('process-losses')
export class ProcessLossesController {
  constructor(
    private readonly losses: ProcessLossesService,
    private readonly queries: ProcessLossesQueries,
  ) {}

  @ApiOperation({
    summary: 'Book what left production otherwise than as magnets or by-product',
    description: 'Deposits in furnaces, vapour, effluent: element masses, from the work in progress of a site.',
  })
  @Post()
  @Allow('admin')
  @ApiCreatedResponse({ type: ProcessLossAnswer })
  @ApiProblems('not-found', 'mass-too-large')
  book(@CurrentUser() caller: Caller, @Body() body: NewProcessLoss): Promise<ProcessLossAnswer> {
    return this.losses.book(caller, body);
  }

  @ApiOperation({
    summary: 'The process losses of the own party, newest first; for an auditor those of who invited it',
  })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: ProcessLossPage })
  list(@CurrentUser() caller: Caller, @Query() filter: LossFilter): Promise<ProcessLossPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'One process loss' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: ProcessLossAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<ProcessLossAnswer> {
    return this.queries.one(caller, id);
  }
}
