import type { RefusalCode } from './errors.js';
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from './api-problems.js';
import type { Caller, Role } from './caller.js';

/** The cookie that carries a browser's session. */
export const SESSION_COOKIE = 'loopbook_session';

export const ACCESS = 'loopbook:access';

/** Who may call an operation: nobody needs to sign in, anyone who has, or the named roles. */
export type Access = 'public' | 'signed-in' | readonly (Role | 'platform-admin')[];

/** The operation is open to everyone. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** The operation is open to everyone who has signed in. */
export const AllowSignedIn = () => signedIn('signed-in', ['unauthenticated']);

/** The operation is open to these roles only. An operation without any of these decorators is refused at start. */
export const Allow = (...roles: (Role | 'platform-admin')[]) => signedIn(roles, ['unauthenticated', 'forbidden']);

function signedIn(access: Access, problems: readonly RefusalCode[]): MethodDecorator {
  return applyDecorators(SetMetadata(ACCESS, access), ApiBearerAuth(), ApiCookieAuth(), ApiProblems(...problems));
}

/** Everyone who belongs to a party: reading is limited by what the party may see, not by the role. */
export const READERS: readonly Role[] = ['admin', 'plant-operator', 'recycler-operator', 'sustainability', 'auditor'];

export type RequestWithCaller = FastifyRequest & { caller?: Caller };

/** The caller, as the guard found it. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('An operation without sign-in asked for its caller.');
  return caller;
});
