import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import {
  DayColumn,
  FractionColumn,
  FlagColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  MassColumn,
  RefColumn,
  TextColumn,
} from '../../database/index.js';
import type { CarveOut } from '../../domain/agreement/agreement.js';
import type { LeakMeasure, ShipmentStatus, WeightFlag } from '../../domain/acts/shipment.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

export interface ShipmentDocument {
  readonly type: string;
  readonly number: string;
}

/** Batches travelling from one site to another. */
@Entity({ name: 'shipment' })
@Unique('UQ_shipment_fromSiteId_codeKey', ['fromSiteId', 'codeKey'])
@Index('IX_shipment_fromPartyId_createdAt_id', ['fromPartyId', 'createdAt', 'id'])
@Index('IX_shipment_toPartyId_createdAt_id', ['toPartyId', 'createdAt', 'id'])
@Index('IX_shipment_agreementId_createdAt_id', ['agreementId', 'createdAt', 'id'])
@Index('IX_shipment_status_receivedOn', ['status', 'receivedOn'])
export class ShipmentRow {
  @IdColumn()
  id: string;

  @TextColumn(60)
  code: string;

  /** What makes it one with other codes: see the domain. */
  @TextColumn(255)
  codeKey: string;

  @TextColumn(12)
  status: ShipmentStatus;

  @RefColumn({ nullable: true })
  agreementId: string | null;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_shipment_agreementId' })
  agreement?: object;

  @RefColumn()
  fromPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'fromPartyId', foreignKeyConstraintName: 'FK_shipment_fromPartyId' })
  fromParty?: object;

  @RefColumn()
  fromSiteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'fromSiteId', foreignKeyConstraintName: 'FK_shipment_fromSiteId' })
  fromSite?: object;

  @RefColumn()
  toPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'toPartyId', foreignKeyConstraintName: 'FK_shipment_toPartyId' })
  toParty?: object;

  @RefColumn()
  toSiteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'toSiteId', foreignKeyConstraintName: 'FK_shipment_toSiteId' })
  toSite?: object;

  @TextColumn(200, { nullable: true })
  carrier: string | null;

  @JsonColumn()
  documents: readonly ShipmentDocument[];

  @DayColumn({ nullable: true })
  plannedOn: string | null;

  @TextColumn(30, { nullable: true })
  carveOut: CarveOut | null;

  @TextColumn(500, { nullable: true })
  breachReason: string | null;

  @TextColumn(500, { nullable: true })
  reason: string | null;

  @TextColumn(100, { nullable: true })
  seal: string | null;

  @InstantColumn({ nullable: true })
  dispatchedAt: number | null;

  /** The date of the dispatch at its site, by which clocks go. */
  @DayColumn({ nullable: true })
  dispatchedOn: string | null;

  /** The event day of the dispatch. */
  @DayColumn({ nullable: true })
  dispatchEventOn: string | null;

  @InstantColumn({ nullable: true })
  receivedAt: number | null;

  /** The date of the receipt at its site. */
  @DayColumn({ nullable: true })
  receivedOn: string | null;

  /** The event day of the receipt. */
  @DayColumn({ nullable: true })
  receiptEventOn: string | null;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;

  @IntegerColumn()
  version: number;
}

/** One batch of a shipment: what was announced, what the scale said, what both sides named and what holds. */
@Entity({ name: 'shipment_line' })
@Index('IX_shipment_line_batchId', ['batchId'])
export class ShipmentLineRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  shipmentId: string;

  @ManyToOne('shipment')
  @JoinColumn({ name: 'shipmentId', foreignKeyConstraintName: 'FK_shipment_line_shipmentId' })
  shipment?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_shipment_line_batchId' })
  batch?: object;

  @IntegerColumn()
  ordinal: number;

  /** Set on dispatch where the leg takes by-product out of its agreement. */
  @TextColumn(20, { nullable: true })
  leak: LeakMeasure | null;

  /** Dry mass dispatched; none before the dispatch. */
  @MassColumn({ nullable: true })
  announcedDryMg: Mg | null;

  @IntegerColumn()
  announcedPieces: number;

  /** Taken over from the announcement without weighing: then there is neither gross nor tare. Null before the receipt. */
  @FlagColumn({ nullable: true })
  asAnnounced: boolean | null;

  @MassColumn({ nullable: true })
  grossMg: Mg | null;

  @MassColumn({ nullable: true })
  tareMg: Mg | null;

  @MassColumn({ nullable: true })
  netMg: Mg | null;

  @FractionColumn({ nullable: true })
  moisturePpm: Ppm | null;

  @FractionColumn({ nullable: true })
  oilPpm: Ppm | null;

  @IntegerColumn({ nullable: true })
  pieces: number | null;

  /** What the receiver's scale said, dry, refused part included. */
  @MassColumn({ nullable: true })
  receivedDryMg: Mg | null;

  @MassColumn({ nullable: true })
  refusedNetMg: Mg | null;

  @MassColumn({ nullable: true })
  refusedDryMg: Mg | null;

  @TextColumn(500, { nullable: true })
  refusalReason: string | null;

  @IntegerColumn({ nullable: true })
  refusedPieces: number | null;

  /** The batch that the refused part became: one of its own, or the same where all was refused. */
  @RefColumn({ nullable: true })
  refusedBatchId: string | null;

  @ManyToOne('batch')
  @JoinColumn({ name: 'refusedBatchId', foreignKeyConstraintName: 'FK_shipment_line_refusedBatchId' })
  refusedBatch?: object;

  /** Whether the batch had been refused before this receipt: what its reversal sets back. */
  @FlagColumn()
  refusedBefore: boolean;

  @TextColumn(2000, { nullable: true })
  note: string | null;

  @TextColumn(20, { nullable: true })
  flag: WeightFlag | null;

  @FlagColumn()
  settled: boolean;

  /** Dry mass of all that arrived, as it holds: refused part included. */
  @MassColumn({ nullable: true })
  settledDryMg: Mg | null;

  /** In a dispute, the figure that the sender named last. */
  @MassColumn({ nullable: true })
  senderNamedMg: Mg | null;

  @MassColumn({ nullable: true })
  receiverNamedMg: Mg | null;
}
