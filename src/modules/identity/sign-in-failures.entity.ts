import { Entity, Index, PrimaryColumn } from 'typeorm';
import { InstantColumn, IntegerColumn } from '../../database/index.js';

/** Failed sign-ins of late, counted per account, per address and per pair of both. */
@Entity({ name: 'sign_in_failures' })
@Index('IX_sign_in_failures_changedAt', ['changedAt'])
export class SignInFailuresRow {
  /** A hash over what is counted: someone may have typed a password where the address belongs. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id: string;

  @IntegerColumn()
  failures: number;

  @InstantColumn()
  changedAt: number;

  /** Until when this account counts as at home at this address; only pairs have it. */
  @InstantColumn({ nullable: true })
  trustedUntil: number | null;
}
