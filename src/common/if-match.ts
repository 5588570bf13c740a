import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from './api-problems.js';
import { DomainError } from './errors.js';

const VersionOfEdit = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) {
    throw new DomainError('precondition-required', 'Send If-Match with the ETag that you last read.');
  }
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw staleVersion();
  return Number(version);
});

/**
 * The version that an edit was made on, from `If-Match`; documents the header and its refusals with it.
 *
 * @throws DomainError `precondition-required` (428), `stale-version` (412)
 */
export const IfMatch = (): ParameterDecorator => (target, key, index) => {
  VersionOfEdit()(target, key, index);
  const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key === undefined || !descriptor) throw new Error('IfMatch() belongs on a parameter of an operation.');
  ApiHeader({ name: 'If-Match', required: true, description: 'The `ETag` that the edit is made on.', example: '"1"' })(
    target,
    key,
    descriptor,
  );
  ApiProblems('precondition-required', 'stale-version')(target, key, descriptor);
};

/** The resource has changed since the caller read it. */
export function staleVersion(): DomainError {
  return new DomainError('stale-version', 'This has changed since you read it. Read it again and repeat your change.');
}

/** @throws DomainError `stale-version` */
export function requireVersion(current: number, given: number): void {
  if (current !== given) throw staleVersion();
}
