export { EntryRow, EntrySubjectRow } from './entry.entity.js';
export { Findings, runChecks, type Check, type Finding, type SqlCheck } from './finding.js';
export { contentsOfBatches, dispatchedOf, stockOf, transitOf } from './holdings.js';
export { LedgerModule } from './ledger.module.js';
export { inChainOrder, Ledger, type Act } from './ledger.service.js';
export { readCounts, writeCounts } from './posting-text.js';
export { latestEntries, subjectsOf } from './subjects.js';
export { verifyLedger, type Verification } from './verify.js';
export { codeNoteText, sharedCodes } from './code-notes.js';
