import type { Caller } from '../../common/index.js';
import type { PartyAnswer } from './party.dto.js';
import type { PartyRow } from './party.entity.js';
import type { SiteAnswer } from './site.dto.js';
import type { SiteRow } from './site.entity.js';

/** A party as the caller may see it: its identifiers are its own affair. */
export function partyAnswer(party: PartyRow, caller: Caller): PartyAnswer {
  const { id, name, roles, country, version } = party;
  const whole = caller.role === 'platform-admin' || caller.partyId === id;
  return {
    id,
    name,
    roles,
    country,
    identifiers: whole ? party.identifiers : null,
    version,
    createdAt: new Date(party.createdAt).toISOString(),
  };
}

export function siteAnswer(site: SiteRow): SiteAnswer {
  const { id, partyId, code, name, country, subdivision, timeZone, version } = site;
  return {
    id,
    partyId,
    code,
    name,
    country,
    subdivision,
    timeZone,
    version,
    createdAt: new Date(site.createdAt).toISOString(),
  };
}
