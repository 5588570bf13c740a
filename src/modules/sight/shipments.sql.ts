import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../domain/sight/viewer.js';
import { idsAmong, type Listed } from './listed.js';
import { isMemberSql } from './members.js';

/** The ways in which a party comes to see a shipment, each as a condition. */
interface Ways {
  readonly atEnd: readonly string[];
  readonly byAgreement: string;
}

/** The two ends: the receiver from the dispatch on, since a planned return may hold what is not yet for it to see. */
function ends(shipment: string, party: () => string): readonly string[] {
  return [
    `"${shipment}"."fromPartyId" = ${party()}`,
    `("${shipment}"."toPartyId" = ${party()} AND "${shipment}"."dispatchedOn" IS NOT NULL)`,
  ];
}

/**
 * A shipment with its batches and receipt is seen by both ends, agreement or not: `isAtAnEnd` of the domain.
 *
 * @param shipment the alias of the shipment
 * @param party names the party in the statement, anew each time
 */
export function isAtAnEndSql(shipment: string, party: () => string): string {
  return `(${ends(shipment, party).join(' OR ')})`;
}

/**
 * A shipment is seen by its sender, by its receiver from dispatch on, and by the sides of its agreement: the recycler every
 * one that is on its way, and what its generator plans; a generator only where both ends are sites of its own, of the
 * recycler or of a processor named in the agreement, as `sideSeesLeg` of the domain says. Any other is 404.
 */
export function waysToSeeShipment(shipment: string, party: () => string): Ways {
  const column = (name: string): string => `"${shipment}"."${name}"`;
  const isOnItsWay = `${column('dispatchedOn')} IS NOT NULL`;
  return {
    atEnd: ends(shipment, party),
    byAgreement: `EXISTS (SELECT 1 FROM "agreement" "a" WHERE "a"."id" = ${column('agreementId')}
      AND (("a"."recyclerId" = ${party()} AND ("a"."generatorId" = ${column('fromPartyId')} OR ${isOnItsWay}))
        OR ("a"."generatorId" = ${party()} AND ${isOnItsWay}
          AND ${isMemberSql('a', column('fromPartyId'))} AND ${isMemberSql('a', column('toPartyId'))})))`,
  };
}

/** That a party sees a shipment in one of these ways. */
export function partySeesShipmentSql(shipment: string, party: () => string): string {
  const { atEnd, byAgreement } = waysToSeeShipment(shipment, party);
  return `(${[...atEnd, byAgreement].join(' OR ')})`;
}

/** That the viewer sees a shipment: an auditor what its hosts see of their agreement's. */
export function seesShipmentSql({ partyId, only }: Viewer, shipment: string, listed: Listed): string {
  const seenBy = (party: string): string => partySeesShipmentSql(shipment, () => listed([party]));
  if (!only) return seenBy(partyId);
  const ways = only.map(
    (host) => `("${shipment}"."agreementId" IN ${listed(host.agreementIds)} AND ${seenBy(host.partyId)})`,
  );
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}

/** Of shipments, those that the viewer sees. */
export function shipmentsSeen(
  manager: EntityManager,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  return idsAmong(manager, { table: 'shipment', ids }, (listed) => seesShipmentSql(viewer, 't', listed));
}

/** The status of a batch as who sees it now may know it: one that waits for a shipment that they do not see rests. */
export function shownStatusSql(viewer: Viewer, batch: string, listed: Listed): string {
  const seesShipment = `EXISTS (SELECT 1 FROM "shipment" "h" WHERE "h"."id" = "${batch}"."shipmentId"
    AND ${seesShipmentSql(viewer, 'h', listed)})`;
  return `CASE WHEN "${batch}"."status" = 'in-shipment' AND NOT ${seesShipment} THEN "${batch}"."resting"
    ELSE "${batch}"."status" END`;
}
