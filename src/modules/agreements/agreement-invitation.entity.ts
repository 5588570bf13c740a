import { day, instant, key, nullable, ref, tableOf } from '../../database/index.js';

/** Lets an auditor read one agreement as the inviting party sees it, up to and including a day (UTC). */
export interface AgreementInvitationRow {
  readonly id: string;
  readonly agreementId: string;
  readonly userId: string;
  readonly invitedByPartyId: string;
  readonly untilOn: string;
  readonly revokedAt: number | null;
  readonly createdAt: number;
}

export const AgreementInvitationRow = tableOf<AgreementInvitationRow>('agreement_invitation', {
  columns: {
    id: key(ref()),
    agreementId: ref('agreement'),
    userId: ref('user_account'),
    invitedByPartyId: ref('party'),
    untilOn: day,
    revokedAt: nullable(instant),
    createdAt: instant,
  },
  indices: [
    {
      name: 'UX_agreement_invitation_agreementId_userId_invitedByPartyId',
      columns: ['agreementId', 'userId', 'invitedByPartyId'],
      unique: true,
      where: `"revokedAt" IS NULL`,
    },
    ['userId'],
  ],
});
