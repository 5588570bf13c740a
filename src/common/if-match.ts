import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from './api-problems.js';
import { DomainError, type RefusalCode } from './errors.js';

const VersionOfEdit = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const version = versionIn(context);
  if (version === undefined) {
    throw new DomainError('precondition-required', 'Send If-Match with the ETag that you last read.');
  }
  return version;
});

const VersionOfAction = createParamDecorator((_: unknown, context: ExecutionContext) => versionIn(context));

/** @throws DomainError `stale-version` for a tag that this service never gave */
function versionIn(context: ExecutionContext): number | undefined {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw staleVersion();
  return Number(version);
}

/**
 * The version that an edit was made on, from `If-Match`; documents the header and its refusals with it.
 *
 * @throws DomainError `precondition-required` (428), `stale-version` (412)
 */
export const IfMatch = (): ParameterDecorator => (target, key, index) => {
  VersionOfEdit()(target, key, index);
  document(target, key, { required: true, problems: ['precondition-required', 'stale-version'] });
};

/** Like {@link IfMatch}, but may be left out: for actions where it matters to some clients that nothing changed meanwhile. */
export const IfMatchIfSent = (): ParameterDecorator => (target, key, index) => {
  VersionOfAction()(target, key, index);
  document(target, key, { required: false, problems: ['stale-version'] });
};

function document(
  target: object,
  key: string | symbol | undefined,
  { required, problems }: { readonly required: boolean; readonly problems: readonly RefusalCode[] },
): void {
  const descriptor = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
  if (key === undefined || !descriptor) throw new Error('If-Match belongs on a parameter of an operation.');
  const description = 'The `ETag` that the request is made on.';
  ApiHeader({ name: 'If-Match', required, description, example: '"1"' })(target, key, descriptor);
  ApiProblems(...problems)(target, key, descriptor);
}

/** The resource has changed since the caller read it. */
export function staleVersion(): DomainError {
  return new DomainError('stale-version', 'This has changed since you read it. Read it again and repeat your change.');
}

/** @throws DomainError `stale-version` */
export function requireVersion(current: number, given: number): void {
  if (current !== given) throw staleVersion();
}
