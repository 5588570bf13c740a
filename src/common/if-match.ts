import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from './errors.js';

/** The version that an edit was made on, from `If-Match`. @throws DomainError `precondition-required` (428), `stale-version` (412) */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) {
    throw new DomainError('precondition-required', 'Send If-Match with the ETag that you last read.');
  }
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw staleVersion();
  return Number(version);
});

/** The resource has changed since the caller read it. */
export function staleVersion(): DomainError {
  return new DomainError('stale-version', 'This has changed since you read it. Read it again and repeat your change.');
}

/** @throws DomainError `stale-version` */
export function requireVersion(current: number, given: number): void {
  if (current !== given) throw staleVersion();
}
