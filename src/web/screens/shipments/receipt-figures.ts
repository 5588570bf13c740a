import type { Schemas } from '../../api/client.js';
import { dryMassMg, kgToMg, larger, mgToKg, minus, pctToPpm, PPM, scaled } from '../../../domain/measure/quantities.js';
import {
  decideReceipt,
  NO_WEIGHT_TERMS,
  weighedFaults,
  type Announced,
  type ReceiptDecision,
  type Weighed,
  type WeightTerms,
} from '../../../domain/acts/receipt.js';
import { isUnread, numberIn, type TypedAmount } from '../../units/amount.js';
import type { Agreement, ShipmentBatch, Line, ShownShipment } from './shipment-data.js';

/** What a clerk has typed about one batch. */
export interface LineDraft {
  readonly grossKg: TypedAmount;
  readonly tareKg: TypedAmount;
  readonly moisturePct: TypedAmount;
  readonly oilPct: TypedAmount;
  readonly pieces: TypedAmount;
  readonly refuses: boolean;
  readonly refusedKg: TypedAmount;
  readonly refusedPieces: TypedAmount;
  readonly refusalReason: string;
  /** Taken over without weighing: until a weight, moisture or oil is changed. */
  readonly asAnnounced: boolean;
}

export const NOTHING_TYPED: LineDraft = {
  grossKg: '',
  tareKg: '',
  moisturePct: '',
  oilPct: '',
  pieces: '',
  refuses: false,
  refusedKg: '',
  refusedPieces: '',
  refusalReason: '',
  asAnnounced: false,
};

/** One batch of a shipment as the receiving side meets it. */
export interface Incoming {
  readonly line: Line;
  readonly batch: ShipmentBatch;
  /** Null where they stand in an agreement that one does not see. */
  readonly terms: WeightTerms | null;
  readonly announced: Announced;
  /** What the scale would show if all were as announced. */
  readonly grossKg: number;
  readonly tareKg: number;
}

export function incomingOf(line: Line, batch: ShipmentBatch, terms: WeightTerms | null): Incoming {
  const announced: Announced = {
    dryMg: kgToMg(line.announcedDryKg),
    moisturePpm: pctToPpm(batch.moisturePct ?? 0),
    oilPpm: pctToPpm(batch.oilPct ?? 0),
    pieces: line.announcedPieces,
    estimated: line.estimated,
  };
  const weights = announcedWeights(batch, announced);
  const netMg = minus(kgToMg(weights.grossKg), kgToMg(weights.tareKg));
  return { line, batch, terms, announced: { ...announced, netMg }, ...weights };
}

/** A line as it is taken over without weighing. */
export function takenOver({ grossKg, tareKg }: Incoming): Partial<LineDraft> {
  return { grossKg, tareKg, moisturePct: '', oilPct: '', asAnnounced: true };
}

/** A line with what was changed in it: whoever changes what a scale or a probe says has weighed. */
export function changedLine(draft: LineDraft, more: Partial<LineDraft>): LineDraft {
  const weighs = (['grossKg', 'tareKg', 'moisturePct', 'oilPct'] as const).some((name) => name in more);
  return { ...draft, ...(weighs ? { asAnnounced: false } : {}), ...more };
}

/**
 * Gross and tare as the sender weighed them, as long as they say the dry mass that travels; of a part of a batch the wet mass
 * that has it: `net = round(dry * 10^6 / (10^6 - moisture - oil))`, without tare.
 */
function announcedWeights(
  batch: ShipmentBatch,
  { dryMg, moisturePpm, oilPpm }: Announced,
): { grossKg: number; tareKg: number } {
  const { grossKg, tareKg } = batch;
  if (grossKg !== null && tareKg !== null) {
    if (dryMassMg(minus(kgToMg(grossKg), kgToMg(tareKg)), moisturePpm, oilPpm) === dryMg) return { grossKg, tareKg };
  }
  const solidPpm = PPM - moisturePpm - oilPpm;
  return { grossKg: solidPpm === 0 ? 0 : mgToKg(scaled(dryMg, PPM, solidPpm)), tareKg: 0 };
}

/**
 * The terms on a batch's weight: those of the version that it was logged under, else of the shipment's agreement as it holds
 * now, else those without any agreement.
 */
export function termsFor(
  { agreementId }: Pick<ShownShipment, 'agreementId'>,
  batch: ShipmentBatch,
  agreements: ReadonlyMap<string, Agreement>,
): WeightTerms | null {
  const own = batch.kind === 'by-product' ? batch.agreementId : null;
  const id = own ?? agreementId;
  if (id === null) return NO_WEIGHT_TERMS;
  const agreement = agreements.get(id);
  if (!agreement) return null;
  const number = own === null ? agreement.currentVersion : (batch.agreementVersion ?? agreement.currentVersion);
  const { terms } = agreement.versions.find(({ version }) => version === number) ?? agreement;
  return { tolerancePpm: pctToPpm(terms.weightTolerancePct), settleOn: terms.settleOn };
}

export type LineField = Exclude<keyof LineDraft, 'refuses' | 'asAnnounced'>;
type FaultWord =
  'missing' | 'unread' | 'tareAboveGross' | 'aboveHundred' | 'refusedAboveNet' | 'refusedPiecesAbove' | 'refusedZero';
export type LineFaults = Partial<Record<LineField, FaultWord>>;

const FAULT_OF_POINTER: Readonly<Record<string, readonly [LineField, FaultWord]>> = {
  '/moisturePct': ['moisturePct', 'aboveHundred'],
  '/refusedKg': ['refusedKg', 'refusedAboveNet'],
  '/refusedPieces': ['refusedPieces', 'refusedPiecesAbove'],
};

