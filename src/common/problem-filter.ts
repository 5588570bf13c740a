import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tagged } from './answer-interceptor.js';
import { DomainError, faultAt, FAULTS, InputError, type RefusalCode } from './errors.js';
import { problem, type Problem } from './problem.js';
import { StoredAnswer } from './request-context.js';

export const PROBLEM_TYPE = 'application/problem+json';
const RETRY_AFTER_SECONDS = 5;

const CODE_BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  400: 'invalid-input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  406: 'not-acceptable',
  408: 'request-timeout',
  413: 'payload-too-large',
  414: 'invalid-input',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  431: 'invalid-input',
};

export interface ProblemFilterOptions {
  /** Whether an error means that the database is out of reach for now. */
  readonly isUnavailable: (error: unknown) => boolean;
  /** The page that answers a browser's GET outside the API, where there is a web app. */
  readonly page?: (request: FastifyRequest) => string | null;
}

/** Turns everything that is thrown into a problem document: the one place where codes become HTTP. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  constructor(private readonly options: ProblemFilterOptions) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof StoredAnswer) {
      void reply.status(error.status).header('Idempotency-Replayed', 'true').send(tagged(error.body, reply));
      return;
    }
    const answer = this.problemOf(error);
    const page = answer.status === 404 ? this.options.page?.(http.getRequest<FastifyRequest>()) : null;
    if (page) {
      void reply.status(200).type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(page);
      return;
    }
    if (answer.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (answer.status === 503) void reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
    const retryAfter = (error as DomainError | undefined)?.facts?.['retryAfterSeconds'];
    if (answer.status === 429 && typeof retryAfter === 'number') void reply.header('Retry-After', String(retryAfter));
    void reply.status(answer.status).type(PROBLEM_TYPE).send(answer);
  }

  private problemOf(error: unknown): Problem {
    if (error instanceof InputError) return problem(error.code, error.message, { errors: error.faults });
    if (error instanceof DomainError) {
      return problem(error.code, error.message, Object.keys(error.facts).length > 0 ? { facts: error.facts } : {});
    }
    const status = statusOfForeign(error);
    if (status === 500 && this.options.isUnavailable(error)) {
      this.logger.warn(`The database is out of order: ${messageOf(error)}`);
      return problem('database-unavailable', 'The books cannot be reached at the moment. Try again shortly.');
    }
    const code = CODE_BY_STATUS[status];
    if (code)
      return problem(
        code,
        detailOfForeign(code, error),
        code === 'invalid-input' ? { errors: [{ ...faultAt('', 'not-understood'), message: messageOf(error) }] } : {},
      );
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return problem('internal', 'Something went wrong on our side. Nothing was booked.');
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : FAULTS['not-understood']();
}

function statusOfForeign(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

function detailOfForeign(code: string, error: unknown): string {
  if (code === 'not-found') return 'There is nothing at this address.';
  return messageOf(error);
}
