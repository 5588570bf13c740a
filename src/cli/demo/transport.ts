import { kgToMg, mgToKg, minus, pctToPpm, PPM, scaled, type Mg } from '../../domain/measure/quantities.js';
import { decideReceipt, NO_WEIGHT_TERMS, type WeightTerms } from '../../domain/acts/receipt.js';
import { dayAfter } from './calendar.js';
import type { ReceiptLine, Shipped } from './events.js';
import { plantOperator } from './by-products.js';
import type { DemoPlan } from './plan.js';
import { rounded, scatter } from './variation.js';
import type { DemoYear, Lot } from './year.js';

export interface Way {
  readonly from: string;
  readonly to: string;
  /** Who sends it. */
  readonly by: string;
  /** Who receives it. */
  readonly receiver: string;
  readonly days: number;
  /** The key of the agreement that it goes under. */
  readonly agreement?: string;
  /** How far the receiver's scale lies from the sender's at most. */
  readonly scalePct: number;
}

/** Sends lots on their way and sets their receipt for the day on which they arrive. */
export function ship(year: DemoYear, at: string, way: Way, lots: readonly Lot[]): void {
  if (lots.length === 0) return;
  const number = year.events.filter(({ what }) => what === 'shipment').length + 1;
  const shipment: Shipped = {
    what: 'shipment',
    at,
    by: way.by,
    code: `S-${String(number).padStart(3, '0')}`,
    from: way.from,
    to: way.to,
    batches: lots.map(({ code }) => code),
    ...(way.agreement ? { agreement: way.agreement } : {}),
    documents: [{ type: 'bill of lading', number: `BL-2026-${number}` }],
  };
  year.happens(shipment);
  for (const lot of lots) Object.assign(lot, { site: null, since: at });
  year.on(dayAfter(at, way.days), 12.5, (then) => receive(year, then, { shipment, way, lots }));
}

interface Delivery {
  readonly shipment: Shipped;
  readonly way: Way;
  readonly lots: readonly Lot[];
}

function receive(year: DemoYear, at: string, delivery: Delivery): void {
  const { shipment, way, lots } = delivery;
  const lines = lots.map((lot) => weigh(year, lot, way));
  year.happens({ what: 'receipt', at, by: way.receiver, shipment: shipment.code, lines });
  for (const [index, lot] of lots.entries()) take(year, at, { delivery, lot, line: lines[index] as ReceiptLine });
}

/** What the receiver's scale says of a lot, and what is refused of it. */
function weigh(year: DemoYear, lot: Lot, { scalePct }: Way): ReceiptLine {
  const { refusedInPart, refusedWhole, disputeSettled, disputeOpen, estimatedWeight } = year.plan.incidents;
  const { code, tareKg, dryMg, dryPpm } = lot;
  const announcedKg = mgToKg(scaled(dryMg, PPM, dryPpm));
  const lighterPct = [disputeSettled, estimatedWeight].find(({ batch }) => batch === code)?.lighterPct;
  const differencePct = lighterPct === undefined ? scatter(`${code} received`, scalePct) : -lighterPct;
  const isShort = disputeOpen.batch === code;
  const arrived = isShort ? 1 - disputeOpen.missingPieces / lot.pieces : 1 + differencePct / 100;
  const grossKg = rounded(announcedKg * arrived + tareKg, 1);
  const line: ReceiptLine = { batch: code, grossKg, tareKg };
  const netKg = rounded(grossKg - tareKg, 1);
  if (isShort) return { ...line, pieces: lot.pieces - disputeOpen.missingPieces, note: disputeOpen.note };
  if (code === disputeSettled.batch) return { ...line, note: disputeSettled.note };
  if (code === refusedInPart.batch)
    return { ...line, refusedKg: refusedInPart.refusedKg, refusalReason: refusedInPart.reason };
  // The drum that was refused whole has been inerted when it comes the second time.
  if (code === refusedWhole.batch && !wasRefused(year, code))
    return { ...line, refusedKg: netKg, refusalReason: refusedWhole.reason };
  return line;
}

