export const ROLES = ['admin', 'plant-operator', 'recycler-operator', 'sustainability', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who makes a request, as the guard found it. */
export interface Caller {
  readonly userId: string;
  /** The party one acts for; `null` for the platform administrator, who sees no material data. */
  readonly partyId: string | null;
  readonly role: Role | 'platform-admin';
  /** The session or token that carried the request, for signing out. */
  readonly credentialId: string;
}

/** Whether the caller keeps this party's sites and people, if its role may: the platform administrator keeps every one. */
export function keepsParty(caller: Caller, partyId: string | null): boolean {
  return partyId !== null && (caller.role === 'platform-admin' || caller.partyId === partyId);
}
