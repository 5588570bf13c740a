import { instant, key, nullable, ref, tableOf, text } from '../../database/index.js';

/** What a signature stands under: a version of the agreement, or its termination. */
export type SignedSubject = `version:${number}` | 'termination';

/** One side's signature; its key keeps a side from signing the same thing twice. */
export interface AgreementSignatureRow {
  readonly agreementId: string;
  readonly subject: SignedSubject;
  readonly partyId: string;
  readonly userId: string;
  readonly signedAt: number;
  /** The SHA-256 of what was signed: terms that were changed behind the back of the signature are found out by it. */
  readonly documentHash: string | null;
}

export const AgreementSignatureRow = tableOf<AgreementSignatureRow>('agreement_signature', {
  columns: {
    agreementId: key(ref('agreement')),
    subject: key(text(20)),
    partyId: key(ref('party')),
    userId: ref('user_account'),
    signedAt: instant,
    documentHash: nullable(text(64)),
  },
});
