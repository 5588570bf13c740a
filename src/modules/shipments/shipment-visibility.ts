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

/** That a party, as a parameter names it, sees a shipment. The agreement's recycler sees also what its generator plans. */
function isSeenBy(party: string): string {
  return `(shipment.fromPartyId = :${party} OR (shipment.toPartyId = :${party} AND shipment.dispatchedOn IS NOT NULL)
    OR EXISTS (SELECT 1 FROM "agreement" "a" WHERE "a"."recyclerId" = :${party}
      AND "a"."id" = shipment.agreementId AND "a"."generatorId" = shipment.fromPartyId))`;
}

/** Limits a query on shipments to those that the eyes may see. */
export function limitShipments(query: SelectQueryBuilder<ShipmentRow>, { partyId, only }: BatchEyes): void {
  if (!only) {
    query.andWhere(isSeenBy('eyes'), { eyes: partyId });
    return;
  }
  const ways = only.map((host, index) => {
    query.setParameters({ [`host${index}`]: host.partyId, [`of${index}`]: host.agreementIds });
    return `(shipment.agreementId IN (:...of${index}) AND ${isSeenBy(`host${index}`)})`;
  });
  query.andWhere(`(${['1 = 0', ...ways].join(' OR ')})`);
}
