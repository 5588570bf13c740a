import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, READERS, type Caller } from '../../common/index.js';
import { ChargeAnswer, ChargeFilter, ChargePage, NewCharge } from './charge.dto.js';
import { ChargesQueries } from './charges.queries.js';
import { ChargesService } from './charges.service.js';

@ApiTags('charges')
@Controller('charges')
export class ChargesController {
  constructor(
    private readonly charges: ChargesService,
    private readonly queries: ChargesQueries,
  ) {}

  @ApiOperation({ summary: 'Book material that was consumed in magnet production' })
  @Post()
  @Allow('admin', 'plant-operator')
  @ApiCreatedResponse({ type: ChargeAnswer })
  @ApiProblems('not-found', 'charge-kind', 'not-in-your-stock', 'not-at-site', 'more-than-left', 'nothing-left')
  @ApiProblems('out-of-order', 'batch-state')
  charge(@CurrentUser() caller: Caller, @Body() body: NewCharge): Promise<ChargeAnswer> {
    return this.charges.charge(caller, body);
  }

  @ApiOperation({ summary: 'The charges that one may see, newest first' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: ChargePage })
  list(@CurrentUser() caller: Caller, @Query() filter: ChargeFilter): Promise<ChargePage> {
    return this.queries.list(caller, filter);
  }

  @ApiOperation({ summary: 'One charge' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: ChargeAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<ChargeAnswer> {
    return this.queries.one(caller, id);
  }
}
