import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants.js';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { map, Observable } from 'rxjs';
import type { RequestWithCaller } from './access.js';
import { InputError, faultAt } from './errors.js';
import { withIdempotency, type IdempotencyRequest } from './request-context.js';

const KEY = /^[\x21-\x7e]{8,128}$/;
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const NO_IDEMPOTENCY = 'loopbook:no-idempotency';
/** Tells the document's generator the same; it is gone from the finished document. */
export const NO_IDEMPOTENCY_EXTENSION = 'x-no-idempotency-key';

/** The operation takes no idempotency key: its answer holds a secret that must not be stored. */
export const NoIdempotency = () =>
  applyDecorators(SetMetadata(NO_IDEMPOTENCY, true), ApiExtension(NO_IDEMPOTENCY_EXTENSION, true));

/** Hands the idempotency key of a write to its unit of work, and gives every versioned answer its `ETag`. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<RequestWithCaller>();
    const reply = http.getResponse<FastifyReply>();
    const answers = (): Observable<unknown> => next.handle().pipe(map((body: unknown) => tagged(body, reply)));
    const idempotency = idempotencyOf(context, request);
    if (!idempotency) return answers();
    return new Observable((subscriber) => withIdempotency(idempotency, () => answers().subscribe(subscriber)));
  }
}

/**
 * The answer, with its `ETag` where it has a version. Where the version is hidden, since it counts acts that the answer does not
 * show, the tag follows from the answer itself; no edit can be made on that.
 */
export function tagged(body: unknown, reply: FastifyReply): unknown {
  const version = (body as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number') void reply.header('ETag', `"${version}"`);
  if (version === null) {
    const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
    void reply.header('ETag', `"${digest.slice(0, 22)}"`);
  }
  return body;
}

/** @throws InputError where the key is not 8 to 128 visible characters */
function idempotencyOf(context: ExecutionContext, request: RequestWithCaller): IdempotencyRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || !request.caller || !WRITES.has(request.method)) return null;
  if (Reflect.getMetadata(NO_IDEMPOTENCY, context.getHandler())) return null;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new InputError([faultAt('/Idempotency-Key', 'not-an-idempotency-key')]);
  }
  const status = Reflect.getMetadata(HTTP_CODE_METADATA, context.getHandler()) as number | undefined;
  return {
    userId: request.caller.userId,
    key,
    fingerprint: createHash('sha256')
      .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
      .digest('hex'),
    status: status ?? (request.method === 'POST' ? 201 : 200),
    taken: false,
  };
}
