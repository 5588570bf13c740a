import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InstantColumn, TextColumn } from '../../database/index.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Sees } from '../../domain/sight/seers.js';

/** That a party may see a batch, and what of it. Also the index of a party's lists. */
@Entity({ name: 'batch_party' })
@Index('IX_batch_party_batchId', ['batchId'])
@Index('IX_batch_party_partyId_createdAt_batchId', ['partyId', 'createdAt', 'batchId'])
export class BatchPartyRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_batch_party_partyId' })
  party?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_batch_party_batchId' })
  batch?: object;

  @TextColumn(5)
  sees: Sees;

  @TextColumn(16)
  kind: BatchKind;

  @InstantColumn()
  createdAt: number;
}
