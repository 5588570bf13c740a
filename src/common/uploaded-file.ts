import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RequestWithCaller } from './access.js';
import { DomainError } from './errors.js';

export const UPLOAD_TYPES = {
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const;
export type UploadFormat = (typeof UPLOAD_TYPES)[keyof typeof UPLOAD_TYPES];

/** Files may have so many bytes. */
export const MOST_UPLOAD_MB = 50;

/** A file that came as the body of a request: beside the program, until the request is answered. */
export class UploadedFile {
  constructor(
    readonly path: string,
    readonly format: UploadFormat,
    private readonly sha256: string,
  ) {}

  /** What makes two uploads one, for idempotency keys: what they hold, and not where it lies. */
  toJSON(): object {
    return { format: this.format, sha256: this.sha256 };
  }
}

/** The file that a request carries. @throws DomainError `unsupported-media-type` where it carries something else */
export const SentFile = createParamDecorator((_: unknown, context: ExecutionContext): UploadedFile => {
  const { body } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (body instanceof UploadedFile) return body;
  throw new DomainError('unsupported-media-type', `Send a file as ${Object.keys(UPLOAD_TYPES).join(' or ')}.`);
});
