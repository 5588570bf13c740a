import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import {
  DayColumn,
  FractionColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  MassColumn,
  RefColumn,
  TextColumn,
} from '../../database/index.js';
import type { BatchStatus, RestingStatus } from '../../domain/acts/batch-life.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Alloy } from '../../domain/matter/catalogue.js';
import type { Origin } from '../../domain/matter/holding.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

/** One weighed, traceable quantity. What is left of it stands in the ledger's balances, not here. */
@Entity({ name: 'batch' })
@Unique('UQ_batch_originSiteId_liveKey', ['originSiteId', 'liveKey'])
@Index('IX_batch_rootId', ['rootId'])
@Index('IX_batch_parentId', ['parentId'])
@Index('IX_batch_runId', ['runId'])
@Index('IX_batch_shipmentId', ['shipmentId'])
@Index('IX_batch_originSiteId_stream_createdAt', ['originSiteId', 'stream', 'createdAt'])
@Index('IX_batch_siteId_status', ['siteId', 'status'])
@Index('IX_batch_without_assay', ['agreementId', 'id', 'kind', 'assayId'], {
  where: `"kind" = 'by-product' AND "assayId" IS NULL`,
})
@Index('IX_batch_agreementId_occurredOn', ['agreementId', 'occurredOn', 'status', 'dryMg', 'id', 'estimated'], {
  where: '"estimated"',
})
export class BatchRow {
  @IdColumn()
  id: string;

  @TextColumn(16)
  kind: BatchKind;

  @TextColumn(60)
  code: string;

  /** What makes it one with other codes: see the domain. */
  @TextColumn(255)
  codeKey: string;

  /** The key while the code is taken; a void batch gives it free. */
  @TextColumn(255, { nullable: true })
  liveKey: string | null;

  @TextColumn(20)
  status: BatchStatus;

  /** What the status is between legs, and again when what drew the last of it is reversed. */
  @TextColumn(12)
  resting: RestingStatus;

  /** The party on whose side the batch arose. */
  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_batch_partyId' })
  party?: object;

  /** Where it arose. */
  @RefColumn()
  originSiteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'originSiteId', foreignKeyConstraintName: 'FK_batch_originSiteId' })
  originSite?: object;

  @RefColumn()
  holderId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'holderId', foreignKeyConstraintName: 'FK_batch_holderId' })
  holder?: object;

  /** Where it is, or was last. */
  @RefColumn()
  siteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'siteId', foreignKeyConstraintName: 'FK_batch_siteId' })
  site?: object;

  /** The shipment that it waits for or travels in. */
  @RefColumn({ nullable: true })
  shipmentId: string | null;

  /** The run that it is an output of. */
  @RefColumn({ nullable: true })
  runId: string | null;

  @RefColumn({ nullable: true })
  parentId: string | null;

  @ManyToOne('batch')
  @JoinColumn({ name: 'parentId', foreignKeyConstraintName: 'FK_batch_parentId' })
  parent?: object;

  @TextColumn(8, { nullable: true })
  parentRelation: 'split' | 'refused' | null;

  /** The batch that this one is a part of, by any number of splits and refusals; often itself. */
  @RefColumn()
  rootId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'rootId', foreignKeyConstraintName: 'FK_batch_rootId' })
  root?: object;

  /** Whether the recycler refused it, or what it is a part of. */
  @FlagColumn()
  refused: boolean;

  @RefColumn({ nullable: true })
  agreementId: string | null;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_batch_agreementId' })
  agreement?: object;

  @IntegerColumn({ nullable: true })
  agreementVersion: number | null;

  @TextColumn(60, { nullable: true })
  stream: string | null;

  @TextColumn(60, { nullable: true })
  product: string | null;

  @TextColumn(8, { nullable: true })
  alloy: Alloy | null;

  @TextColumn(60, { nullable: true })
  grade: string | null;

  @IntegerColumn()
  pieces: number;

  @TextColumn(60, { nullable: true })
  containerId: string | null;

  @MassColumn({ nullable: true })
  grossMg: Mg | null;

  @MassColumn({ nullable: true })
  tareMg: Mg | null;

  @MassColumn()
  netMg: Mg;

  @FractionColumn()
  moisturePpm: Ppm;

  @FractionColumn()
  oilPpm: Ppm;

  @MassColumn()
  dryMg: Mg;

  @FlagColumn()
  estimated: boolean;

  /** Of a by-product or a supply; a run's output has one per group. */
  @TextColumn(16, { nullable: true })
  origin: Origin | null;

  @TextColumn(3, { nullable: true })
  reclaimableAnswer: 'yes' | 'no' | null;

  @TextColumn(500, { nullable: true })
  reclaimableReason: string | null;

  @TextColumn(200, { nullable: true })
  supplierName: string | null;

  @TextColumn(2, { nullable: true })
  originCountry: string | null;

  @TextColumn(2000, { nullable: true })
  note: string | null;

  /** The assay in force, of its own or of what it is a part of. */
  @RefColumn({ nullable: true })
  assayId: string | null;

  @InstantColumn()
  occurredAt: number;

  /** The event day of what brought it into being. */
  @DayColumn()
  occurredOn: string;

  /** The date at the site, where it is another than the event day. */
  @DayColumn({ nullable: true })
  localOn: string | null;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;

  @IntegerColumn()
  version: number;
}
