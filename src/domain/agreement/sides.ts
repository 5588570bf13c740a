import type { Day } from '../measure/time.js';
import { latestSigned, versionOn, type AgreementFacts, type AgreementVersion } from './agreement.js';

/** The parties of an agreement, as far as measures depend on them. */
export interface AgreementSides {
  readonly id: string;
  readonly generatorId: string;
  readonly recyclerId: string;
  readonly processorIds: readonly string[];
}

/** What a party is to an agreement. */
export type AgreementRole = 'generator' | 'recycler' | 'processor' | 'other';

export function roleOf(partyId: string, { generatorId, recyclerId, processorIds }: AgreementSides): AgreementRole {
  if (partyId === generatorId) return 'generator';
  if (partyId === recyclerId) return 'recycler';
  return processorIds.includes(partyId) ? 'processor' : 'other';
}

/** The parties of an agreement, with the processors that count on a day. */
export function sidesOf(facts: AgreementFacts, day: Day | undefined): AgreementSides {
  const { id, generatorId, recyclerId } = facts;
  return { id, generatorId, recyclerId, processorIds: versionFor(facts, day)?.terms.processorIds ?? [] };
}

/** The version in force on a day, else the latest signed one: what the books hold may be older than the term. */
export function versionFor(facts: AgreementFacts, day: Day | undefined): AgreementVersion | null {
  return (day === undefined ? null : versionOn(facts, day)) ?? latestSigned(facts);
}
