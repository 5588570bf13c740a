import { day, instant, key, nullable, ref, tableOf, text } from '../../database/index.js';

/**
 * What a request is recognised by: a browser's session or a program's token. The secret itself is not kept. Both are
 * random 256 bits, so a fast hash is enough: there is nothing to guess.
 */
export interface CredentialRow {
  readonly id: string;
  readonly userId: string;
  readonly kind: 'session' | 'token';
  /** SHA-256 of the secret, in hexadecimal. */
  readonly secretHash: string;
  /** What its maker calls a token. */
  readonly name: string | null;
  /** The last day of a token, as it was given. */
  readonly expiresOn: string | null;
  /** The instant from which it no longer counts; `null` for a token that lasts until it is revoked. */
  readonly expiresAt: number | null;
  /** When it was last used, to within some minutes; `null` before the first time. */
  readonly usedAt: number | null;
  readonly createdAt: number;
}

export const CredentialRow = tableOf<CredentialRow>('credential', {
  columns: {
    id: key(ref()),
    userId: ref('user_account'),
    kind: text(10),
    secretHash: text(64),
    name: nullable(text(100)),
    expiresOn: nullable(day),
    expiresAt: nullable(instant),
    usedAt: nullable(instant),
    createdAt: instant,
  },
  unique: [['secretHash']],
  indices: [['userId'], ['kind', 'expiresAt']],
});
