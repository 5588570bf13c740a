import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/** One side's word that what both sides settled is to be reversed: nothing changes until the other side says so too. */
@Entity({ name: 'reversal_request' })
export class ReversalRequestRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  entryId: string;

  @ManyToOne('entry')
  @JoinColumn({ name: 'entryId', foreignKeyConstraintName: 'FK_reversal_request_entryId' })
  entry?: object;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_reversal_request_partyId' })
  party?: object;

  @RefColumn()
  userId: string;

  @TextColumn(500)
  reason: string;

  @InstantColumn()
  createdAt: number;
}
