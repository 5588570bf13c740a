import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, IfMatch, READERS, type Caller } from '../../common/index.js';
import { AgreementAnswer, AgreementPage } from './agreement-answer.dto.js';
import { AgreementListsQueries } from './agreement-lists.queries.js';
import { AgreementEdit, AgreementQuery, NewAgreement } from './agreement.dto.js';
import { AgreementsService } from './agreements.service.js';

@ApiTags('agreements')
@Controller('agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementsService,
    private readonly queries: AgreementListsQueries,
  ) {}

  @ApiOperation({
    summary: 'Draft an agreement, as its generator or recycler; the other side sees it once it is signed',
  })
  @Post()
  @Allow('admin')
  @ApiCreatedResponse({ type: AgreementAnswer })
  @ApiProblems('reference-taken')
  create(@CurrentUser() caller: Caller, @Body() body: NewAgreement): Promise<AgreementAnswer> {
    return this.agreements.create(caller, body);
  }

  @ApiOperation({ summary: 'The agreements of the own party; for an auditor those it is invited to' })
  @Get()
  @Allow(...READERS)
  @ApiOkResponse({ type: AgreementPage })
  list(@CurrentUser() caller: Caller, @Query() query: AgreementQuery): Promise<AgreementPage> {
    return this.queries.list(caller, query);
  }

  @ApiOperation({ summary: 'One agreement with all versions and signatures' })
  @Get(':id')
  @Allow(...READERS)
  @ApiOkResponse({ type: AgreementAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<AgreementAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({ summary: 'Change a draft; its parties stay' })
  @Patch(':id')
  @Allow('admin')
  @ApiOkResponse({ type: AgreementAnswer })
  @ApiProblems('not-found', 'agreement-state', 'reference-taken')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: AgreementEdit,
  ): Promise<AgreementAnswer> {
    return this.agreements.edit(caller, id, version, body);
  }

  @ApiOperation({ summary: 'Discard a draft, or take back or decline a proposal' })
  @Delete(':id')
  @HttpCode(204)
  @Allow('admin')
  @ApiNoContentResponse()
  @ApiProblems('not-found', 'agreement-state')
  discard(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @IfMatch() version: number): Promise<void> {
    return this.agreements.discard(caller, id, version);
  }
}
