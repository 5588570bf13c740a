import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, READERS, type Caller } from '../../common/index.js';
import { NamedSitePage } from './named-site.dto.js';
import { NamedSitesQueries } from './named-sites.queries.js';

@ApiTags('parties')
@Controller('sites')
export class NamedSitesController {
  constructor(private readonly queries: NamedSitesQueries) {}

  @ApiOperation({
    summary: 'Every site that one may name, with its party: the own ones first, at most 1,000, in one answer',
  })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: NamedSitePage })
  list(@CurrentUser() caller: Caller): Promise<NamedSitePage> {
    return this.queries.list(caller);
  }
}
