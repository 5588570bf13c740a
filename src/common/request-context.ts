import { AsyncLocalStorage } from 'node:async_hooks';

/** What a client asked to be done at most once. */
export interface IdempotencyRequest {
  readonly userId: string;
  readonly key: string;
  /** Hash over method, path and body: the same key with another one is refused. */
  readonly fingerprint: string;
  /** The status to answer, and to repeat, when the write succeeds. */
  readonly status: number;
  /** Set once a unit of work has taken the key, so that a second unit of the same request does not. */
  taken: boolean;
}

const storage = new AsyncLocalStorage<IdempotencyRequest>();

/** Runs the rest of a request with its idempotency key at hand for the unit of work. */
export function withIdempotency<T>(request: IdempotencyRequest, run: () => T): T {
  return storage.run(request, run);
}

/** The idempotency key of the request under way, if it has one. */
export function currentIdempotency(): IdempotencyRequest | undefined {
  return storage.getStore();
}

/** Not a fault: the answer that was given when this key was first used. Interceptor and unit of work both raise it. */
export class StoredAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super('This request was answered before.');
  }
}
