import { signedVersions, type AgreementFacts } from '../../domain/agreement/agreement.js';
import type { AgreementMembers } from '../../domain/sight/seers.js';

/** Who works under an agreement: its sides, and the processors that both of them have ever named. */
export function membersOf(facts: AgreementFacts): AgreementMembers {
  const { id, generatorId, recyclerId } = facts;
  const named = signedVersions(facts).flatMap(({ terms }) => terms.processorIds);
  return { id, generatorId, recyclerId, memberIds: new Set([generatorId, recyclerId, ...named]) };
}

/**
 * The same as an SQL condition.
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
