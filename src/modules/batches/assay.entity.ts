import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { FlagColumn, IdColumn, InstantColumn, JsonColumn, RefColumn, TextColumn } from '../../database/index.js';
import type { GivenAssay } from '../../domain/acts/records.js';
import type { BelowLimit, CompositionPpm } from '../../domain/matter/composition.js';
import type { Ppm } from '../../domain/measure/quantities.js';

/** The composition of a batch, as one laboratory found it. */
@Entity({ name: 'assay' })
@Index('IX_assay_batchId', ['batchId'])
@Index('IX_assay_entryId', ['entryId'])
@Index('IX_assay_partyId_reportKey', ['partyId', 'reportKey'])
export class AssayRow {
  @IdColumn()
  id: string;

  @RefColumn()
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_assay_batchId' })
  batch?: object;

  /** The side that had it made. */
  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_assay_partyId' })
  party?: object;

  @TextColumn(200)
  laboratory: string;

  @TextColumn(60)
  method: string;

  @TextColumn(100, { nullable: true })
  reportNo: string | null;

  /** What makes it one report with others: the keys of laboratory and number. */
  @TextColumn(410, { nullable: true })
  reportKey: string | null;

  @InstantColumn()
  sampledAt: number;

  /** Whole parts per million of dry mass, by formula. */
  @JsonColumn({ name: 'composition' })
  compositionPpm: CompositionPpm;

  /** Null where the composition says it all. */
  @JsonColumn({ nullable: true })
  given: GivenAssay | null;

  /** What was below the limit of the laboratory, in 10^-10 of dry mass, by formula. */
  @JsonColumn({ nullable: true })
  belowLimit: BelowLimit | null;

  /** Expanded uncertainty (k = 2) in absolute parts per million, by formula. */
  @JsonColumn({ nullable: true })
  expandedUncertainty: Readonly<Record<string, Ppm>> | null;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;

  /** The entry that booked what it changed, where it came late. */
  @RefColumn({ nullable: true })
  entryId: string | null;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_assay_entryId' })
  entry?: object;

  /** Taken back by the reversal of its entry. */
  @FlagColumn()
  withdrawn: boolean;
}
