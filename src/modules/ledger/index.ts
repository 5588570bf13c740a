export { EntryRow } from './entry.entity.js';
export type { Finding } from './finding.js';
export { contentsOfBatches, dispatchedOf, stockOf, transitOf } from './holdings.js';
export { LedgerModule } from './ledger.module.js';
export { Ledger, type Act } from './ledger.service.js';
export { latestEntries, subjectsOf } from './subjects.js';
export { verifyLedger } from './verify.js';
export { codeNoteText, sharedCodes } from './code-notes.js';
