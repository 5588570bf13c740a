import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { FlagColumn, InstantColumn, IntegerColumn, MassColumn, RefColumn, TextColumn } from '../../database/index.js';
import type { BatchEventKind } from '../../domain/acts/records.js';
import type { BatchStatus, RestingStatus } from '../../domain/acts/batch-life.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** What an entry did to a batch, and how the batch stood before, so that a reversal can set it back. */
@Entity({ name: 'batch_event' })
@Index('IX_batch_event_batchId', ['batchId'])
export class BatchEventRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_batch_event_entryId' })
  entry?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_batch_event_batchId' })
  batch?: object;

  /** `dispatched`, `received`, `split`, `charged`, `run`, or the kind of a disposition. */
  @TextColumn(20)
  kind: BatchEventKind;

  /** What was drawn, or counted in a stock difference. */
  @MassColumn({ nullable: true })
  dryMg: Mg | null;

  @TextColumn(30, { nullable: true })
  carveOut: string | null;

  @TextColumn(500, { nullable: true })
  breachReason: string | null;

  @TextColumn(500, { nullable: true })
  reason: string | null;

  @TextColumn(200, { nullable: true })
  destination: string | null;

  @TextColumn(20)
  statusBefore: BatchStatus;

  @TextColumn(12)
  restingBefore: RestingStatus;

  @RefColumn()
  siteBeforeId: string;

  /** Null of what was entered before this was kept. */
  @IntegerColumn({ nullable: true })
  piecesBefore: number | null;

  @FlagColumn({ nullable: true })
  estimatedBefore: boolean | null;

  @InstantColumn()
  createdAt: number;
}
