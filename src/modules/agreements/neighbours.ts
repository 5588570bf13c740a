import type { EntityManager } from 'typeorm';
import { listOf, runSql } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import { loadAgreements } from './agreement-store.js';

/** The other agreements that cover anything at these sites. */
export async function neighbours(tx: EntityManager, id: string, siteIds: readonly string[]): Promise<AgreementFacts[]> {
  const unique = [...new Set(siteIds)];
  if (unique.length === 0) return [];
  const rows = await runSql<{ agreementId: string }>(
    tx,
    `SELECT DISTINCT "agreementId" FROM "agreement_reach" WHERE "siteId" IN ${listOf(unique)} AND "agreementId" <> ?`,
    [...unique, id],
  );
  const stored = await loadAgreements(
    tx,
    rows.map(({ agreementId }) => agreementId),
  );
  return stored.map(({ facts }) => facts);
}
