import type { BatchStatus } from '../../domain/acts/batch-life.js';
import { batchMay } from '../../domain/acts/may.js';
import type { Warning } from '../../domain/matter/composition.js';
import { DRY_MASS, groupsOf, groupKey, totalMg, type Amount, type Holding } from '../../domain/matter/holding.js';
import { mgToKg, plus, ppmToPct, type Mg } from '../../domain/measure/quantities.js';
import type { PastStanding } from '../sight/index.js';
import { shownGroup } from '../../domain/sight/hidden.js';
import { isMixed } from '../../domain/sight/seers.js';
import { shownStatus, type Viewer } from '../../domain/sight/viewer.js';
import { assayAnswer, assayWarnings } from './assay-answers.js';
import type { AssayForceRow } from './assay-force.entity.js';
import type { AssayRow } from './assay.entity.js';
import type { AttributionAnswer, BatchAnswer, MassAnswer } from './batch-answer.dto.js';
import type { BatchRow } from './batch.entity.js';
import { birthMovement } from '../../domain/acts/log.js';
import { catalogue } from '../catalogue/index.js';

/** Where a batch is and what is left of it, as far as a reader may know. */
export interface ShownPlace {
  readonly status: BatchStatus | null;
  readonly siteId: string | null;
  readonly shipmentId: string | null;
  readonly remainingMg: Mg | null;
  /** What is left of each element; null where it is not known how much is. */
  readonly remaining: Holding | null;
  readonly pieces: number;
  readonly version: number | null;
}

/** What the answer of a batch is made from. */
export interface BatchView {
  readonly batch: BatchRow;
  /** What it held when it came to be. */
  readonly contents: Holding;
  readonly assays: readonly AssayRow[];
  readonly forces: readonly AssayForceRow[];
  /** Assays whose report stands on another batch too. */
  readonly elsewhere: ReadonlySet<string>;
  readonly place: ShownPlace;
  /** The run that it is an output of, where one sees that. */
  readonly runId: string | null;
}

/** For whom an answer is: the own party, and the agreements that it has a side in. */
export type Reader = Pick<Viewer, 'partyId' | 'agreementIds'>;

/** A batch that one sees as it is now. One that waits for a shipment that one does not see rests, as far as one knows. */
export function livePlace(batch: BatchRow, stock: Holding, seesShipment: boolean): ShownPlace {
  const { siteId, shipmentId, pieces, version } = batch;
  return {
    status: shownStatus<BatchStatus>(batch, seesShipment),
    siteId,
    shipmentId: seesShipment ? shipmentId : null,
    pieces,
    version,
    remainingMg: totalMg(stock, DRY_MASS),
    remaining: stock,
  };
}

/** How a batch stands when its receipt is settled. */
export const PAST_STATUS: BatchStatus = 'received';

