import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, DomainError, SESSION_COOKIE, type Caller } from '../../common/index.js';
import type { Config } from '../../config/config.js';
import { Credentials, SESSION_MS } from './credentials.js';
import type { SignIn } from './session.dto.js';
import { SignInCheck } from './sign-in-check.js';

/** Where a sign-in comes from and where its cookie goes. */
export interface Browser {
  readonly address: string;
  readonly reply: FastifyReply;
}

/** Signing in and out with a browser. */
@Injectable()
export class SessionsService {
  private readonly cookie: { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean };

  constructor(
    private readonly check: SignInCheck,
    private readonly credentials: Credentials,
    @Inject(CONFIG) config: Config,
  ) {
    const secure = config.publicUrl?.startsWith('https:') ?? false;
    this.cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure };
  }

  /** Answers who has signed in. @throws DomainError `wrong-credentials`, `too-many-sign-ins` */
  async signIn({ email, password }: SignIn, { address, reply }: Browser): Promise<string> {
    const user = await this.check.person(email, password, address);
    const secret = user && (await this.credentials.startSession(user));
    if (!secret) throw new DomainError('wrong-credentials', 'E-mail address or password is wrong.');
    void reply.setCookie(SESSION_COOKIE, secret, { ...this.cookie, maxAge: SESSION_MS / 1000 });
    return user.id;
  }

  /** Ends the session that asks for it. A token is not signed in: it stays until it is revoked. */
  async signOut(caller: Caller, reply: FastifyReply): Promise<void> {
    await this.credentials.endSession(caller.credentialId);
    void reply.clearCookie(SESSION_COOKIE, this.cookie);
  }
}
