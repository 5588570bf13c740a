import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from './access.js';
import type { Clock } from './clock.js';

/** What a request is signed in with, if it is: whether it counts is for a look-up to say. */
export interface SentCredential {
  readonly kind: 'session' | 'token';
  readonly secret: string;
}

/** A token counts before a cookie; a token that cannot be read is not made good by a cookie beside it. */
export function credentialIn({ headers, cookies }: FastifyRequest): SentCredential | null {
  if (headers.authorization !== undefined) {
    const secret = /^Bearer +(\S+)$/i.exec(headers.authorization)?.[1];
    return secret === undefined ? null : { kind: 'token', secret };
  }
  const secret = cookies[SESSION_COOKIE];
  return secret ? { kind: 'session', secret } : null;
}

/** After so long without being found good again, a credential has to show it once more. */
const KNOWN_MS = 60_000;
const MOST_KNOWN = 10_000;

/**
 * The credentials that were found good in the last minute. What is made up is never among them, so the limit on requests
 * tells it apart from what is good without looking anything up: a look-up for the limit would be one that it cannot limit.
 */
export class KnownCredentials {
  private readonly goodAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** A name of the credential that tells nothing of its secret; `null` for one that is not known to be good. */
  keyOf(credential: SentCredential): string | null {
    const key = hashOf(credential);
    const at = this.goodAt.get(key);
    return at !== undefined && at + KNOWN_MS > this.clock.now() ? key : null;
  }

  /** Remembers what a look-up has found. */
  note(credential: SentCredential, isGood: boolean): void {
    const key = hashOf(credential);
    // Taken out first, so that the oldest stands first.
    this.goodAt.delete(key);
    if (isGood) this.goodAt.set(key, this.clock.now());
    const [oldest] = this.goodAt.keys();
    if (oldest !== undefined && this.goodAt.size > MOST_KNOWN) this.goodAt.delete(oldest);
  }
}

function hashOf({ kind, secret }: SentCredential): string {
  return createHash('sha256').update(`${kind} ${secret}`).digest('base64url');
}
