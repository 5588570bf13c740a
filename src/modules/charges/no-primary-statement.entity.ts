import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DayColumn, IdColumn, InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/** A generator's word that it charged no primary material in some days, so that none is missing in its books. */
@Entity({ name: 'no_primary_statement' })
@Index('IX_no_primary_statement_partyId_createdAt_id', ['partyId', 'createdAt', 'id'])
export class NoPrimaryStatementRow {
  @IdColumn()
  id: string;

  @RefColumn()
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_no_primary_statement_partyId' })
  party?: object;

  @DayColumn()
  fromOn: string;

  @DayColumn()
  toOn: string;

  @TextColumn(500)
  reason: string;

  @InstantColumn()
  createdAt: number;

  @RefColumn({ nullable: true })
  userId: string | null;
}
