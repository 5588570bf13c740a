import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, PageQuery, READERS, type Caller } from '../../common/index.js';
import { BeforeSignaturePage, DeparturePage } from './departure.dto.js';
import { DeparturesQueries } from './departures.queries.js';

@ApiTags('reports')
@Controller('agreements/:id')
export class DeparturesController {
  constructor(private readonly queries: DeparturesQueries) {}

  @ApiOperation({
    summary: 'Every carve-out, breach, reuse and difference beyond the tolerance of an agreement with its kilograms',
  })
  @Get('departures')
  @Allow(...READERS)
  @ApiOkResponse({ type: DeparturePage })
  @ApiProblems('not-found')
  departures(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() page: PageQuery,
  ): Promise<DeparturePage> {
    return this.queries.departures(caller, id, page);
  }

  @ApiOperation({ summary: 'By-products of the term that had left before both sides signed' })
  @Get('before-signature')
  @Allow(...READERS)
  @ApiOkResponse({ type: BeforeSignaturePage })
  @ApiProblems('not-found')
  beforeSignature(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() page: PageQuery,
  ): Promise<BeforeSignaturePage> {
    return this.queries.beforeSignature(caller, id, page);
  }
}
