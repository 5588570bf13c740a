import { totalMg, DRY_MASS, sumOf } from '../../src/domain/matter/holding.js';
import { PPM, scaled } from '../../src/domain/measure/quantities.js';
import {
  decideReceipt,
  refusedPart,
  weighedColumns,
  type GivenReceipt,
  type ReceiptDecision,
} from '../../src/domain/acts/receipt.js';
import {
  arrivalOf,
  dispatchMovements,
  nextShipmentStatus,
  type ShipmentStepName,
  receiptMovements,
  type Arrival,
  type Leg,
  type Weighing,
} from '../../src/domain/acts/shipment.js';
import { settlementChange, settlementMovements } from '../../src/domain/acts/settlement.js';
import { coded } from '../../src/domain/acts/born.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { ShipmentLineRow, ShipmentRow } from '../../src/modules/shipments/shipment.entity.js';
import { legOf, UNWEIGHED } from '../../src/domain/acts/shipment-change.js';
import type { Side } from './setting.js';
import { asRead, type Lot, type Stage } from './stage.js';

const DAY_MS = 86_400_000;

export interface Journey {
  readonly from: Side;
  readonly to: Side;
  readonly dispatchedAt: number;
  readonly receivedAt: number;
  /** What the receiver's scale says of a batch, in parts per million of its net mass. */
  readonly scalePpmOf: (lot: Lot) => number;
  /** What of it the receiver refuses, in parts per million of what arrived. */
  readonly refusedPpmOf: (lot: Lot) => number;
}

/** A shipment on its way through the books. */
interface Trip {
  readonly journey: Journey;
  readonly shipment: ShipmentRow;
  readonly items: readonly Item[];
}

/** One batch of a shipment. */
interface Item {
  readonly lot: Lot;
  readonly line: ShipmentLineRow;
  readonly leg: Leg;
  /** What left, and by which assay it is weighed. */
  readonly weighing: Weighing;
}

/**
 * Batches planned, dispatched, received and, where the scales disagree beyond the tolerance, settled on the mean.
 *
 * @returns the parts that were refused, in stock at the sender again
 */
export function ship(stage: Stage, lots: readonly Lot[], journey: Journey): Lot[] {
  const shipment = plannedRow(stage, journey);
  const items = lots.map((lot, ordinal) => {
    stage.step(lot, 'plan', { shipmentId: shipment.id });
    const leg = legOf(shipment, lot.batch, { leak: null, sides: stage.sides });
    const weighing = { dispatched: lot.held, composition: lot.composition, catalogue };
    return { lot, leg, weighing, line: plannedLine(shipment, lot, ordinal) };
  });
  const trip = { journey, shipment, items };
  dispatch(stage, trip);
  const refused = receive(stage, trip);
  settle(stage, trip);
  stage.books.rows.add(ShipmentRow, shipment);
  for (const { line } of items) stage.books.rows.add(ShipmentLineRow, line);
  return refused;
}

function plannedRow(stage: Stage, { from, to, dispatchedAt }: Journey): ShipmentRow {
  const id = stage.books.idAt(dispatchedAt);
  return {
    ...{
      id,
      code: `T-${id}`,
      codeKey: `t-${id}`,
      status: 'planned',
      agreementId: stage.setting.covering.agreementId,
    },
    ...{ fromPartyId: from.partyId, fromSiteId: from.site.id, toPartyId: to.partyId, toSiteId: to.site.id },
    ...{ carrier: 'Carrier', documents: [], plannedOn: null, carveOut: null, breachReason: null, reason: null },
    ...{ seal: null, dispatchedAt: null, dispatchedOn: null, receivedAt: null, receivedOn: null },
    ...{ dispatchEventOn: null, receiptEventOn: null },
    ...{ createdAt: stage.books.recordedAt(dispatchedAt), userId: from.userId, version: 1 },
  };
}

function plannedLine({ id: shipmentId }: ShipmentRow, { batch }: Lot, ordinal: number): ShipmentLineRow {
  const { id: batchId, pieces: announcedPieces, refused: refusedBefore } = batch;
  const line = { shipmentId, batchId, ordinal, leak: null, announcedDryMg: null, announcedPieces, refusedBefore };
  return { ...line, ...UNWEIGHED };
}

function stepShipment(shipment: ShipmentRow, step: ShipmentStepName, change: Partial<ShipmentRow> = {}): void {
  const status = nextShipmentStatus(step, shipment.status);
  Object.assign(shipment, change, { status, version: shipment.version + 1 });
}

function dispatch(stage: Stage, { journey, shipment, items }: Trip): void {
  const { from, dispatchedAt: at } = journey;
  const { on } = stage.moment(from, at);
  stepShipment(shipment, 'dispatch', { dispatchedAt: at, dispatchedOn: on, dispatchEventOn: on });
  const entry = stage.book({
    ...{ kind: 'dispatched', side: from, at },
    subjectIds: [shipment.id, ...items.map(({ lot }) => lot.batch.id)],
    movements: items.flatMap(({ leg, lot }) => dispatchMovements(leg, lot.held, on)),
  });
  for (const { lot, line } of items) {
    line.announcedDryMg = totalMg(lot.held, DRY_MASS);
    stage.record(entry, lot, { kind: 'dispatched', dryMg: line.announcedDryMg });
    stage.step(lot, 'dispatch');
  }
}

