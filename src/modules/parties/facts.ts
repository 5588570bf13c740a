export const PARTY_ROLES = ['generator', 'recycler', 'processor', 'supplier', 'laboratory', 'auditor'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** What the rest of the house may know of a party. */
export interface PartyFacts {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly PartyRole[];
  readonly country: string;
}

/** What the rest of the house may know of a site. */
export interface SiteFacts {
  readonly id: string;
  readonly partyId: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly subdivision: string | null;
  readonly timeZone: string;
}
