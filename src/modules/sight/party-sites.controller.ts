import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, ApiProblems, CurrentUser, IdParam, PageQuery, type Caller } from '../../common/index.js';
import { SitePage } from '../parties/index.js';
import { PartySitesQueries } from './party-sites.queries.js';

/** Stands here and not with the parties, because only agreements tell whose sites one may see. */
@ApiTags('parties')
@Controller('parties/:id/sites')
export class PartySitesController {
  constructor(private readonly queries: PartySitesQueries) {}

  @ApiOperation({ summary: 'The sites of the own party, or of one that shares an agreement with it' })
  @Get()
  @AllowSignedIn()
  @ApiOkResponse({ type: SitePage })
  @ApiProblems('not-found')
  list(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Query() page: PageQuery): Promise<SitePage> {
    return this.queries.list(caller, id, page);
  }
}