/** What was weighed and decided of one batch. */
interface Receipt extends Item {
  readonly given: GivenReceipt;
  readonly decision: ReceiptDecision;
  readonly arrival: Arrival;
  readonly part: Lot | null;
}

function receive(stage: Stage, { journey, shipment, items }: Trip): Lot[] {
  const { to, receivedAt: at } = journey;
  const receipts = items.map((item) => receiptOf(stage, journey, item));
  const { on } = stage.moment(to, at);
  const settled = receipts.every(({ decision }) => decision.settledDryMg !== null);
  stepShipment(shipment, settled ? 'receive-settled' : 'receive-disputed', {
    receivedAt: at,
    receivedOn: on,
    receiptEventOn: on,
  });
  const parts = receipts.flatMap(({ part }) => part ?? []);
  const days = { received: on, dispatched: shipment.dispatchedOn ?? on };
  const entry = stage.book({
    ...{ kind: 'received', side: to, at },
    subjectIds: [shipment.id, ...[...items.map(({ lot }) => lot), ...parts].map(({ batch }) => batch.id)],
    movements: receipts.flatMap(({ leg, arrival, part, lot, decision }) =>
      receiptMovements(leg, arrival, days, part?.batch.id ?? (decision.allRefused ? lot.batch.id : null)),
    ),
  });
  for (const { lot, line, given, decision, arrival, part } of receipts) {
    stage.record(entry, lot, { kind: 'received', dryMg: decision.receivedDryMg });
    const pieces = Math.max(1, decision.pieces);
    const arrived = { siteId: to.site.id, holderId: to.partyId, shipmentId: null, resting: 'received' as const };
    stage.step(lot, 'receive', { ...arrived, pieces, estimated: false });
    Object.assign(line, weighedColumns(given, decision), { refusedBatchId: part?.batch.id ?? null });
    lot.held = asRead(arrival.accepted);
    if (part) part.held = asRead(arrival.refused);
  }
  return parts;
}

function receiptOf(stage: Stage, { from, receivedAt, ...scale }: Journey, item: Item): Receipt {
  const { lot, line, weighing } = item;
  const { batch } = lot;
  const netMg = scaled(batch.netMg, scale.scalePpmOf(lot), PPM);
  const refusedNetMg = scaled(netMg, scale.refusedPpmOf(lot), PPM);
  const [grossMg, tareMg] = [netMg + (batch.tareMg ?? 0), batch.tareMg ?? 0];
  const given: GivenReceipt = {
    batchId: batch.id,
    weighed: { grossMg, tareMg, refusedNetMg },
    grossMg,
    tareMg,
    refusalReason: refusedNetMg > 0 ? 'Wet' : null,
    note: null,
  };
  const { moisturePpm, oilPpm, estimated } = batch;
  const announced = { dryMg: line.announcedDryMg ?? 0, moisturePpm, oilPpm, pieces: line.announcedPieces, estimated };
  const { weightTolerancePpm: tolerancePpm, settleOn } = stage.setting.covering.terms;
  const decision = decideReceipt(announced, given.weighed, { tolerancePpm, settleOn });
  const { bookedDryMg: receivedDryMg, refusedDryMg } = decision;
  const arrival = arrivalOf(weighing, { receivedDryMg, refusedDryMg });
  if (refusedDryMg === 0) return { ...item, given, decision, arrival, part: null };
  const [id, now] = [stage.books.idAt(receivedAt), stage.books.recordedAt(receivedAt)];
  const part = refusedPart({ batch, decision, given, fromSiteId: from.site.id, id, now });
  const row = { ...part, ...coded(`${batch.code}/R1`) };
  stage.enter(row);
  stage.show(row, stage.setting.plant, stage.setting.recycler);
  return { ...item, given, decision, arrival, part: { batch: row, composition: lot.composition, held: [] } };
}

/** First the sender, then the receiver names the mean, a day after the receipt. */
function settle(stage: Stage, { journey, shipment, items }: Trip): void {
  const open = items.filter(({ line }) => !line.settled);
  if (open.length === 0) return;
  const { to, receivedAt: at } = journey;
  const changes = open.map(({ lot, line, weighing }) => {
    const { announcedDryMg, receivedDryMg, refusedDryMg } = line;
    const masses = { receivedDryMg: receivedDryMg ?? 0, refusedDryMg: refusedDryMg ?? 0 };
    const settledDryMg = scaled((announcedDryMg ?? 0) + masses.receivedDryMg, 1, 2);
    Object.assign(line, { senderNamedMg: settledDryMg, receiverNamedMg: settledDryMg, settledDryMg, settled: true });
    return settlementChange({ ...masses, weighing, left: lot.held, settledDryMg });
  });
  stepShipment(shipment, 'name');
  stepShipment(shipment, 'settle');
  const receivedOn = shipment.receivedOn ?? '';
  const entry = stage.book({
    ...{ kind: 'settled', side: to, at, enteredAt: at + DAY_MS },
    subjectIds: [shipment.id, ...open.map(({ lot }) => lot.batch.id)],
    movements: open.flatMap(({ leg }, index) => settlementMovements(leg, changes[index] ?? [], receivedOn)),
  });
  for (const [index, { lot, line }] of open.entries()) {
    stage.record(entry, lot, { kind: 'settled', dryMg: line.settledDryMg });
    lot.held = asRead(sumOf(lot.held, changes[index] ?? []));
  }
}
