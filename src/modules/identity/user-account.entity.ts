import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { FlagColumn, IdColumn, InstantColumn, IntegerColumn, RefColumn, TextColumn } from '../../database/index.js';

/** A person who signs in: for a party, or as the platform administrator, who belongs to none. */
@Entity({ name: 'user_account' })
@Unique('UQ_user_account_emailKey', ['emailKey'])
@Index('IX_user_account_partyId_createdAt_id', ['partyId', 'createdAt', 'id'])
export class UserAccountRow {
  @IdColumn()
  id: string;

  @RefColumn({ nullable: true })
  partyId: string | null;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_user_account_partyId' })
  party?: object;

  /** As it was given. */
  @TextColumn(254)
  email: string;

  /** What makes two addresses the same: see {@link emailKey}. */
  @TextColumn(600)
  emailKey: string;

  @TextColumn(200)
  name: string;

  @TextColumn(200)
  passwordHash: string;

  @TextColumn(30)
  role: Caller['role'];

  /** A dismissed person keeps the row, since the books name who recorded what. */
  @FlagColumn()
  active: boolean;

  @IntegerColumn()
  version: number;

  @InstantColumn()
  createdAt: number;
}

/** Addresses that differ in case only belong to one person. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
