import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  ACCESS,
  CONFIG,
  credentialIn,
  DomainError,
  KnownCredentials,
  type Access,
  type Caller,
  type RequestWithCaller,
} from '../../common/index.js';
import type { Config } from '../../config/config.js';
import { Credentials } from './credentials.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who calls, and lets through whom the operation is open to. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly known: KnownCredentials,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws DomainError `unauthenticated`, `foreign-origin`, `forbidden` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (access === undefined) throw new Error('An operation without a rule of access was called.');
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const caller = await this.signedIn(request);
    if (access !== 'signed-in' && !access.includes(caller.role)) {
      throw new DomainError('forbidden', 'Your role does not allow this.');
    }
    request.caller = caller;
    return true;
  }

  /** Who calls. @throws DomainError `unauthenticated`, `foreign-origin` */
  async signedIn(request: RequestWithCaller): Promise<Caller> {
    const caller = await this.callerOf(request);
    if (!caller) throw new DomainError('unauthenticated', 'Sign in first, or send a token that is still valid.');
    return caller;
  }

  private async callerOf(request: RequestWithCaller): Promise<Caller | null> {
    const sent = credentialIn(request);
    if (!sent) return null;
    const caller = await this.credentials.callerOf(sent.kind, sent.secret);
    this.known.note(sent, caller !== null);
    if (caller && sent.kind === 'session' && !READS.has(request.method)) this.refuseForeignOrigin(request);
    return caller;
  }

  /**
   * Browsers send the cookie along from wherever a write is started, and say where that was: it must have been one of
   * our own pages.
   *
   * @throws DomainError `foreign-origin`
   */
  private refuseForeignOrigin(request: RequestWithCaller): void {
    const { origin } = request.headers;
    const { publicUrl } = this.config;
    if (origin !== undefined && (publicUrl ? origin === publicUrl : isOf(origin, request.host))) return;
    throw new DomainError('foreign-origin', 'With a session cookie, only the pages of this service may write.');
  }
}

/** Whether an origin is of this host, its port included; scheme aside, since a proxy may have ended TLS before us. */
function isOf(origin: string, host: string): boolean {
  try {
    const given = new URL(origin);
    return given.host !== '' && given.host === new URL(`${given.protocol}//${host}`).host;
  } catch {
    return false;
  }
}
