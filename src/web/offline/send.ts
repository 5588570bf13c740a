import { http, type ApiProblem, type Schemas } from '../api/client.js';
import { signOutIsOwed } from '../session/session-memory.js';
import type { OutboxEntry } from './outbox-store.js';

/** A network that takes longer than this is away. */
const PATIENCE_MS = 20_000;

/** Why nothing goes out at the moment. */
export type Halt = 'no-network' | 'signed-out';

type Outcome =
  | { readonly kind: 'booked'; readonly batch: Schemas['BatchAnswer'] }
  | { readonly kind: 'refused'; readonly problem: ApiProblem }
  | { readonly kind: 'halted'; readonly halt: Halt };

/** Whether the person whose entries are to go out is the one who has signed in on this device. */
export async function senderIs(userId: string): Promise<true | Halt> {
  if (!navigator.onLine) return 'no-network';
  if (signOutIsOwed()) return 'signed-out';
  try {
    const { data, response } = await http.GET('/api/v1/me', { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.status === 401) return 'signed-out';
    if (!data) return 'no-network';
    return data.id === userId ? true : 'signed-out';
  } catch {
    return 'no-network';
  }
}

/** Sends an entry once. */
export async function sendEntry({ body, key }: OutboxEntry): Promise<Outcome> {
  try {
    const { data, error, response } = await http.POST('/api/v1/batches', {
      body,
      headers: { 'Idempotency-Key': key },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    // A network that wants a password of its own answers anything at all: only the batch itself says that it is booked.
    if (response.status === 201 && data?.id === body.id) return { kind: 'booked', batch: data };
    if (response.status === 401) return { kind: 'halted', halt: 'signed-out' };
    return isRefusal(response.status, error)
      ? { kind: 'refused', problem: error }
      : { kind: 'halted', halt: 'no-network' };
  } catch {
    return { kind: 'halted', halt: 'no-network' };
  }
}

/** Codes below 500 that say nothing about the entry: it may be taken later as it is. */
const LATER = ['rate-limited', 'too-many-sign-ins', 'request-timeout'];

function isRefusal(status: number, error: unknown): error is ApiProblem {
  const { code } = (typeof error === 'object' ? (error ?? {}) : {}) as { code?: unknown };
  return status >= 400 && status < 500 && typeof code === 'string' && !LATER.includes(code);
}
