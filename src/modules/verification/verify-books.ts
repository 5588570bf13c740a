import type { EntityManager } from 'typeorm';
import { verifyLedger, type Findings, type Verification } from '../ledger/index.js';
import { chargeChecks } from './charge-checks.js';
import { Facts, guarded } from './facts.js';
import { eventChecks } from './verify-events.js';
import { verifyAgreements } from './verify-agreements.js';
import { verifyCodes } from './verify-codes.js';
import { plantChecks } from './plant-checks.js';
import { subjectChecks } from './subject-checks.js';
import { verifyDays } from './verify-days.js';
import { verifyFamilies } from './verify-families.js';
import { lotChecks, verifyLots } from './verify-lots.js';
import { verifyPlantSums } from './verify-plant-sums.js';
import { verifyReferences } from './verify-references.js';
import { verifyRuns } from './verify-runs.js';
import { verifyShipments } from './verify-shipments.js';

/**
 * Verifies all that the tables say of what was done with material: the ledger in itself, and every batch, shipment, run,
 * charge, disposition and agreement against it. Everything is worked out again by the domain's own functions, or by queries
 * that say the same in another way; what stands only once in the tables nobody can verify.
 *
 * @param manager a snapshot: everything is read at one moment
 */
export function verifyBooks(manager: EntityManager): Promise<Verification> {
  return verifyLedger(manager, [
    verifyReferences,
    ...subjectChecks,
    ...eventChecks,
    ...chargeChecks,
    ...plantChecks,
    ...lotChecks,
    verifyPlantSums,
    acts,
  ]);
}

async function acts(manager: EntityManager, findings: Findings): Promise<void> {
  await guarded({ findings }, { table: 'agreement', key: {} }, async () =>
    verifyActs(await Facts.read(manager, findings)),
  );
}

async function verifyActs(facts: Facts): Promise<void> {
  await verifyAgreements(facts);
  await verifyCodes(facts);
  await verifyDays(facts);
  await verifyFamilies(facts);
  await verifyShipments(facts);
  await verifyRuns(facts);
  await verifyLots(facts);
}
