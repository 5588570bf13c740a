import type { Caller } from '../../common/index.js';
import { flag, instant, integer, key, nullable, ref, tableOf, text } from '../../database/index.js';

/** A person who signs in: for a party, or as the platform administrator, who belongs to none. */
export interface UserAccountRow {
  readonly id: string;
  readonly partyId: string | null;
  /** As it was given. */
  readonly email: string;
  /** What makes two addresses the same: see {@link emailKey}. */
  readonly emailKey: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Caller['role'];
  /** A dismissed person keeps the row, since the books name who recorded what. */
  readonly active: boolean;
  readonly version: number;
  readonly createdAt: number;
}

export const UserAccountRow = tableOf<UserAccountRow>('user_account', {
  columns: {
    id: key(ref()),
    partyId: nullable(ref('party')),
    email: text(254),
    emailKey: text(600),
    name: text(200),
    passwordHash: text(200),
    role: text(30),
    active: flag,
    version: integer,
    createdAt: instant,
  },
  unique: [['emailKey']],
  indices: [['partyId', 'createdAt', 'id']],
});

/** Addresses that differ in case only belong to one person. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
