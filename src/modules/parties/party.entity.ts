import { instant, integer, json, key, nullable, ref, tableOf, text } from '../../database/index.js';
import type { PartyRole } from './facts.js';

export interface Identifiers {
  readonly gln?: string;
  readonly lei?: string;
  readonly epaId?: string;
}

/** An organisation of the loop. */
export interface PartyRow {
  readonly id: string;
  readonly name: string;
  readonly roles: PartyRole[];
  readonly country: string;
  readonly identifiers: Identifiers | null;
  readonly version: number;
  readonly createdAt: number;
}

export const PartyRow = tableOf<PartyRow>('party', {
  columns: {
    id: key(ref()),
    name: text(200),
    roles: json,
    country: text(2),
    identifiers: nullable(json),
    version: integer,
    createdAt: instant,
  },
  indices: [['createdAt', 'id']],
});
