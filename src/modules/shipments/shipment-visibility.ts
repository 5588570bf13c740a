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

const AT_AN_END =
  '(shipment.fromPartyId = :eyes OR (shipment.toPartyId = :eyes AND shipment.dispatchedOn IS NOT NULL))';
/** The agreement's recycler sees where its generator's material goes, also what it plans. */
const OF_AN_AGREEMENT = `EXISTS (SELECT 1 FROM "agreement" "a" WHERE "a"."recyclerId" = :eyes
  AND "a"."id" = shipment.agreementId AND "a"."generatorId" = shipment.fromPartyId )`;

/** Limits a query on shipments to those that the eyes may see. */
export function limitShipments(query: SelectQueryBuilder<ShipmentRow>, { partyId, only }: BatchEyes): void {
  query.andWhere(`(${AT_AN_END} OR ${OF_AN_AGREEMENT})`, { eyes: partyId });
  if (only) query.andWhere('shipment.agreementId IN (:...only)', { only: only.length > 0 ? [...only] : [''] });
}
