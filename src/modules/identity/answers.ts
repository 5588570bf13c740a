import type { PartyFacts } from '../parties/index.js';
import type { CredentialRow } from './credential.entity.js';
import type { TokenAnswer } from './token.dto.js';
import type { UserAccountRow } from './user-account.entity.js';
import type { MeAnswer, UserAnswer } from './user.dto.js';

export function userAnswer({ id, partyId, email, name, role, active, version, createdAt }: UserAccountRow): UserAnswer {
  return { id, partyId, email, name, role, active, version, createdAt: new Date(createdAt).toISOString() };
}

export function meAnswer(user: UserAccountRow, party: PartyFacts | null): MeAnswer {
  return {
    ...userAnswer(user),
    party: party && { id: party.id, name: party.name, roles: party.roles, country: party.country },
  };
}

export function tokenAnswer({ id, userId, name, expiresOn, usedAt, createdAt }: CredentialRow): TokenAnswer {
  return {
    id,
    userId,
    name: name ?? '',
    expiresOn,
    lastUsedAt: usedAt === null ? null : new Date(usedAt).toISOString(),
    createdAt: new Date(createdAt).toISOString(),
  };
}