function wasRefused(year: DemoYear, code: string): boolean {
  return year.events.some(({ what, ...event }) => {
    const { lines = [] } = event as { lines?: readonly ReceiptLine[] };
    return what === 'receipt' && lines.some((line) => line.batch === code && line.refusedKg !== undefined);
  });
}

interface Arrival {
  readonly delivery: Delivery;
  readonly lot: Lot;
  readonly line: ReceiptLine;
}

/** Books what a receipt says of a lot into the planned stock, and sets what follows from it. */
function take(year: DemoYear, at: string, { delivery, lot, line }: Arrival): void {
  const { way, shipment } = delivery;
  const { incidents } = year.plan;
  const { tareKg, grossKg, pieces, refusedKg = 0 } = line;
  const announced = { dryMg: lot.dryMg, moisturePpm: minus(PPM, lot.dryPpm), oilPpm: 0 as const, pieces: lot.pieces };
  const decision = decideReceipt(
    { ...announced, estimated: lot.code === incidents.estimatedWeight.batch },
    { grossMg: kgToMg(grossKg), tareMg: kgToMg(tareKg), refusedNetMg: kgToMg(refusedKg), pieces },
    weightTerms(year.plan, way.agreement),
  );
  const { allRefused, bookedDryMg, refusedDryMg } = decision;
  const dryMg = allRefused ? bookedDryMg : minus(bookedDryMg, refusedDryMg);
  Object.assign(lot, { since: at, dryMg, pieces: decision.pieces, site: allRefused ? way.from : way.to });
  if (refusedDryMg > 0 && !allRefused) disposeRefused(year, at, { lot, site: way.from, dryMg: refusedDryMg });
  if (lot.code === incidents.disputeSettled.batch) settleLater(year, at, { shipment, lot, way });
}

/** What an agreement says on weights, or what holds without any. */
export function weightTerms({ people }: DemoPlan, agreement: string | undefined): WeightTerms {
  const weights = people.agreements.find(({ key }) => key === agreement)?.weights;
  if (!weights) return NO_WEIGHT_TERMS;
  return { tolerancePpm: pctToPpm(weights.weightTolerancePct), settleOn: weights.settleOn };
}

/** The refused part goes back to the sender, who may dispose of it with a carve-out of the agreement. */
function disposeRefused(year: DemoYear, at: string, { lot, site, dryMg }: { lot: Lot; site: string; dryMg: Mg }): void {
  const { disposedAfterDays, destination } = year.plan.incidents.refusedInPart;
  const code = `${lot.code}/R1`;
  year.keep({ ...lot, code, site, since: at, dryMg, pieces: 1, isHeld: true });
  year.on(dayAfter(at, disposedAfterDays), 18.5, (then) => {
    const body = { kind: 'disposed', carveOut: 'recycler-refused', destination } as const;
    year.happens({ what: 'disposition', at: then, by: plantOperator(site), batch: code, body });
    year.lot(code).dryMg = 0;
  });
}

/** Both sides name the figure of the second weighing; only then is the batch settled. */
function settleLater(
  year: DemoYear,
  at: string,
  { shipment, lot, way }: { shipment: Shipped; lot: Lot; way: Way },
): void {
  const { lighterPct, settledLighterPct, afterDays } = year.plan.incidents.disputeSettled;
  const figureKg = rounded((mgToKg(lot.dryMg) * (100 - settledLighterPct)) / (100 - lighterPct), 1);
  const settlement = { what: 'settlement', shipment: shipment.code, batch: lot.code, dryKg: figureKg } as const;
  year.on(dayAfter(at, afterDays), 14, (then) => year.happens({ ...settlement, at: then, by: way.receiver }));
  year.on(dayAfter(at, afterDays + 1), 14, (then) => {
    year.happens({ ...settlement, at: then, by: way.by });
    lot.dryMg = kgToMg(figureKg);
  });
}
