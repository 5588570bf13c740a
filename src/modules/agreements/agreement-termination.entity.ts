import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DayColumn, InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/** The end that both sides agree on before the term is over; there is at most one, proposed or signed. */
@Entity({ name: 'agreement_termination' })
export class AgreementTerminationRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_agreement_termination_agreementId' })
  agreement?: object;

  @DayColumn()
  endsOn: string;

  @TextColumn(500)
  reason: string;

  @RefColumn()
  proposedByPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'proposedByPartyId', foreignKeyConstraintName: 'FK_agreement_termination_proposedByPartyId' })
  proposedByParty?: object;

  @InstantColumn()
  createdAt: number;
}
