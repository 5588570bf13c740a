export { EntryRow, EntrySubjectRow, PostingRow } from './entry.entity.js';
export type { Check, Finding } from './finding.js';
export { contentsOfBatches, stockOf, transitOf, type BornBatch } from './holdings.js';
export { LedgerModule } from './ledger.module.js';
export { Ledger, type Act } from './ledger.service.js';
export { postingOf } from './posting-text.js';
export { AccountTotalRow, BalanceRow, MeasureTotalRow } from './total.entity.js';
export { verifyLedger } from './verify.js';
