import type { EntityManager } from 'typeorm';
import { membersOf, type AgreementMembers } from '../../domain/sight/seers.js';
import { loadAgreements } from './agreement-store.js';

/** Who works under agreements: what decides who sees what of them. */
export async function agreementMembers(
  manager: EntityManager,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, AgreementMembers>> {
  const stored = await loadAgreements(manager, agreementIds);
  return new Map(stored.map(({ facts }) => [facts.id, membersOf(facts)]));
}

/**
 * That a party works under an agreement, as `membersOf` in the domain says, as an SQL condition.
 *
 * @param agreement the alias of the agreement
 * @param party how the statement names the party
 */
export function isMemberSql(agreement: string, party: string): string {
  const column = (name: string): string => `"${agreement}"."${name}"`;
  return `(${party} IN (${column('generatorId')}, ${column('recyclerId')})
    OR EXISTS (SELECT 1 FROM "agreement_version" "mv" WHERE "mv"."agreementId" = ${column('id')}
      AND "mv"."terms" LIKE '%"' || ${party} || '"%'
      AND (SELECT COUNT(*) FROM "agreement_signature" "ms" WHERE "ms"."agreementId" = "mv"."agreementId"
        AND "ms"."subject" = 'version:' || "mv"."number"
        AND "ms"."partyId" IN (${column('generatorId')}, ${column('recyclerId')})) = 2))`;
}
