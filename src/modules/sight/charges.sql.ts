import type { Viewer } from '../../domain/sight/viewer.js';
import type { Listed } from './listed.js';
import { knowsPartySql } from './members.js';

/**
 * A recycler never learns of the generator's primary purchases: the party that charged sees a charge; the recycler of an
 * agreement only one that contains material of its agreements, charged by somebody who works under them; an auditor
 * likewise one of its host, for its agreement.
 */
export function seesChargeSql(viewer: Viewer, charge: string, listed: Listed): string {
  const { partyId, recyclerOf, only } = viewer;
  const chargedBy = (id: string): string => `"${charge}"."partyId" = ${listed([id])}`;
  const ways = [
    ...(only
      ? only.map((host) => `(${chargedBy(host.partyId)} AND ${containsSql(viewer, charge, host.agreementIds, listed)})`)
      : [chargedBy(partyId)]),
    ...(recyclerOf.size > 0 ? [containsSql(viewer, charge, [...recyclerOf], listed)] : []),
  ];
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}

/** Of the charges that the viewer sees, that one contains material of an agreement as far as the viewer may know. */
export function seesChargeOfSql(viewer: Viewer, charge: string, listed: Listed, agreementId: string): string {
  const { agreementIds, recyclerOf, only } = viewer;
  if (!agreementIds.has(agreementId)) return '(1 = 0)';
  const contains = containsSql(viewer, charge, [agreementId], listed);
  if (recyclerOf.has(agreementId)) return contains;
  const partyId = only?.find((host) => host.agreementIds.includes(agreementId))?.partyId ?? viewer.partyId;
  return `(${contains} AND "${charge}"."partyId" = ${listed([partyId])})`;
}

/** That a charge contains material of agreements, as somebody who works under them charged it. */
function containsSql(viewer: Viewer, charge: string, agreementIds: readonly string[], listed: Listed): string {
  const places = { agreement: '"p"."agreementKey"', party: `"${charge}"."partyId"` };
  return `EXISTS (SELECT 1 FROM "posting" "p" WHERE "p"."entryId" = "${charge}"."entryId"
    AND "p"."agreementKey" IN ${listed(agreementIds)}
    AND (${viewer.only ? '' : `"${charge}"."partyId" = ${listed([viewer.partyId])} OR`} ${knowsPartySql(viewer, places, listed)}))`;
}
