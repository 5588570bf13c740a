import { DRY_MASS, totalMg, type Holding } from '../../domain/holding.js';
import { mgToKg, ppmToPct } from '../../domain/quantities.js';
import type { BatchRow } from '../batches/index.js';
import type { ShipmentAnswer, ShipmentLineAnswer } from './shipment-answer.dto.js';
import type { ShipmentLineRow, ShipmentRow } from './shipment.entity.js';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const kg = (mg: number | null): number | null => (mg === null ? null : mgToKg(mg));
const pct = (ppm: number | null): number | null => (ppm === null ? null : ppmToPct(ppm));

export function shipmentAnswer(
  shipment: ShipmentRow,
  { entryId, lines }: { readonly entryId: string | null; readonly lines: ShipmentLineAnswer[] },
): ShipmentAnswer {
  const { id, code, status, agreementId, fromPartyId, fromSiteId, toPartyId, toSiteId, carrier, documents } = shipment;
  const { plannedOn, carveOut, breachReason, reason, seal, dispatchedAt, dispatchedOn, receivedAt, receivedOn } =
    shipment;
  return {
    ...{ id, code, status, agreementId, fromPartyId, fromSiteId, toPartyId, toSiteId, carrier },
    ...{ documents: [...documents], plannedOn, carveOut, reason, seal, dispatchedOn, receivedOn, entryId, lines },
    breach: breachReason === null ? null : { reason: breachReason },
    ...{ dispatchedAt: iso(dispatchedAt), receivedAt: iso(receivedAt) },
    ...{ createdAt: new Date(shipment.createdAt).toISOString(), version: shipment.version },
  };
}

export function lineAnswer(line: ShipmentLineRow, batch: BatchRow, stock: Holding): ShipmentLineAnswer {
  const { announcedDryMg, receivedDryMg, settledDryMg, refusedDryMg } = line;
  const accepted = receivedDryMg === null ? null : (settledDryMg ?? receivedDryMg) - (refusedDryMg ?? 0);
  const difference = receivedDryMg === null ? null : receivedDryMg - (announcedDryMg ?? 0);
  return {
    ...{ batchId: batch.id, code: batch.code, kind: batch.kind, stream: batch.stream, product: batch.product },
    announcedDryKg: mgToKg(announcedDryMg ?? totalMg(stock, DRY_MASS)),
    ...{ announcedPieces: line.announcedPieces, estimated: batch.estimated },
    ...{ grossKg: kg(line.grossMg), tareKg: kg(line.tareMg), netKg: kg(line.netMg) },
    ...{ moisturePct: pct(line.moisturePpm), oilPct: pct(line.oilPpm), pieces: line.pieces },
    ...{ receivedDryKg: kg(receivedDryMg), differenceDryKg: kg(difference), flag: line.flag },
    ...{ settled: line.settled, settledDryKg: kg(settledDryMg), acceptedDryKg: kg(accepted) },
    ...{ refusedKg: kg(line.refusedNetMg), refusedDryKg: kg(refusedDryMg), refusalReason: line.refusalReason },
    ...{ refusedPieces: line.refusedPieces, refusedBatchId: line.refusedBatchId },
    ...{ senderNamedDryKg: kg(line.senderNamedMg), receiverNamedDryKg: kg(line.receiverNamedMg), note: line.note },
  };
}
