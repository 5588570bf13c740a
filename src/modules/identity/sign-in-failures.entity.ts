import { instant, integer, key, nullable, tableOf, text } from '../../database/index.js';

/** Failed sign-ins of late, counted per account, per address and per pair of both. */
export interface SignInFailuresRow {
  /** A hash over what is counted: someone may have typed a password where the address belongs. */
  readonly id: string;
  readonly failures: number;
  readonly changedAt: number;
  /** Until when this account counts as at home at this address; only pairs have it. */
  readonly trustedUntil: number | null;
}

export const SignInFailuresRow = tableOf<SignInFailuresRow>('sign_in_failures', {
  columns: {
    id: key(text(64)),
    failures: integer,
    changedAt: instant,
    trustedUntil: nullable(instant),
  },
  indices: [['changedAt']],
});
