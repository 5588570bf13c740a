import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, ApiProblems, CurrentUser, IdParam, PageQuery, type Caller } from '../../common/index.js';
import {
  NewNoPrimaryStatement,
  NoPrimaryStatementAnswer,
  NoPrimaryStatementPage,
  StatementParams,
} from './no-primary-statement.dto.js';
import { NoPrimaryStatementsService } from './no-primary-statements.service.js';

@ApiTags('charges')
@Controller('parties/:id/no-primary-statements')
export class NoPrimaryStatementsController {
  constructor(private readonly statements: NoPrimaryStatementsService) {}

  @ApiOperation({
    summary: 'State that no primary material was charged in some days',
    description:
      'A report over a period without primary material stays provisional until this is said. A primary charge in the days makes it void.',
  })
  @Post()
  @Allow('admin', 'sustainability')
  @ApiCreatedResponse({ type: NoPrimaryStatementAnswer })
  @ApiProblems('not-found', 'primary-charged')
  state(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewNoPrimaryStatement,
  ): Promise<NoPrimaryStatementAnswer> {
    return this.statements.state(caller, id, body);
  }

  @ApiOperation({ summary: 'The statements of the own party, newest first' })
  @Get()
  @Allow('admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: NoPrimaryStatementPage })
  @ApiProblems('not-found')
  list(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Query() page: PageQuery,
  ): Promise<NoPrimaryStatementPage> {
    return this.statements.list(caller, id, page);
  }

  @ApiOperation({ summary: 'One statement of the own party' })
  @Get(':statementId')
  @Allow('admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: NoPrimaryStatementAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id, statementId }: StatementParams): Promise<NoPrimaryStatementAnswer> {
    return this.statements.one(caller, id, statementId);
  }
}
