import type { GivenReceipt } from '../../domain/acts/receipt.js';
import type { Shipment } from '../../domain/acts/records.js';
import type { ShipmentPapers } from '../../domain/acts/ship.js';
import { kgToMg, pctToPpm } from '../../domain/measure/quantities.js';
import type { NewReceiptLine, NewShipment, ShipmentEdit } from './shipment.dto.js';

/*
 * Where what was sent becomes what is counted with: kilograms milligrams, percent parts per million, what was left out its
 * default.
 */

export function papersOf(body: NewShipment): ShipmentPapers {
  return {
    carrier: body.carrier ?? null,
    documents: body.documents ?? [],
    plannedOn: body.plannedOn ?? null,
    carveOut: body.carveOut ?? null,
    breachReason: body.breach?.reason ?? null,
    reason: body.reason ?? null,
  };
}

/** The columns that follow from fields that nothing else depends on. */
export function paperChange({ carrier, documents, plannedOn, reason }: ShipmentEdit): Partial<Shipment> {
  const change = { carrier, documents, plannedOn, reason };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

export function givenReceipt(line: NewReceiptLine): GivenReceipt {
  const { grossKg, tareKg, moisturePct, oilPct, pieces, refusedKg, refusedPieces } = line;
  return {
    batchId: line.batchId,
    weighed: {
      asAnnounced: line.asAnnounced,
      grossMg: kgToMg(grossKg ?? 0),
      tareMg: kgToMg(tareKg ?? 0),
      moisturePpm: moisturePct === undefined ? undefined : pctToPpm(moisturePct),
      oilPpm: oilPct === undefined ? undefined : pctToPpm(oilPct),
      pieces,
      refusedNetMg: kgToMg(refusedKg ?? 0),
      refusedPieces,
    },
    grossMg: grossKg === undefined ? null : kgToMg(grossKg),
    tareMg: tareKg === undefined ? null : kgToMg(tareKg),
    refusalReason: line.refusalReason ?? null,
    note: line.note ?? null,
  };
}
