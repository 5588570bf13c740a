import { day, flag, fraction, instant, integer, json, key, ref, tableOf, text } from '../../database/index.js';
import type { AgreementScope, AgreementTerms } from '../../domain/agreement/agreement.js';
import type { Ppm } from '../../domain/measure/quantities.js';

/** An agreement as first written, or as an amendment changes it. Only a draft may still be changed. */
export interface AgreementVersionRow {
  readonly agreementId: string;
  readonly number: number;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly exclusive: boolean;
  readonly coverageTargetPpm: Ppm;
  readonly scope: AgreementScope;
  readonly terms: AgreementTerms;
  readonly proposedByPartyId: string;
  readonly createdAt: number;
}

export const AgreementVersionRow = tableOf<AgreementVersionRow>('agreement_version', {
  columns: {
    agreementId: key(ref('agreement')),
    number: key(integer),
    title: text(200),
    startsOn: day,
    endsOn: day,
    exclusive: flag,
    coverageTargetPpm: fraction,
    scope: json,
    terms: json,
    proposedByPartyId: ref('party'),
    createdAt: instant,
  },
});
