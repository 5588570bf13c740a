import type { SelectQueryBuilder } from 'typeorm';
import type { BatchEyes } from '../batches/index.js';
import type { ShipmentRow } from './shipment.entity.js';

/**
 * Whether a party is at an end of the shipment and so sees all of it: the sender always, the receiver from the dispatch
 * on, since a planned return may hold what is not yet for its eyes.
 */
export function isSeenWhole(shipment: ShipmentRow, partyId: string | null): boolean {
  const { fromPartyId, toPartyId, dispatchedOn } = shipment;
  return partyId !== null && (fromPartyId === partyId || (toPartyId === partyId && dispatchedOn !== null));
}

/** How often the statement of {@link shipmentSeenBy} names the party. */
export const SEEN_BY_NAMES = 4;

/**
 * That a party sees a shipment: as one of its ends, or as a side of the agreement that it goes under, from the dispatch on.
 * The agreement's recycler sees also what its generator plans.
 *
 * @param shipment the alias of the shipment
 * @param party how the statement names the party
 */
export function shipmentSeenBy(shipment: string, party: string): string {
  const column = (name: string): string => `"${shipment}"."${name}"`;
  const isOnItsWay = `${column('dispatchedOn')} IS NOT NULL`;
  return `(${column('fromPartyId')} = ${party} OR (${column('toPartyId')} = ${party} AND ${isOnItsWay})
    OR EXISTS (SELECT 1 FROM "agreement" "a" WHERE "a"."id" = ${column('agreementId')}
      AND (("a"."recyclerId" = ${party} AND ("a"."generatorId" = ${column('fromPartyId')} OR ${isOnItsWay}))
        OR ("a"."generatorId" = ${party} AND ${isOnItsWay}))))`;
}

/** Limits a query on shipments to those that the eyes may see. */
export function limitShipments(query: SelectQueryBuilder<ShipmentRow>, { partyId, only }: BatchEyes): void {
  if (!only) {
    query.andWhere(shipmentSeenBy('shipment', ':eyes'), { eyes: partyId });
    return;
  }
  const ways = only.map((host, index) => {
    query.setParameters({ [`host${index}`]: host.partyId, [`of${index}`]: host.agreementIds });
    return `(shipment.agreementId IN (:...of${index}) AND ${shipmentSeenBy('shipment', `:host${index}`)})`;
  });
  query.andWhere(`(${['1 = 0', ...ways].join(' OR ')})`);
}
