/** The parties of an agreement, as far as measures depend on them. */
export interface AgreementSides {
  readonly id: string;
  readonly generatorId: string;
  readonly recyclerId: string;
  readonly processorIds: readonly string[];
}

/** What a party is to an agreement. */
export type Role = 'generator' | 'recycler' | 'processor' | 'other';

export function roleOf(partyId: string, { generatorId, recyclerId, processorIds }: AgreementSides): Role {
  if (partyId === generatorId) return 'generator';
  if (partyId === recyclerId) return 'recycler';
  return processorIds.includes(partyId) ? 'processor' : 'other';
}
