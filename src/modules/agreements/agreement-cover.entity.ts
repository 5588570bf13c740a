import { day, integer, key, ref, tableOf, text } from '../../database/index.js';

/**
 * Which site and stream a version covers on which days, both ends included: follows from what both sides have signed, and
 * is kept so that the agreement of a by-product is found by one look into an index.
 */
export interface AgreementCoverRow {
  readonly agreementId: string;
  readonly siteId: string;
  /** A stream of the catalogue, or `*` for all. */
  readonly stream: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly versionNumber: number;
}

export const AgreementCoverRow = tableOf<AgreementCoverRow>('agreement_reach', {
  columns: {
    agreementId: key(ref('agreement')),
    siteId: key(ref('site')),
    stream: key(text(60)),
    fromOn: key(day),
    toOn: day,
    versionNumber: integer,
  },
  indices: [['siteId', 'stream', 'fromOn']],
  checks: {
    CK_agreement_reach_forward: `"fromOn" <= "toOn"`,
  },
});
