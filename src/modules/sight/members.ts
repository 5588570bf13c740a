import type { EntityManager } from 'typeorm';
import { membersOf, type AgreementMembers } from '../../domain/sight/seers.js';
import type { Viewer } from '../../domain/sight/viewer.js';
import { loadAgreements } from '../agreements/index.js';
import type { Listed } from './listed.js';

/** Who works under agreements: what decides who sees what of them. */
export async function agreementMembers(
  manager: EntityManager,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, AgreementMembers>> {
  const stored = await loadAgreements(manager, agreementIds);
  return new Map(stored.map(({ facts }) => [facts.id, membersOf(facts)]));
}

/**
 * That a party works under an agreement, as `membersOf` in the domain says: its sides, and the processors that both of them
 * have ever named.
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

/**
 * A generator never learns of the recycler's other customers: `knowsParty` of the domain, but for what is booked in the own
 * name.
 *
 * @param agreement names the agreement in the statement
 * @param party likewise the party
 */
export function knowsPartySql(
  { agreementIds, recyclerOf, members }: Viewer,
  { agreement, party }: { readonly agreement: string; readonly party: string },
  listed: Listed,
): string {
  const generatorOf = [...agreementIds].filter((id) => !recyclerOf.has(id));
  const partners = [...members.values()].flatMap(({ memberIds }) => [...memberIds]);
  const ways = [
    ...(generatorOf.length > 0
      ? [
          `(${agreement} IN ${listed(generatorOf)} AND EXISTS (SELECT 1 FROM "agreement" "km"
      WHERE "km"."id" = ${agreement} AND ${isMemberSql('km', party)}))`,
        ]
      : []),
    ...(recyclerOf.size > 0
      ? [`(${agreement} IN ${listed([...recyclerOf])} AND ${party} IN ${listed([...new Set(partners)])})`]
      : []),
  ];
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}
