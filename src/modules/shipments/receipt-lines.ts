import type { Fault } from '../../common/index.js';
import { kgToMg, pctToPpm } from '../../domain/measure/quantities.js';
import type { ReceiptDecision, Weighed } from '../../domain/acts/receipt.js';
import { coded } from '../../domain/acts/born.js';
import type { BatchRow } from '../batches/index.js';
import type { NewReceiptLine } from './shipment.dto.js';
import type { ShipmentLineRow } from './shipment.entity.js';

/** A line as the domain reads it. */
export function weighedOf(line: NewReceiptLine): Weighed {
  const { grossKg = 0, tareKg = 0, moisturePct, oilPct, pieces, refusedKg = 0, refusedPieces } = line;
  return {
    ...(line.asAnnounced ? { asAnnounced: true } : {}),
    ...{ grossMg: kgToMg(grossKg), tareMg: kgToMg(tareKg), refusedNetMg: kgToMg(refusedKg) },
    ...(moisturePct === undefined ? {} : { moisturePpm: pctToPpm(moisturePct) }),
    ...(oilPct === undefined ? {} : { oilPpm: pctToPpm(oilPct) }),
    ...(pieces === undefined ? {} : { pieces }),
    ...(refusedPieces === undefined ? {} : { refusedPieces }),
  };
}

/** What a scale and a probe say: of what is taken over as announced they said nothing. */
const WEIGHED_FIELDS = ['grossKg', 'tareKg', 'moisturePct', 'oilPct'] as const;

/** One line for every batch of the shipment and none for any other; a refusal has a reason. */
export function receiptFaults(batchIds: readonly string[], lines: readonly NewReceiptLine[]): Fault[] {
  const given = lines.map(({ batchId }) => batchId);
  const faults = linesFaults(batchIds, given);
  for (const id of batchIds) {
    if (!given.includes(id)) faults.push({ pointer: '/lines', message: `must have a line for the batch ${id}` });
  }
  for (const [index, { refusedKg = 0, refusalReason, ...line }] of lines.entries()) {
    for (const name of line.asAnnounced ? WEIGHED_FIELDS : []) {
      if (line[name] === undefined) continue;
      faults.push({ pointer: `/lines/${index}/${name}`, message: 'does not go with what is taken over as announced' });
    }
    if (refusedKg > 0 && refusalReason === undefined) {
      faults.push({ pointer: `/lines/${index}/refusalReason`, message: 'must say why something is refused' });
    }
    if (refusedKg === 0 && refusalReason !== undefined) {
      faults.push({ pointer: `/lines/${index}/refusedKg`, message: 'must say how much is refused' });
    }
  }
  return faults;
}

/** Lines that name a batch which is not in question, or one that an earlier line names. */
export function linesFaults(batchIds: readonly string[], given: readonly string[]): Fault[] {
  return given.flatMap((id, index) => {
    const pointer = `/lines/${index}/batchId`;
    if (!batchIds.includes(id)) return [{ pointer, message: 'is not a batch of this shipment that awaits this' }];
    return given.indexOf(id) < index ? [{ pointer, message: 'stands in an earlier line already' }] : [];
  });
}

/** The columns of a line that the receipt fills. */
export function weighedColumns(given: NewReceiptLine, decision: ReceiptDecision): Partial<ShipmentLineRow> {
  const { netMg, moisturePpm, oilPpm, pieces, receivedDryMg, refusedDryMg, flag, settledDryMg } = decision;
  return {
    ...{ grossMg: milligrams(given.grossKg), tareMg: milligrams(given.tareKg), netMg, moisturePpm, oilPpm, pieces },
    asAnnounced: given.asAnnounced ?? false,
    ...{ receivedDryMg, refusedDryMg, refusedNetMg: kgToMg(given.refusedKg ?? 0), flag },
    ...{ refusalReason: given.refusalReason ?? null, refusedPieces: given.refusedPieces ?? null },
    ...{ note: given.note ?? null, settledDryMg, settled: settledDryMg !== null },
  };
}

const milligrams = (kg: number | undefined): number | null => (kg === undefined ? null : kgToMg(kg));

/** What a receipt leaves of a line when it is taken back. */
export const UNWEIGHED: Partial<ShipmentLineRow> = {
  ...{ grossMg: null, tareMg: null, netMg: null, moisturePpm: null, oilPpm: null, pieces: null },
  ...{ receivedDryMg: null, refusedDryMg: null, refusedNetMg: null, flag: null, refusalReason: null },
  ...{ refusedPieces: null, refusedBatchId: null, note: null, settledDryMg: null, settled: false, asAnnounced: null },
  ...{ senderNamedMg: null, receiverNamedMg: null },
};

/** The batch that a refused part becomes, at the sender: all that it is it has from its parent, but for its mass and its code. */
export function refusedPart(facts: {
  batch: BatchRow;
  decision: ReceiptDecision;
  given: NewReceiptLine;
  /** Default true: that the agreement's recycler refused it. */
  refusedFlag?: boolean;
  fromSiteId: string;
  id: string;
  now: number;
}): BatchRow {
  const { batch, decision, given, refusedFlag = true, fromSiteId, id, now } = facts;
  return {
    ...batch,
    ...{ id, ...coded(batch.code), parentId: batch.id, parentRelation: 'refused', refused: refusedFlag, runId: null },
    ...{ grossMg: null, tareMg: null, netMg: kgToMg(given.refusedKg ?? 0), dryMg: decision.refusedDryMg },
    ...{ moisturePpm: decision.moisturePpm, oilPpm: decision.oilPpm, pieces: Math.max(1, given.refusedPieces ?? 1) },
    ...{ siteId: fromSiteId, status: 'on-hand', resting: 'on-hand', shipmentId: null, estimated: false },
    ...{ createdAt: now, version: 1 },
  };
}
