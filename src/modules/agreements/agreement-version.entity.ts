import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import {
  DayColumn,
  FractionColumn,
  FlagColumn,
  InstantColumn,
  JsonColumn,
  RefColumn,
  TextColumn,
} from '../../database/index.js';
import type { AgreementScope, AgreementTerms } from '../../domain/agreement/agreement.js';
import type { Ppm } from '../../domain/measure/quantities.js';

/** An agreement as first written, or as an amendment changes it. Only a draft may still be changed. */
@Entity({ name: 'agreement_version' })
export class AgreementVersionRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_agreement_version_agreementId' })
  agreement?: object;

  @PrimaryColumn({ type: 'integer' })
  number: number;

  @TextColumn(200)
  title: string;

  @DayColumn()
  startsOn: string;

  @DayColumn()
  endsOn: string;

  @FlagColumn()
  exclusive: boolean;

  @FractionColumn()
  coverageTargetPpm: Ppm;

  @JsonColumn()
  scope: AgreementScope;

  @JsonColumn()
  terms: AgreementTerms;

  @RefColumn()
  proposedByPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'proposedByPartyId', foreignKeyConstraintName: 'FK_agreement_version_proposedByPartyId' })
  proposedByParty?: object;

  @InstantColumn()
  createdAt: number;
}
