import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn, ApiProblems, CurrentUser, IdParam, NoIdempotency, type Caller } from '../../common/index.js';
import { NewToken, NewTokenAnswer, TokenAnswer, TokenPage, TokenQuery } from './token.dto.js';
import { TokensService } from './tokens.service.js';

@ApiTags('identity')
@Controller('tokens')
export class TokensController {
  constructor(private readonly tokens: TokensService) {}

  @ApiOperation({ summary: "Make a token for a program; it has one's own rights" })
  @Post()
  @AllowSignedIn()
  @NoIdempotency()
  @ApiCreatedResponse({ type: NewTokenAnswer })
  @ApiProblems('outlives-token')
  create(@CurrentUser() caller: Caller, @Body() body: NewToken): Promise<NewTokenAnswer> {
    return this.tokens.create(caller, body);
  }

  @ApiOperation({ summary: "One's own tokens, or for an admin those of the whole party" })
  @Get()
  @AllowSignedIn()
  @ApiOkResponse({ type: TokenPage })
  @ApiProblems('forbidden')
  list(@CurrentUser() caller: Caller, @Query() query: TokenQuery): Promise<TokenPage> {
    return this.tokens.list(caller, query);
  }

  @ApiOperation({ summary: 'One token, without its secret' })
  @Get(':id')
  @AllowSignedIn()
  @ApiOkResponse({ type: TokenAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<TokenAnswer> {
    return this.tokens.one(caller, id);
  }

  @ApiOperation({ summary: 'Revoke a token, at once. Tokens are never edited, so no `If-Match` is needed' })
  @Delete(':id')
  @HttpCode(204)
  @AllowSignedIn()
  @NoIdempotency()
  @ApiNoContentResponse()
  @ApiProblems('not-found')
  revoke(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<void> {
    return this.tokens.revoke(caller, id);
  }
}
