import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  AllowSignedIn,
  ApiProblems,
  CurrentUser,
  IdParam,
  IfMatch,
  PageQuery,
  type Caller,
} from '../../common/index.js';
import { PartiesQueries } from './parties.queries.js';
import { PartiesService } from './parties.service.js';
import { NewParty, PartyAnswer, PartyEdit, PartyPage } from './party.dto.js';

@ApiTags('parties')
@Controller('parties')
export class PartiesController {
  constructor(
    private readonly parties: PartiesService,
    private readonly queries: PartiesQueries,
  ) {}

  @ApiOperation({ summary: 'Enter a party' })
  @Post()
  @Allow('platform-admin')
  @ApiCreatedResponse({ type: PartyAnswer })
  create(@CurrentUser() caller: Caller, @Body() body: NewParty): Promise<PartyAnswer> {
    return this.parties.create(caller, body);
  }

  @ApiOperation({ summary: 'The directory of parties for every admin; for everyone else the own party' })
  @Get()
  @AllowSignedIn()
  @ApiOkResponse({ type: PartyPage })
  list(@CurrentUser() caller: Caller, @Query() page: PageQuery): Promise<PartyPage> {
    return this.queries.directory(caller, page);
  }

  @ApiOperation({ summary: 'One party' })
  @Get(':id')
  @AllowSignedIn()
  @ApiOkResponse({ type: PartyAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<PartyAnswer> {
    return this.queries.partyFor(caller, id);
  }

  @ApiOperation({ summary: 'Change a party' })
  @Patch(':id')
  @Allow('platform-admin')
  @ApiOkResponse({ type: PartyAnswer })
  @ApiProblems('not-found')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: PartyEdit,
  ): Promise<PartyAnswer> {
    return this.parties.edit(caller, id, version, body);
  }
}
