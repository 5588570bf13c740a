import { day, instant, key, nullable, ref, tableOf, text } from '../../database/index.js';

/** A generator's word that it charged no primary material in some days, so that none is missing in its books. */
export interface NoPrimaryStatementRow {
  readonly id: string;
  readonly partyId: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly userId: string | null;
}

export const NoPrimaryStatementRow = tableOf<NoPrimaryStatementRow>('no_primary_statement', {
  columns: {
    id: key(ref()),
    partyId: ref('party'),
    fromOn: day,
    toOn: day,
    reason: text(500),
    createdAt: instant,
    userId: nullable(ref()),
  },
  indices: [['partyId', 'createdAt', 'id']],
});
