import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AllowSignedIn, ApiProblems, CurrentUser, IdParam, IfMatch, type Caller } from '../../common/index.js';
import { PartiesQueries } from './parties.queries.js';
import { NewSite, SiteAnswer, SiteEdit } from './site.dto.js';
import { SitesService } from './sites.service.js';

@ApiTags('parties')
@Controller()
export class SitesController {
  constructor(
    private readonly sites: SitesService,
    private readonly queries: PartiesQueries,
  ) {}

  @ApiOperation({ summary: 'Enter a site of a party' })
  @Post('parties/:id/sites')
  @Allow('platform-admin', 'admin')
  @ApiCreatedResponse({ type: SiteAnswer })
  @ApiProblems('not-found', 'code-taken')
  create(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewSite): Promise<SiteAnswer> {
    return this.sites.create(caller, id, body);
  }

  @ApiOperation({ summary: 'One site of the own party' })
  @Get('sites/:id')
  @AllowSignedIn()
  @ApiOkResponse({ type: SiteAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<SiteAnswer> {
    return this.queries.siteFor(caller, id);
  }

  @ApiOperation({ summary: 'Change a site; its time zone stays, since the days of all its records follow from it' })
  @Patch('sites/:id')
  @Allow('platform-admin', 'admin')
  @ApiOkResponse({ type: SiteAnswer })
  @ApiProblems('not-found', 'code-taken')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: SiteEdit,
  ): Promise<SiteAnswer> {
    return this.sites.edit(caller, id, version, body);
  }
}
