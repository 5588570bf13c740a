import { faultAt, type Fault } from '../measure/faults.js';
import type { SettleOn } from '../agreement/agreement.js';
import { dryMassMg, netMassMg, pctToPpm, scaled, type Mg, type Ppm } from '../measure/quantities.js';
import { coded } from './born.js';
import type { Batch, ShipmentLine } from './records.js';
import { settledDryMg, weightFlag, type WeightFlag } from './shipment.js';

/** What the sender said of a batch. */
export interface Announced {
  readonly dryMg: Mg;
  /** Wet mass, for what is taken over without weighing. */
  readonly netMg?: Mg;
  readonly moisturePpm: Ppm;
  readonly oilPpm: Ppm;
  readonly pieces: number;
  readonly estimated: boolean;
}

/** What the receiver's scale said of all that arrived, refused part included. What is left out is as announced. */
export interface Weighed {
  readonly grossMg: Mg;
  readonly tareMg: Mg;
  /** Taken over from the announcement without weighing: gross and tare say nothing then. */
  readonly asAnnounced?: boolean;
  readonly moisturePpm?: Ppm;
  readonly oilPpm?: Ppm;
  readonly pieces?: number;
  /** Wet mass, out of the net mass. */
  readonly refusedNetMg: Mg;
  readonly refusedPieces?: number;
}

/** What the receiver says of a batch. */
export interface GivenReceipt {
  readonly batchId: string;
  readonly weighed: Weighed;
  /** Milligrams; null where nobody weighed. */
  readonly grossMg: Mg | null;
  readonly tareMg: Mg | null;
  readonly refusalReason: string | null;
  readonly note: string | null;
}

/** Whose figure holds, and within which difference. */
export interface WeightTerms {
  readonly tolerancePpm: Ppm;
  readonly settleOn: SettleOn;
}

/**
 * What holds where no agreement says anything: the receiver's figure, as far as the difference is not significant by the
 * US manifest rule (40 CFR 264.72).
 */
export const NO_WEIGHT_TERMS: WeightTerms = { tolerancePpm: pctToPpm(10), settleOn: 'receiver' };

export interface ReceiptDecision {
  readonly netMg: Mg;
  readonly moisturePpm: Ppm;
  readonly oilPpm: Ppm;
  readonly pieces: number;
  /** By the scale, refused part included. */
  readonly receivedDryMg: Mg;
  /** By the scale too; of a batch that is refused whole the booked figure is what goes back. */
  readonly refusedDryMg: Mg;
  readonly flag: WeightFlag;
  /** The figure that holds, or null while both sides have to name one. */
  readonly settledDryMg: Mg | null;
  /** The figure to book: the settled one, or the received one while it is in dispute. */
  readonly bookedDryMg: Mg;
  /** Everything goes back: the batch itself, with the booked mass. */
  readonly allRefused: boolean;
}

/**
 * Decides the receipt of one batch: dry masses from what was weighed, the flag, and the figure that holds.
 *
 * `received = dry(gross - tare)`, `refused = dry(refused wet)`, both at the received moisture and oil; where all net mass is
 * refused, refused is received, to the milligram. A batch that is refused whole disputes and settles like any other. An
 * estimate settles on the receiver's figure. What is taken over as announced is received to the milligram as it was sent.
 */
export function decideReceipt(announced: Announced, weighed: Weighed, terms: WeightTerms): ReceiptDecision {
  const { moisturePpm = announced.moisturePpm, oilPpm = announced.oilPpm, pieces = announced.pieces } = weighed;
  const netMg = netOf(announced, weighed);
  const receivedDryMg = weighed.asAnnounced ? announced.dryMg : dryMassMg(netMg, moisturePpm, oilPpm);
  const allRefused = netMg > 0 && weighed.refusedNetMg === netMg;
  const refusedDryMg = allRefused ? receivedDryMg : dryMassMg(weighed.refusedNetMg, moisturePpm, oilPpm);
  const { flag, settles } = weightFlag({
    announcedDryMg: announced.dryMg,
    receivedDryMg,
    announcedPieces: announced.pieces,
    receivedPieces: pieces,
    estimated: announced.estimated,
    tolerancePpm: terms.tolerancePpm,
  });
  const masses = { receivedDryMg, refusedDryMg };
  const figure = announced.estimated ? receivedDryMg : settledDryMg(terms.settleOn, announced.dryMg, masses);
  const settled = settles ? figure : null;
  return {
    netMg,
    moisturePpm,
    oilPpm,
    pieces,
    receivedDryMg,
    refusedDryMg,
    flag,
    allRefused,
    settledDryMg: settled,
    bookedDryMg: settled ?? receivedDryMg,
  };
}

