export { PARTY_ROLES, type PartyFacts, type PartyRole, type SiteFacts } from './facts.js';
export { PartiesModule } from './parties.module.js';
export { PartiesQueries } from './parties.queries.js';
export { SiteAnswer, SitePage } from './site.dto.js';
export { PartyRow } from './party.entity.js';
export { SiteRow } from './site.entity.js';
