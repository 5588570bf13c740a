import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiProblems,
  CurrentUser,
  IdParam,
  IfMatch,
  NoIdempotency,
  PageQuery,
  type Caller,
} from '../../common/index.js';
import { NewUser, UserAnswer, UserEdit, UserPage } from './user.dto.js';
import { UsersQueries } from './users.queries.js';
import { UsersService } from './users.service.js';

@ApiTags('identity')
@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly queries: UsersQueries,
  ) {}

  @ApiOperation({ summary: 'Give a person of a party a sign-in' })
  @Post('parties/:id/users')
  @Allow('platform-admin', 'admin')
  @NoIdempotency()
  @ApiCreatedResponse({ type: UserAnswer })
  @ApiProblems('not-found', 'email-taken', 'service-busy')
  create(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewUser): Promise<UserAnswer> {
    return this.users.create(caller, id, body);
  }

  @ApiOperation({ summary: 'The people of the own party' })
  @Get('parties/:id/users')
  @Allow('platform-admin', 'admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: UserPage })
  @ApiProblems('not-found')
  list(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Query() page: PageQuery): Promise<UserPage> {
    return this.queries.list(caller, id, page);
  }

  @ApiOperation({ summary: 'One person of the own party' })
  @Get('users/:id')
  @Allow('platform-admin', 'admin', 'plant-operator', 'recycler-operator', 'sustainability')
  @ApiOkResponse({ type: UserAnswer })
  @ApiProblems('not-found')
  one(@CurrentUser() caller: Caller, @Param() { id }: IdParam): Promise<UserAnswer> {
    return this.queries.one(caller, id);
  }

  @ApiOperation({
    summary:
      'Change the name, role or password of a person, or dismiss them. All but the name ends sessions and tokens',
  })
  @Patch('users/:id')
  @Allow('platform-admin', 'admin')
  @NoIdempotency()
  @ApiOkResponse({ type: UserAnswer })
  @ApiProblems('not-found', 'last-admin', 'service-busy')
  edit(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
    @Body() body: UserEdit,
  ): Promise<UserAnswer> {
    return this.users.edit(caller, id, version, body);
  }
}
