import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/** That the side where a batch arose has put one of its assays in force by hand. */
@Entity({ name: 'assay_force' })
@Index('IX_assay_force_batchId', ['batchId'])
@Index('IX_assay_force_entryId', ['entryId'])
export class AssayForceRow {
  @IdColumn()
  id: string;

  @RefColumn()
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_assay_force_batchId' })
  batch?: object;

  @RefColumn()
  assayId: string;

  @ManyToOne('assay')
  @JoinColumn({ name: 'assayId', foreignKeyConstraintName: 'FK_assay_force_assayId' })
  assay?: object;

  @TextColumn(500)
  reason: string;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;

  /** The entry that booked what it changed; none where the assay was in force already. */
  @RefColumn({ nullable: true })
  entryId: string | null;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_assay_force_entryId' })
  entry?: object;

  /** Taken back by the reversal of its entry. */
  @FlagColumn()
  withdrawn: boolean;
}
