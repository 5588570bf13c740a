import { IdempotencyRow, type Entities } from '../database/index.js';
import { AgreementInvitationRow } from '../modules/agreements/agreement-invitation.entity.js';
import { AgreementCoverRow } from '../modules/agreements/agreement-cover.entity.js';
import { AgreementSignatureRow } from '../modules/agreements/agreement-signature.entity.js';
import { AgreementTerminationRow } from '../modules/agreements/agreement-termination.entity.js';
import { AgreementVersionRow } from '../modules/agreements/agreement-version.entity.js';
import { AgreementRow } from '../modules/agreements/agreement.entity.js';
import { AssayForceRow } from '../modules/batches/assay-force.entity.js';
import { AssayRow } from '../modules/batches/assay.entity.js';
import { BatchEventRow } from '../modules/batches/batch-event.entity.js';
import { BatchPartyRow } from '../modules/sight/batch-party.entity.js';
import { BatchRow } from '../modules/batches/batch.entity.js';
import { NoPrimaryStatementRow } from '../modules/charges/no-primary-statement.entity.js';
import { ChargeRow } from '../modules/charges/charge.entity.js';
import { ReversalRequestRow } from '../modules/corrections/reversal-request.entity.js';
import { CredentialRow } from '../modules/identity/credential.entity.js';
import { SignInFailuresRow } from '../modules/identity/sign-in-failures.entity.js';
import { UserAccountRow } from '../modules/identity/user-account.entity.js';
import { EntryRow, EntrySubjectRow, PostingRow } from '../modules/ledger/entry.entity.js';
import { AccountTotalRow, BalanceRow, MeasureTotalRow } from '../modules/ledger/total.entity.js';
import { PartyRow } from '../modules/parties/party.entity.js';
import { SiteRow } from '../modules/parties/site.entity.js';
import { BalanceSettingsRow } from '../modules/plant/balance-settings.entity.js';
import { PlantMonthRow, PlantSumsRow } from '../modules/plant/plant-month.entity.js';
import { WipCountLineRow, WipCountRow } from '../modules/plant/wip-count.entity.js';
import { ImportLineRow, ImportMappingRow, ImportPartRow, ImportRow } from '../modules/imports/import.entity.js';
import { JobRow } from '../modules/jobs/job.entity.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from '../modules/runs/run.entity.js';
import { GradeRow, GradeVersionRow } from '../modules/production/grade.entity.js';
import { MagnetLotRow } from '../modules/production/magnet-lot.entity.js';
import { ProcessLossRow } from '../modules/production/process-loss.entity.js';
import { ShipmentLineRow, ShipmentRow } from '../modules/shipments/shipment.entity.js';

/** Every table that TypeORM maps. */
export const entities: Entities = [
  IdempotencyRow,
  PartyRow,
  SiteRow,
  UserAccountRow,
  CredentialRow,
  SignInFailuresRow,
  EntryRow,
  PostingRow,
  EntrySubjectRow,
  BalanceRow,
  AccountTotalRow,
  MeasureTotalRow,
  AgreementRow,
  AgreementVersionRow,
  AgreementTerminationRow,
  AgreementSignatureRow,
  AgreementCoverRow,
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
  GradeRow,
  GradeVersionRow,
  MagnetLotRow,
  ProcessLossRow,
  ReversalRequestRow,
  WipCountRow,
  WipCountLineRow,
  BalanceSettingsRow,
  PlantMonthRow,
  PlantSumsRow,
  JobRow,
  ImportRow,
  ImportPartRow,
  ImportLineRow,
  ImportMappingRow,
];
