export { AgreementCoverRow } from './agreement-cover.entity.js';
export { AgreementSignatureRow } from './agreement-signature.entity.js';
export { loadAgreements, versionSubject, type StoredAgreement } from './agreement-store.js';
export { AgreementsModule } from './agreements.module.js';
export { AgreementsQueries, type CoveringVersion } from './agreements.queries.js';
export { terminationHash, versionHash } from './signed-document.js';
export { SignatureHooks, type SignedVersion } from './signature-hooks.js';
