import { instant, integer, json, key, nullable, ref, text } from './columns.js';
import { tableOf } from './table-of.js';

/** The answer to a write that carried an idempotency key, kept to be repeated. */
export interface IdempotencyRow {
  readonly userId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly status: number;
  /** Wrapped, so that an answer without a body is still told apart from none yet. */
  readonly answer: { readonly body: unknown } | null;
  readonly createdAt: number;
}

export const IdempotencyRow = tableOf<IdempotencyRow>('idempotency_record', {
  columns: {
    userId: key(ref()),
    key: key(text(128)),
    fingerprint: text(64),
    status: integer,
    answer: nullable(json),
    createdAt: instant,
  },
  indices: [['createdAt']],
});
