import { shipmentMay } from '../../domain/acts/may.js';
import type { Batch, Shipment, ShipmentLine } from '../../domain/acts/records.js';
import { DRY_MASS, totalMg, type Holding } from '../../domain/matter/holding.js';
import { mgToKg, minus, ppmToPct, type Mg, type Ppm } from '../../domain/measure/quantities.js';
import { type Viewer, textTold } from '../../domain/sight/viewer.js';
import type { ShipmentAnswer, ShipmentLineAnswer } from './shipment-answer.dto.js';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const kg = (mg: Mg | null): number | null => (mg === null ? null : mgToKg(mg));
const pct = (ppm: Ppm | null): number | null => (ppm === null ? null : ppmToPct(ppm));

interface ShipmentView {
  readonly viewer: Viewer;
  readonly entryId: string | null;
  readonly lines: ShipmentLineAnswer[];
}

export function shipmentAnswer(shipment: Shipment, { viewer, entryId, lines }: ShipmentView): ShipmentAnswer {
  const { id, code, status, fromPartyId, fromSiteId, toPartyId, toSiteId, carrier, documents } = shipment;
  const { plannedOn, seal, dispatchedAt, dispatchedOn, receivedAt, receivedOn, carveOut, breachReason } = shipment;
  const agreementId =
    shipment.agreementId && viewer.agreementIds.has(shipment.agreementId) ? shipment.agreementId : null;
  // The receiver need not be told why the sender sends it, nor against which agreement.
  const departs = carveOut !== null || breachReason !== null;
  const text = textTold({ bookedBy: fromPartyId, departsFrom: departs ? agreementId : null }, viewer);
  const isRead = text !== 'nothing';
  return {
    id,
    code,
    status,
    agreementId,
    fromPartyId,
    fromSiteId,
    toPartyId,
    toSiteId,
    carrier,
    documents: [...documents],
    plannedOn,
    seal,
    dispatchedOn,
    receivedOn,
    entryId,
    lines,
    dispatchEventOn: shipment.dispatchEventOn,
    receiptEventOn: shipment.receiptEventOn,
    carveOut: isRead ? carveOut : null,
    reason: isRead ? shipment.reason : null,
    breach: isRead && breachReason !== null ? { reason: breachReason } : null,
    dispatchedAt: iso(dispatchedAt),
    receivedAt: iso(receivedAt),
    createdAt: new Date(shipment.createdAt).toISOString(),
    may: shipmentMay(shipment, viewer.partyId),
    version: shipment.version,
  };
}

export function lineAnswer(line: ShipmentLine, batch: Batch, stock: Holding): ShipmentLineAnswer {
  const { announcedDryMg, receivedDryMg, settledDryMg, refusedDryMg } = line;
  const isWhole = line.refusedBatchId === line.batchId;
  const kept = isWhole ? 0 : minus(settledDryMg ?? receivedDryMg ?? 0, refusedDryMg ?? 0);
  const accepted = receivedDryMg === null ? null : kept;
  const difference = receivedDryMg === null ? null : minus(receivedDryMg, announcedDryMg ?? 0);
  return {
    batchId: batch.id,
    code: batch.code,
    kind: batch.kind,
    stream: batch.stream,
    product: batch.product,
    announcedDryKg: mgToKg(announcedDryMg ?? totalMg(stock, DRY_MASS)),
    announcedPieces: line.announcedPieces,
    estimated: line.flag === 'estimated' || (receivedDryMg === null && batch.estimated),
    asAnnounced: receivedDryMg === null ? null : (line.asAnnounced ?? false),
    grossKg: kg(line.grossMg),
    tareKg: kg(line.tareMg),
    netKg: kg(line.netMg),
    moisturePct: pct(line.moisturePpm),
    oilPct: pct(line.oilPpm),
    pieces: line.pieces,
    receivedDryKg: kg(receivedDryMg),
    differenceDryKg: kg(difference),
    flag: line.flag,
    settled: line.settled,
    settledDryKg: kg(settledDryMg),
    acceptedDryKg: kg(accepted),
    refusedKg: kg(line.refusedNetMg),
    refusedDryKg: kg(refusedDryMg),
    refusalReason: line.refusalReason,
    refusedPieces: line.refusedPieces,
    refusedBatchId: line.refusedBatchId,
    senderNamedDryKg: kg(line.senderNamedMg),
    receiverNamedDryKg: kg(line.receiverNamedMg),
    note: line.note,
  };
}
