import { faultAt, type Fault } from '../measure/faults.js';
import { sidesOf, type AgreementSides } from '../agreement/sides.js';
import type { Day } from '../measure/time.js';
import { changed, type ActRecord } from './act.js';
import type { Agreements } from './load-cover.js';
import type { Batch, Shipment, ShipmentLine } from './records.js';
import { nextShipmentStatus, type Leg, type ShipmentStepName } from './shipment.js';

/*
 * What the acts on shipments have in common.
 */

/** A shipment, with its lines in the order in which they were planned. */
export interface HeldShipment {
  readonly shipment: Shipment;
  readonly lines: readonly ShipmentLine[];
}

/** What nobody has weighed, nor said anything of after its dispatch. */
export const UNWEIGHED = {
  asAnnounced: null,
  grossMg: null,
  tareMg: null,
  netMg: null,
  moisturePpm: null,
  oilPpm: null,
  pieces: null,
  receivedDryMg: null,
  refusedNetMg: null,
  refusedDryMg: null,
  refusalReason: null,
  refusedPieces: null,
  refusedBatchId: null,
  note: null,
  flag: null,
  settled: false,
  settledDryMg: null,
  senderNamedMg: null,
  receiverNamedMg: null,
} as const satisfies Partial<ShipmentLine>;

/** A shipment of which something changes. */
export function shipmentChange(shipment: Shipment, change: Partial<Shipment>): ActRecord {
  return changed('shipment', shipment, { ...change, version: shipment.version + 1 });
}

/** A shipment taken one step on. @throws DomainError `shipment-state` */
export function shipmentStep(shipment: Shipment, step: ShipmentStepName, change: Partial<Shipment> = {}): ActRecord {
  return shipmentChange(shipment, { ...change, status: nextShipmentStatus(step, shipment.status) });
}

/** The sides of agreements, by identifier, with the processors that count on a day. */
export function sidesOn(agreements: Agreements, day: Day): ReadonlyMap<string, AgreementSides> {
  return new Map([...agreements].map(([id, facts]) => [id, sidesOf(facts, day)]));
}

/** The way of one batch in a shipment: everything that decides what its postings count to. */
export function legOf(
  { id, fromSiteId, fromPartyId, toSiteId, toPartyId }: Shipment,
  { id: batchId, kind }: Batch,
  { leak, sides }: Pick<Leg, 'leak' | 'sides'>,
): Leg {
  return {
    shipmentId: id,
    batchId,
    leak,
    sides,
    byProduct: kind === 'by-product',
    from: { siteId: fromSiteId, partyId: fromPartyId },
    to: { siteId: toSiteId, partyId: toPartyId },
  };
}

/** Lines that name a batch which is not in question, or one that an earlier line names. */
export function linesFaults(batchIds: readonly string[], given: readonly string[]): Fault[] {
  return given.flatMap((id, index) => {
    const pointer = `/lines/${index}/batchId`;
    if (!batchIds.includes(id)) return [faultAt(pointer, 'not-awaited')];
    return given.indexOf(id) < index ? [faultAt(pointer, 'line-repeated')] : [];
  });
}
