import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { LotMixAnswer } from './lot-mix.dto.js';
import { LotMixQueries } from './lot-mix.queries.js';
import { LotFilter, MagnetLotAnswer, MagnetLotPage, NewMagnetLot } from './magnet-lot.dto.js';
import { MagnetLotsQueries } from './magnet-lots.queries.js';
import { MagnetLotsService } from './magnet-lots.service.js';

@ApiTags('production')
@Controller('magnet-lots')
export class MagnetLotsController {
  constructor(
    private readonly lots: MagnetLotsService,
    private readonly queries: MagnetLotsQueries,
    private readonly mixes: LotMixQueries,
  ) {}

  @ApiOperation({
    summary: 'Book magnets that were made, or that a customer sent back',
    description:
      'A lot ends by a disposition of its batch: `delivered`, `back-to-production`, or a `stock-difference`. Nothing else is done with it.',
  })
  @Post()
  @Allow('admin', 'plant-operator')
  @ApiCreatedResponse({ type: MagnetLotAnswer })
  @ApiProblems('not-found', 'id-taken', 'code-taken', 'element-twice')
  log(@CurrentUser() caller: Caller, @Body() body: NewMagnetLot): Promise<MagnetLotAnswer> {
    return this.lots.log(caller, body);
  }

  @ApiOperation({ summary: 'The magnet lots of the own party, newest first; for an auditor those of who invited it' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: MagnetLotPage })
  list(@CurrentUser() caller: Caller, @Query() filter: LotFilter): Promise<MagnetLotPage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'One magnet lot' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: MagnetLotAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<MagnetLotAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({
    summary: 'What a magnet lot was made of',
    description:
      'The mix of groups charged at its site in the window of its grade before it: a site average, not lot-specific. Where charges name the same heat as the lot: those.',
  })
  @Get(':id/mix')
  @Allow(...READERS)
  @ApiOkResponse({ type: LotMixAnswer })
  @ApiProblems('not-found')
  mix(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<LotMixAnswer> {
    return this.mixes.mix(caller, id);
  }
}
