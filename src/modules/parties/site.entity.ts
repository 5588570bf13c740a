import { instant, integer, key, nullable, ref, tableOf, text } from '../../database/index.js';

/** A place of a party where material is held or worked. */
export interface SiteRow {
  readonly id: string;
  readonly partyId: string;
  readonly code: string;
  /** What makes it one with other codes: see the domain. */
  readonly codeKey: string;
  readonly name: string;
  readonly country: string;
  readonly subdivision: string | null;
  /** Decides the local date of everything that happens here, so it never changes. */
  readonly timeZone: string;
  readonly version: number;
  readonly createdAt: number;
}

export const SiteRow = tableOf<SiteRow>('site', {
  columns: {
    id: key(ref()),
    partyId: ref('party'),
    code: text(40),
    codeKey: text(255),
    name: text(200),
    country: text(2),
    subdivision: nullable(text(60)),
    timeZone: text(64),
    version: integer,
    createdAt: instant,
  },
  unique: [['partyId', 'codeKey']],
});