const AMOUNTS = ['grossKg', 'tareKg', 'moisturePct', 'oilPct', 'pieces', 'refusedKg', 'refusedPieces'] as const;

/** The numbers of a line; null where none was typed, and where what was typed is none. */
function figuresIn(draft: LineDraft): Record<(typeof AMOUNTS)[number], number | null> {
  const { grossKg, tareKg, moisturePct, oilPct, pieces, refusedKg, refusedPieces } = draft;
  return {
    grossKg: numberIn(grossKg),
    tareKg: numberIn(tareKg),
    moisturePct: numberIn(moisturePct),
    oilPct: numberIn(oilPct),
    pieces: numberIn(pieces),
    refusedKg: numberIn(refusedKg),
    refusedPieces: numberIn(refusedPieces),
  };
}

/** What is missing in a line or cannot be. */
export function receiptFaultsOf({ announced }: Incoming, draft: LineDraft): LineFaults {
  const faults: LineFaults = {};
  if (draft.grossKg === '') faults.grossKg = 'missing';
  if (draft.tareKg === '') faults.tareKg = 'missing';
  if (draft.refuses && draft.refusedKg === '') faults.refusedKg = 'missing';
  if (draft.refuses && draft.refusedKg === 0) faults.refusedKg = 'refusedZero';
  if (draft.refuses && draft.refusalReason.trim() === '') faults.refusalReason = 'missing';
  for (const name of AMOUNTS) if (isUnread(draft[name])) faults[name] = 'unread';
  const { grossKg, tareKg } = figuresIn(draft);
  if (grossKg === null || tareKg === null) return faults;
  if (tareKg > grossKg) return { ...faults, tareKg: 'tareAboveGross' };
  for (const { pointer } of weighedFaults(announced, weighedOf(draft))) {
    const [field, word] = FAULT_OF_POINTER[pointer] ?? ['grossKg', 'missing'];
    faults[field] ??= word;
  }
  return faults;
}

/** What would be booked of a line; null as long as it cannot be. Without terms, the flag that it bears is not known. */
export function decisionOf(incoming: Incoming, draft: LineDraft): ReceiptDecision | null {
  const faults = receiptFaultsOf(incoming, draft);
  const { refusalReason: _unsaid, refusedKg, ...others } = faults;
  if (Object.keys(others).length > 0 || refusedKg === 'refusedAboveNet') return null;
  return decideReceipt(incoming.announced, weighedOf(draft), incoming.terms ?? NO_WEIGHT_TERMS);
}

function weighedOf(draft: LineDraft): Weighed {
  const { refuses } = draft;
  const { grossKg, tareKg, moisturePct, oilPct, pieces, refusedKg, refusedPieces } = figuresIn(draft);
  return {
    grossMg: kgToMg(grossKg ?? 0),
    tareMg: kgToMg(tareKg ?? 0),
    asAnnounced: draft.asAnnounced,
    refusedNetMg: refuses ? kgToMg(refusedKg ?? 0) : 0,
    ...(moisturePct === null ? {} : { moisturePpm: pctToPpm(moisturePct) }),
    ...(oilPct === null ? {} : { oilPpm: pctToPpm(oilPct) }),
    ...(pieces === null ? {} : { pieces }),
    ...(refuses && refusedPieces !== null ? { refusedPieces } : {}),
  };
}

/** The line as the service takes it. */
export function receiptLine(batchId: string, draft: LineDraft): Schemas['NewReceiptLine'] {
  const { refuses, refusalReason } = draft;
  const { grossKg, tareKg, moisturePct, oilPct, pieces, refusedKg, refusedPieces } = figuresIn(draft);
  return {
    batchId,
    ...(draft.asAnnounced ? { asAnnounced: true } : { grossKg: grossKg ?? 0, tareKg: tareKg ?? 0 }),
    ...(moisturePct === null ? {} : { moisturePct }),
    ...(oilPct === null ? {} : { oilPct }),
    ...(pieces === null ? {} : { pieces }),
    ...(refuses ? { refusedKg: refusedKg ?? 0, refusalReason: refusalReason.trim() } : {}),
    ...(refuses && refusedPieces !== null ? { refusedPieces } : {}),
  };
}

/** The wet mass of all that arrived, as far as it is typed. */
export function netKgOf(draft: LineDraft): number {
  const { grossKg, tareKg } = figuresIn(draft);
  return mgToKg(larger(0, minus(kgToMg(grossKg ?? 0), kgToMg(tareKg ?? 0))));
}

/** How a line stands: what is typed, what is still missing, and what would be booked of it. */
export interface LineStanding {
  readonly incoming: Incoming;
  readonly draft: LineDraft;
  readonly decision: ReceiptDecision | null;
  /** All that the receipt asks of it is there. */
  readonly isWeighed: boolean;
}

export function receiptStandingOf(incoming: Incoming, draft: LineDraft = NOTHING_TYPED): LineStanding {
  const isWeighed = Object.keys(receiptFaultsOf(incoming, draft)).length === 0;
  return { incoming, draft, decision: decisionOf(incoming, draft), isWeighed };
}

/** The next line to weigh after this one, those before it at last; null where all are weighed. */
export function nextToWeigh(lines: readonly LineStanding[], batchId: string): string | null {
  const at = lines.findIndex(({ incoming }) => incoming.line.batchId === batchId);
  const ahead = [...lines.slice(at + 1), ...lines.slice(0, Math.max(at, 0))];
  return ahead.find(({ isWeighed }) => !isWeighed)?.incoming.line.batchId ?? null;
}
