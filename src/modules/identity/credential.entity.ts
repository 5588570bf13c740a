import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { DayColumn, IdColumn, InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/**
 * What a request is recognised by: a browser's session or a program's token. The secret itself is not kept. Both are
 * random 256 bits, so a fast hash is enough: there is nothing to guess.
 */
@Entity({ name: 'credential' })
@Unique('UQ_credential_secretHash', ['secretHash'])
@Index('IX_credential_userId', ['userId'])
@Index('IX_credential_kind_expiresAt', ['kind', 'expiresAt'])
export class CredentialRow {
  @IdColumn()
  id: string;

  @RefColumn()
  userId: string;

  @ManyToOne('user_account')
  @JoinColumn({ name: 'userId', foreignKeyConstraintName: 'FK_credential_userId' })
  user?: object;

  @TextColumn(10)
  kind: 'session' | 'token';

  /** SHA-256 of the secret, in hexadecimal. */
  @TextColumn(64)
  secretHash: string;

  /** What its maker calls a token. */
  @TextColumn(100, { nullable: true })
  name: string | null;

  /** The last day of a token, as it was given. */
  @DayColumn({ nullable: true })
  expiresOn: string | null;

  /** The instant from which it no longer counts; `null` for a token that lasts until it is revoked. */
  @InstantColumn({ nullable: true })
  expiresAt: number | null;

  /** When it was last used, to within some minutes; `null` before the first time. */
  @InstantColumn({ nullable: true })
  usedAt: number | null;

  @InstantColumn()
  createdAt: number;
}
