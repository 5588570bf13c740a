import { Body, Controller, Get, HttpCode, Ip, Patch, Post, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  AllowSignedIn,
  ApiProblems,
  CurrentUser,
  IfMatch,
  NoIdempotency,
  Public,
  type Caller,
} from '../../common/index.js';
import { MeService } from './me.service.js';
import { SignIn } from './session.dto.js';
import { SessionsService } from './sessions.service.js';
import { MeAnswer, MeEdit } from './user.dto.js';
import { UsersQueries } from './users.queries.js';

@ApiTags('identity')
@Controller()
export class AuthController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly myself: MeService,
    private readonly users: UsersQueries,
  ) {}

  @ApiOperation({ summary: 'Sign in with a browser: sets the session cookie' })
  @Post('auth/login')
  @HttpCode(200)
  @Public()
  @NoIdempotency()
  @ApiOkResponse({ type: MeAnswer, description: 'Sets the cookie `loopbook_session`.' })
  @ApiProblems('wrong-credentials', 'too-many-sign-ins', 'service-busy')
  async signIn(
    @Body() body: SignIn,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MeAnswer> {
    return this.users.me(await this.sessions.signIn(body, { address, reply }));
  }

  @ApiOperation({ summary: 'Sign out: ends the session' })
  @Post('auth/logout')
  @HttpCode(204)
  @AllowSignedIn()
  @NoIdempotency()
  @ApiNoContentResponse()
  signOut(@CurrentUser() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.sessions.signOut(caller, reply);
  }

  @ApiOperation({ summary: 'Who one is' })
  @Get('me')
  @AllowSignedIn()
  @ApiOkResponse({ type: MeAnswer })
  me(@CurrentUser() caller: Caller): Promise<MeAnswer> {
    return this.users.me(caller.userId);
  }

  @ApiOperation({ summary: "Change one's name or, with the old one, one's password" })
  @Patch('me')
  @AllowSignedIn()
  @NoIdempotency()
  @ApiOkResponse({ type: MeAnswer })
  @ApiProblems('too-many-sign-ins', 'service-busy')
  edit(
    @CurrentUser() caller: Caller,
    @Ip() address: string,
    @IfMatch() version: number,
    @Body() body: MeEdit,
  ): Promise<MeAnswer> {
    return this.myself.edit({ caller, address }, version, body);
  }
}