/** A batch as it stood when its receipt was settled; nowhere, where it left by a way that one does not see. */
export function pastPlace({ pieces }: BatchRow, standing: PastStanding | undefined): ShownPlace {
  const unknown = { shipmentId: null, version: null };
  if (!standing) return { status: null, siteId: null, remainingMg: null, remaining: null, pieces, ...unknown };
  const { siteId, dryMg } = standing;
  return { status: PAST_STATUS, siteId, remainingMg: dryMg, remaining: null, pieces: standing.pieces, ...unknown };
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** Element masses in kilograms, in the order of the holding. */
export function elementsKg(holding: readonly Amount[]): Record<string, MassAnswer> {
  const massesMg = new Map<string, Mg>();
  for (const { commodity, massMg } of holding) {
    if (commodity !== DRY_MASS) massesMg.set(commodity, plus(massesMg.get(commodity) ?? 0, massMg));
  }
  const masses: Record<string, MassAnswer> = {};
  for (const [element, massMg] of massesMg) masses[element] = { kg: mgToKg(massMg) };
  return masses;
}

/** The groups of a holding as the caller may see them: its own agreements by name and country, all others summed per origin. */
export function attributionFor(contents: Holding, viewer: Reader): AttributionAnswer[] {
  const shown = contents.map((amount) => ({ ...amount, ...shownGroup(amount, viewer) }));
  return groupsOf(shown).map((group) => {
    const own = shown.filter((amount) => groupKey(amount) === groupKey(group));
    return { ...group, dryKg: mgToKg(totalMg(own, DRY_MASS)), elements: elementsKg(own) };
  });
}

/** A batch as a party sees it that may see all of it. */
export function wholeBatchAnswer(view: BatchView, viewer: Reader): BatchAnswer {
  const { batch, contents, assays, place, runId } = view;
  const kg = (mg: Mg | null): number | null => (mg === null ? null : mgToKg(mg));
  const { id, kind, code, originSiteId } = batch;
  const { stream, product, alloy, grade, containerId, estimated, origin } = batch;
  const { status, siteId, shipmentId, remainingMg, remaining, pieces, version } = place;
  const inForce = assays.find((assay) => assay.id === batch.assayId);
  const mixed = isMixed(kind);
  const isUnder = batch.agreementId !== null && viewer.agreementIds.has(batch.agreementId);
  const isOwn = batch.partyId === viewer.partyId;
  // What the generator wrote down is for its agreement; what it buys, and of whom, for nobody else.
  const isRead = isOwn || isUnder || (kind === 'by-product' && batch.agreementId === null);
  return {
    id,
    kind,
    code,
    status,
    siteId,
    originSiteId,
    shipmentId,
    runId,
    version,
    may: batchMay({ kind, holderId: batch.holderId, status }, viewer.partyId),
    stream,
    product,
    alloy,
    grade,
    pieces,
    containerId,
    estimated,
    origin,
    originCountry: isOwn ? batch.originCountry : null,
    separationCountry: isOwn ? batch.separationCountry : null,
    metalCountry: isOwn ? batch.metalCountry : null,
    supplierName: isOwn ? batch.supplierName : null,
    note: isRead ? batch.note : null,
    agreementVersion: isUnder ? batch.agreementVersion : null,
    splitFrom: batch.parentRelation === 'split' ? batch.parentId : null,
    refusedFrom: batch.parentRelation === 'refused' ? batch.parentId : null,
    agreementId: isUnder ? batch.agreementId : null,
    grossKg: kg(batch.grossMg),
    tareKg: kg(batch.tareMg),
    netKg: mgToKg(batch.netMg),
    moisturePct: ppmToPct(batch.moisturePpm),
    oilPct: ppmToPct(batch.oilPpm),
    dryKg: mgToKg(batch.dryMg),
    remainingDryKg: kg(remainingMg),
    elements: elementsKg(contents),
    remainingElements: remaining && elementsKg(remaining),
    reclaimableInProcess: batch.reclaimableAnswer
      ? { answer: batch.reclaimableAnswer, reason: isRead ? (batch.reclaimableReason ?? '') : '' }
      : null,
    assays: assays.map((assay) => assayAnswer(assay, view, viewer.partyId)),
    warnings: inForce ? assayWarnings(inForce, view, viewer.partyId) : [],
    ...(mixed ? { attribution: attributionFor(contents, viewer) } : {}),
    occurredAt: iso(batch.occurredAt),
    occurredOn: batch.occurredOn,
    localOn: batch.localOn ?? batch.occurredOn,
    createdAt: iso(batch.createdAt),
  };
}

/**
 * A recycled batch as a generator sees it before it is dispatched to one of its sites: its own attributed mass, and
 * nothing by which the rest could be found out.
 */
export function shareOfBatchAnswer({ batch, contents }: BatchView, viewer: Reader): BatchAnswer {
  const own = contents.filter(({ agreementId }) => agreementId !== null && viewer.agreementIds.has(agreementId));
  return {
    id: batch.id,
    kind: batch.kind,
    product: batch.product,
    version: null,
    may: [],
    pieces: 1,
    estimated: false,
    code: null,
    status: null,
    siteId: null,
    originSiteId: null,
    shipmentId: null,
    runId: null,
    splitFrom: null,
    refusedFrom: null,
    agreementId: null,
    agreementVersion: null,
    stream: null,
    alloy: null,
    grade: null,
    containerId: null,
    grossKg: null,
    tareKg: null,
    netKg: null,
    moisturePct: null,
    oilPct: null,
    remainingDryKg: null,
    remainingElements: null,
    origin: null,
    reclaimableInProcess: null,
    supplierName: null,
    originCountry: null,
    separationCountry: null,
    metalCountry: null,
    note: null,
    dryKg: mgToKg(totalMg(own, DRY_MASS)),
    elements: elementsKg(own),
    assays: [],
    attribution: attributionFor(own, viewer),
    occurredAt: iso(batch.occurredAt),
    occurredOn: batch.occurredOn,
    localOn: batch.localOn ?? batch.occurredOn,
    createdAt: iso(batch.createdAt),
  };
}

/** The answer of a batch that has just come to be on the caller's side; `odd` is what is so about the batch itself. */
export function newBatchAnswer(
  batch: BatchRow,
  { assay, elsewhere }: { readonly assay: AssayRow | null; readonly elsewhere: ReadonlySet<string> },
  odd: readonly Warning[],
): BatchAnswer {
  const contents = birthMovement(batch, assay, catalogue).holding;
  const viewer = { partyId: batch.partyId, agreementIds: new Set(batch.agreementId ? [batch.agreementId] : []) };
  const answer = bornBatchAnswer(batch, { contents, assays: assay ? [assay] : [], elsewhere }, viewer);
  return { ...answer, warnings: [...odd, ...(answer.warnings ?? [])] };
}

/** The answer of a batch of which nothing has gone yet, as the party sees it on whose side it has come to be. */
export function bornBatchAnswer(
  batch: BatchRow,
  { contents, assays, elsewhere }: Pick<BatchView, 'contents' | 'assays' | 'elsewhere'>,
  viewer: Reader,
): BatchAnswer {
  const place = livePlace(batch, contents, true);
  return wholeBatchAnswer({ batch, contents, assays, forces: [], elsewhere, place, runId: batch.runId }, viewer);
}