function netOf(announced: Pick<Announced, 'netMg'>, { asAnnounced, grossMg, tareMg }: Weighed): Mg {
  return asAnnounced ? (announced.netMg ?? 0) : netMassMg(grossMg, tareMg);
}

/** What cannot be about one line of a receipt, whatever was announced. Pointers are below the line's own. */
export function weighedFaults(announced: Omit<Announced, 'dryMg' | 'estimated'>, line: Weighed): Fault[] {
  const faults: Fault[] = [];
  const netMg = netOf(announced, line);
  const { moisturePpm = announced.moisturePpm, oilPpm = announced.oilPpm, pieces = announced.pieces } = line;
  if (moisturePpm + oilPpm > 1_000_000) {
    faults.push(faultAt('/moisturePct', 'above-all-with-oil'));
  }
  if (line.refusedNetMg > netMg) faults.push(faultAt('/refusedKg', 'above-net'));
  if ((line.refusedPieces ?? 0) > pieces) {
    faults.push(faultAt('/refusedPieces', 'above-arrived'));
  }
  if (line.refusedPieces && line.refusedNetMg === 0) {
    faults.push(faultAt('/refusedPieces', 'pieces-without-mass'));
  }
  return faults;
}

/** A weight is an estimate until somebody has weighed the batch: from then on it is announced by what a scale said. */
export function announcedOf(
  batch: Batch,
  { announcedDryMg, announcedPieces }: ShipmentLine,
  isWeighed: boolean,
): Announced {
  const dryMg = announcedDryMg ?? 0;
  return {
    dryMg,
    // Of a part of the batch the wet mass that goes with its dry mass.
    netMg: batch.dryMg === 0 ? 0 : scaled(dryMg, batch.netMg, batch.dryMg),
    pieces: announcedPieces,
    moisturePpm: batch.moisturePpm,
    oilPpm: batch.oilPpm,
    estimated: batch.estimated && !isWeighed,
  };
}

/** The columns of a line that the receipt fills. */
export function weighedColumns(given: GivenReceipt, decision: ReceiptDecision): Partial<ShipmentLine> {
  const { weighed, grossMg, tareMg, refusalReason, note } = given;
  return {
    grossMg,
    tareMg,
    netMg: decision.netMg,
    moisturePpm: decision.moisturePpm,
    oilPpm: decision.oilPpm,
    pieces: decision.pieces,
    asAnnounced: weighed.asAnnounced ?? false,
    receivedDryMg: decision.receivedDryMg,
    refusedDryMg: decision.refusedDryMg,
    refusedNetMg: weighed.refusedNetMg,
    flag: decision.flag,
    refusalReason,
    refusedPieces: weighed.refusedPieces ?? null,
    note,
    settledDryMg: decision.settledDryMg,
    settled: decision.settledDryMg !== null,
  };
}

/** The batch that a refused part becomes, at the sender: all that it is it has from its parent, but for its mass and its code. */
export function refusedPart(facts: {
  readonly batch: Batch;
  readonly decision: ReceiptDecision;
  readonly given: GivenReceipt;
  /** Default true: that the agreement's recycler refused it. */
  readonly refusedFlag?: boolean;
  readonly fromSiteId: string;
  readonly id: string;
  readonly now: number;
}): Batch {
  const { batch, decision, refusedFlag = true, fromSiteId, id, now } = facts;
  const { refusedNetMg, refusedPieces } = facts.given.weighed;
  return {
    ...batch,
    id,
    ...coded(batch.code),
    parentId: batch.id,
    parentRelation: 'refused',
    refused: refusedFlag,
    runId: null,
    grossMg: null,
    tareMg: null,
    netMg: refusedNetMg,
    dryMg: decision.refusedDryMg,
    moisturePpm: decision.moisturePpm,
    oilPpm: decision.oilPpm,
    pieces: Math.max(1, refusedPieces ?? 1),
    siteId: fromSiteId,
    status: 'on-hand',
    resting: 'on-hand',
    shipmentId: null,
    estimated: false,
    createdAt: now,
    version: 1,
  };
}
