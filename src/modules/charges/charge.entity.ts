import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DayColumn, IdColumn, InstantColumn, MassColumn, RefColumn, TextColumn } from '../../database/index.js';
import type { Mg } from '../../domain/measure/quantities.js';

/** Material consumed in magnet production. */
@Entity({ name: 'charge' })
@Index('IX_charge_partyId_createdAt_id', ['partyId', 'createdAt', 'id'])
@Index('IX_charge_batchId', ['batchId'])
@Index('IX_charge_entryId', ['entryId'])
export class ChargeRow {
  @IdColumn()
  id: string;

  @RefColumn()
  siteId: string;

  @ManyToOne('site')
  @JoinColumn({ name: 'siteId', foreignKeyConstraintName: 'FK_charge_siteId' })
  site?: object;

  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_charge_partyId' })
  party?: object;

  @RefColumn()
  batchId: string;

  @ManyToOne('batch')
  @JoinColumn({ name: 'batchId', foreignKeyConstraintName: 'FK_charge_batchId' })
  batch?: object;

  @RefColumn()
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_charge_entryId' })
  entry?: object;

  @InstantColumn()
  occurredAt: number;

  /** The event day. */
  @DayColumn()
  occurredOn: string;

  /** The date at the site, where it is another than the event day. */
  @DayColumn({ nullable: true })
  localOn: string | null;

  @MassColumn()
  dryMg: Mg;

  @TextColumn(10)
  status: 'booked' | 'reversed';

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;
}
