import type { ShipmentRow } from './shipment.entity.js';

/**
 * Whether a party is at an end of the shipment and so sees all of it: the sender always, the receiver from the dispatch
 * on, since a planned return may hold what is not yet for its eyes.
 */
export function isAtAnEnd(shipment: ShipmentRow, partyId: string | null): boolean {
  const { fromPartyId, toPartyId, dispatchedOn } = shipment;
  return partyId !== null && (fromPartyId === partyId || (toPartyId === partyId && dispatchedOn !== null));
}
