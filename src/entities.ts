import { IdempotencyRecord, type Entities } from './database/index.js';
import { Credential } from './modules/identity/credential.entity.js';
import { SignInFailures } from './modules/identity/sign-in-failures.entity.js';
import { UserAccount } from './modules/identity/user-account.entity.js';
import { EntryRow, EntrySubjectRow, PostingRow } from './modules/ledger/entry.entity.js';
import { AccountTotalRow, BalanceRow, MeasureTotalRow } from './modules/ledger/total.entity.js';
import { Party } from './modules/parties/party.entity.js';
import { Site } from './modules/parties/site.entity.js';

/** Every table that TypeORM maps. */
export const entities: Entities = [
  IdempotencyRecord,
  Party,
  Site,
  UserAccount,
  Credential,
  SignInFailures,
  EntryRow,
  PostingRow,
  EntrySubjectRow,
  BalanceRow,
  AccountTotalRow,
  MeasureTotalRow,
];
