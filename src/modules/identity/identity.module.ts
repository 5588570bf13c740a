import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PartiesModule } from '../parties/index.js';
import { AccessCheck } from './access.check.js';
import { AccessGuard } from './access.guard.js';
import { Accounts } from './accounts.js';
import { Administrator } from './administrator.js';
import { AuthController } from './auth.controller.js';
import { Credentials } from './credentials.js';
import { MeService } from './me.service.js';
import { Passwords } from './passwords.js';
import { Purge } from './purge.js';
import { SessionsService } from './sessions.service.js';
import { SignInBrake } from './sign-in-brake.js';
import { SignInCheck } from './sign-in-check.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';
import { UsersController } from './users.controller.js';
import { UsersQueries } from './users.queries.js';
import { UsersService } from './users.service.js';

/** Who signs in, with what, and what their role lets them do. */
@Module({
  imports: [DiscoveryModule, PartiesModule],
  controllers: [AuthController, TokensController, UsersController],
  providers: [
    AccessCheck,
    AccessGuard,
    Accounts,
    Administrator,
    Credentials,
    MeService,
    Passwords,
    Purge,
    SessionsService,
    SignInBrake,
    SignInCheck,
    TokensService,
    UsersQueries,
    UsersService,
  ],
  exports: [AccessGuard],
})
export class IdentityModule {}
