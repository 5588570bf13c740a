export { AccessGuard } from './access.guard.js';
export { IdentityModule } from './identity.module.js';
export { findAuditor, namesOf, peopleOf, type Auditor } from './people.js';
