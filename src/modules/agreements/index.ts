export { AgreementsModule } from './agreements.module.js';
export { AgreementsQueries, type CoveringVersion } from './agreements.queries.js';
export { SignatureHooks, type SignedVersion } from './signature-hooks.js';
