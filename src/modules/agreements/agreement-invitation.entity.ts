import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DayColumn, IdColumn, InstantColumn, RefColumn } from '../../database/index.js';

/** Lets an auditor read one agreement as the inviting party sees it, up to and including a day (UTC). */
@Entity({ name: 'agreement_invitation' })
@Index('UX_agreement_invitation_agreementId_userId_invitedByPartyId', ['agreementId', 'userId', 'invitedByPartyId'], {
  unique: true,
  where: `"revokedAt" IS NULL`,
})
@Index('IX_agreement_invitation_userId', ['userId'])
export class AgreementInvitationRow {
  @IdColumn()
  id: string;

  @RefColumn()
  agreementId: string;

  @ManyToOne('agreement')
  @JoinColumn({ name: 'agreementId', foreignKeyConstraintName: 'FK_agreement_invitation_agreementId' })
  agreement?: object;

  @RefColumn()
  userId: string;

  @ManyToOne('user_account')
  @JoinColumn({ name: 'userId', foreignKeyConstraintName: 'FK_agreement_invitation_userId' })
  user?: object;

  @RefColumn()
  invitedByPartyId: string;

  @ManyToOne('party')
  @JoinColumn({ name: 'invitedByPartyId', foreignKeyConstraintName: 'FK_agreement_invitation_invitedByPartyId' })
  invitedByParty?: object;

  @DayColumn()
  untilOn: string;

  @InstantColumn({ nullable: true })
  revokedAt: number | null;

  @InstantColumn()
  createdAt: number;
}
