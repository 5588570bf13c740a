import { versionOn } from '../../domain/agreement/agreement.js';
import {
  decideReceipt,
  NO_WEIGHT_TERMS,
  type Announced,
  type ReceiptDecision,
  type WeightTerms,
} from '../../domain/acts/receipt.js';
import type { BatchRow } from '../batches/index.js';
import type { ShipmentLineRow } from '../shipments/index.js';
import type { Facts } from './facts.js';
import type { ShipmentCase } from './shipment-cases.js';
import { plus, type Mg } from '../../domain/measure/quantities.js';

export type Tell = (check: string, expected: unknown, found: unknown) => void;

export interface Masses {
  readonly dispatched: Mg;
  /** By the receipt itself. */
  readonly accepted: Mg;
  readonly refused: Mg;
  /** What settlements changed since. */
  readonly change: Mg;
}

interface ReceiptCase {
  readonly one: ShipmentCase;
  readonly line: ShipmentLineRow;
  readonly batch: BatchRow;
  readonly masses: Masses;
}

export function compareReceipt(facts: Facts, tell: Tell, { one, line, batch, masses }: ReceiptCase): void {
  const decision = decidedBy(facts, { one, line, batch });
  const weighed = {
    netMg: decision.netMg,
    dryMg: decision.receivedDryMg,
    refusedMg: decision.refusedDryMg,
    flag: decision.flag,
  };
  const { netMg, receivedDryMg: dryMg, refusedDryMg: refusedMg, flag } = line;
  tell('what was weighed gives the masses and the flag', weighed, { netMg, dryMg, refusedMg, flag });
  const { pieces, refusedPieces } = line;
  const isRefused = (line.refusedNetMg ?? 0) > 0;
  const fits = refusedPieces === null || (isRefused && refusedPieces <= (pieces ?? 0));
  tell('no more pieces were refused than arrived', true, fits);
  const isWeighed = line.grossMg !== null && line.tareMg !== null;
  tell('what was taken over as announced was not weighed', !line.asAnnounced, isWeighed);
  const wentBackMg = decision.allRefused ? decision.bookedDryMg : refusedMg;
  tell('what was refused is what went back, in milligrams', wentBackMg, masses.refused);
  const booked = plus(masses.accepted, masses.refused);
  tell('what was booked is what was decided, in milligrams', decision.bookedDryMg, booked);
  const isOpen = decision.settledDryMg === null && line.settled;
  const byHand = isOpen && !settledAtOnce(line);
  const settledDryMg = isOpen ? plus(booked, masses.change) : decision.settledDryMg;
  tell('what was settled is what was accepted and refused, in milligrams', settledDryMg, line.settledDryMg);
  tell('a line is settled where a figure holds', line.settledDryMg !== null, line.settled);
  compareNames(tell, { one, line, batch, masses }, byHand);
  const [part] = [one.batches.get(line.refusedBatchId ?? '')];
  const isPart = part?.parentId === batch.id && part.parentRelation === 'refused';
  const refused = decision.allRefused ? 'the batch' : decision.refusedDryMg === 0 ? 'nothing' : 'a part of it';
  const went =
    line.refusedBatchId === batch.id
      ? 'the batch'
      : line.refusedBatchId === null
        ? 'nothing'
        : isPart
          ? 'a part of it'
          : 'another batch';
  tell('what was refused became a batch', refused, went);
}

/** A load that was refused whole was in no dispute until the rules said so: it settled on what had come, and nobody named it. */
function settledAtOnce({ batchId, refusedBatchId, ...line }: ShipmentLineRow): boolean {
  const nobodyNamed = line.senderNamedMg === null && line.receiverNamedMg === null;
  return refusedBatchId === batchId && nobodyNamed && line.settledDryMg === line.receivedDryMg;
}

/** Both sides named the figure that was settled by hand; what settled itself nobody named. */
function compareNames(tell: Tell, { one, line }: ReceiptCase, byHand: boolean): void {
  const { senderNamedMg, receiverNamedMg, settledDryMg, settled, batchId } = line;
  if (byHand) {
    tell(
      'both sides named what was settled, in milligrams',
      [settledDryMg, settledDryMg],
      [senderNamedMg, receiverNamedMg],
    );
    const isBooked = one.settledBatches.has(batchId);
    tell('what was settled by both sides has its entry', 'an entry', isBooked ? 'an entry' : 'none');
    return;
  }
  if (settled) tell('what settled itself nobody named', [null, null], [senderNamedMg, receiverNamedMg]);
  else if (senderNamedMg !== null && senderNamedMg === receiverNamedMg) {
    tell('what both sides named is settled', senderNamedMg, settledDryMg);
  }
}

type Weighed = Pick<ReceiptCase, 'one' | 'line' | 'batch'>;

/** What the domain decides of the weighing, by the terms that held for the batch. */
function decidedBy(facts: Facts, weighed: Weighed): ReceiptDecision {
  const { line } = weighed;
  const decisions = termsOf(facts, weighed).map((terms) => decideAgain(weighed, terms));
  const fits = decisions.find(
    ({ flag, settledDryMg }) => flag === line.flag && (settledDryMg === line.settledDryMg || settledDryMg === null),
  );
  return fits ?? (decisions[0] as ReceiptDecision);
}

function decideAgain({ line }: Weighed, terms: WeightTerms): ReceiptDecision {
  const { moisturePpm, oilPpm, pieces, grossMg, tareMg, refusedNetMg, refusedPieces } = line;
  const announced: Announced = {
    dryMg: line.announcedDryMg ?? 0,
    moisturePpm: 0,
    oilPpm: 0,
    pieces: line.announcedPieces,
    netMg: line.netMg ?? 0,
    estimated: line.flag === 'estimated',
  };
  const weighed = {
    asAnnounced: line.asAnnounced ?? false,
    grossMg: grossMg ?? 0,
    tareMg: tareMg ?? 0,
    moisturePpm: moisturePpm ?? 0,
    oilPpm: oilPpm ?? 0,
    pieces: pieces ?? 0,
    refusedNetMg: refusedNetMg ?? 0,
    refusedPieces: refusedPieces ?? 0,
  };
  return decideReceipt(announced, weighed, terms);
}

/**
 * The terms on weights: of the version that a by-product was logged under, else of the shipment's agreement on the day of the
 * dispatch, else those that hold without any. What was moved between own sites may have been stamped only later, and what
 * came back before the day of the dispatch counted took the version of its receipt.
 */
function termsOf(facts: Facts, { one: { shipment }, batch }: Weighed): WeightTerms[] {
  const own = batch.kind === 'by-product' ? facts.version(batch.agreementId, batch.agreementVersion) : null;
  const agreement = facts.agreement(shipment.agreementId);
  const { dispatchedOn, receivedOn, fromPartyId, toPartyId } = shipment;
  const ofShipment = [dispatchedOn, receivedOn].flatMap((day) => (agreement && versionOn(agreement, day ?? '')) ?? []);
  const found = (own ? [own] : ofShipment).map(({ terms }) => ({
    tolerancePpm: terms.weightTolerancePpm,
    settleOn: terms.settleOn,
  }));
  return found.length === 0 || fromPartyId === toPartyId ? [...found, NO_WEIGHT_TERMS] : found;
}
