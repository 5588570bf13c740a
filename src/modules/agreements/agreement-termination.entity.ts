import { day, instant, key, ref, tableOf, text } from '../../database/index.js';

/** The end that both sides agree on before the term is over; there is at most one, proposed or signed. */
export interface AgreementTerminationRow {
  readonly agreementId: string;
  readonly endsOn: string;
  readonly reason: string;
  readonly proposedByPartyId: string;
  readonly createdAt: number;
}

export const AgreementTerminationRow = tableOf<AgreementTerminationRow>('agreement_termination', {
  columns: {
    agreementId: key(ref('agreement')),
    endsOn: day,
    reason: text(500),
    proposedByPartyId: ref('party'),
    createdAt: instant,
  },
});
