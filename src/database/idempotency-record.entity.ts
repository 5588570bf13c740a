import { Entity, Index, PrimaryColumn } from 'typeorm';
import { InstantColumn, IntegerColumn, JsonColumn, TextColumn } from './columns.js';

/** The answer to a write that carried an idempotency key, kept to be repeated. */
@Entity({ name: 'idempotency_record' })
@Index('IX_idempotency_record_createdAt', ['createdAt'])
export class IdempotencyRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @PrimaryColumn({ type: 'varchar', length: 128 })
  key: string;

  @TextColumn(64)
  fingerprint: string;

  @IntegerColumn()
  status: number;

  /** Wrapped, so that an answer without a body is still told apart from none yet. */
  @JsonColumn({ nullable: true })
  answer: { readonly body: unknown } | null;

  @InstantColumn()
  createdAt: number;
}
