import { Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { InstantColumn, RefColumn, TextColumn } from '../../database/index.js';

/** What a signature stands under: a version of the agreement, or its termination. */
export type SignedSubject = `version:${number}` | 'termination';

/** One side's signature; its key keeps a side from signing the same thing twice. */
@Entity({ name: 'agreement_signature' })
export class AgreementSignatureRow {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_agreement_signature_agreementId' })
  agreement?: object;

  @PrimaryColumn({ type: 'varchar', length: 20 })
  subject: SignedSubject;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  partyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'partyId', foreignKeyConstraintName: 'FK_agreement_signature_partyId' })
  party?: object;

  @RefColumn()
  userId: string;

  @ManyToOne('user_account')
  @JoinColumn({ name: 'userId', foreignKeyConstraintName: 'FK_agreement_signature_userId' })
  user?: object;

  @InstantColumn()
  signedAt: number;

  /** The SHA-256 of what was signed: terms that were changed behind the back of the signature are found out by it. */
  @TextColumn(64, { nullable: true })
  documentHash: string | null;
}
