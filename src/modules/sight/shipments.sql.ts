import { isMemberSql } from '../agreements/index.js';
import type { BatchEyes } from './eyes.js';
import type { Listed } from './listed.js';

/**
 * That a party sees a shipment: as one of its ends, the receiver from the dispatch on, since a planned return may hold what is
 * not yet for its eyes; or as a side of the agreement that it goes under, as `sideSeesLeg` in the domain says.
 *
 * @param shipment the alias of the shipment
 * @param party names the party in the statement, anew each time
 */
export function shipmentSeenBy(shipment: string, party: () => string): string {
  const column = (name: string): string => `"${shipment}"."${name}"`;
  const isOnItsWay = `${column('dispatchedOn')} IS NOT NULL`;
  return `(${atAnEnd(shipment, party)}
    OR EXISTS (SELECT 1 FROM "agreement" "a" WHERE "a"."id" = ${column('agreementId')}
      AND (("a"."recyclerId" = ${party()} AND ("a"."generatorId" = ${column('fromPartyId')} OR ${isOnItsWay}))
        OR ("a"."generatorId" = ${party()} AND ${isOnItsWay}
          AND ${isMemberSql('a', column('fromPartyId'))} AND ${isMemberSql('a', column('toPartyId'))}))))`;
}

/**
 * That a party is at one of the ends of a shipment that it sees.
 *
 * @param party names the party in the statement, anew each time
 */
export function atAnEnd(shipment: string, party: () => string): string {
  return `("${shipment}"."fromPartyId" = ${party()}
    OR ("${shipment}"."toPartyId" = ${party()} AND "${shipment}"."dispatchedOn" IS NOT NULL))`;
}

/** That the eyes see a shipment: an auditor what its hosts see of their agreement's. */
export function eyesSeeShipment({ partyId, only }: BatchEyes, shipment: string, listed: Listed): string {
  const seenBy = (party: string): string => shipmentSeenBy(shipment, () => listed([party]));
  if (!only) return seenBy(partyId);
  const ways = only.map(
    (host) => `("${shipment}"."agreementId" IN ${listed(host.agreementIds)} AND ${seenBy(host.partyId)})`,
  );
  return `(${['1 = 0', ...ways].join(' OR ')})`;
}
