import { IdempotencyRecord, type Entities } from '../database/index.js';
import { AgreementInvitationRow } from '../modules/agreements/agreement-invitation.entity.js';
import { AgreementReachRow } from '../modules/agreements/agreement-reach.entity.js';
import { AgreementSignatureRow } from '../modules/agreements/agreement-signature.entity.js';
import { AgreementTerminationRow } from '../modules/agreements/agreement-termination.entity.js';
import { AgreementVersionRow } from '../modules/agreements/agreement-version.entity.js';
import { Agreement } from '../modules/agreements/agreement.entity.js';
import { AssayForceRow } from '../modules/batches/assay-force.entity.js';
import { AssayRow } from '../modules/batches/assay.entity.js';
import { BatchEventRow } from '../modules/batches/batch-event.entity.js';
import { BatchPartyRow } from '../modules/batches/batch-party.entity.js';
import { BatchRow } from '../modules/batches/batch.entity.js';
import { NoPrimaryStatementRow } from '../modules/charges/no-primary-statement.entity.js';
import { ChargeRow } from '../modules/charges/charge.entity.js';
import { ReversalRequestRow } from '../modules/corrections/reversal-request.entity.js';
import { Credential } from '../modules/identity/credential.entity.js';
import { SignInFailures } from '../modules/identity/sign-in-failures.entity.js';
import { UserAccount } from '../modules/identity/user-account.entity.js';
import { EntryRow, EntrySubjectRow, PostingRow } from '../modules/ledger/entry.entity.js';
import { AccountTotalRow, BalanceRow, MeasureTotalRow } from '../modules/ledger/total.entity.js';
import { Party } from '../modules/parties/party.entity.js';
import { Site } from '../modules/parties/site.entity.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from '../modules/runs/run.entity.js';
import { ShipmentLineRow, ShipmentRow } from '../modules/shipments/shipment.entity.js';

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
  Agreement,
  AgreementVersionRow,
  AgreementTerminationRow,
  AgreementSignatureRow,
  AgreementReachRow,
  AgreementInvitationRow,
  BatchRow,
  AssayRow,
  AssayForceRow,
  BatchPartyRow,
  BatchEventRow,
  ShipmentRow,
  ShipmentLineRow,
  RunRow,
  RunInputRow,
  RunFeedRow,
  RunResidueRow,
  RunOutputRow,
  RunShareRow,
  RunWarningRow,
  ChargeRow,
  NoPrimaryStatementRow,
  ReversalRequestRow,
];
