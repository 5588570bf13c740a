import type { Warning } from '../../domain/composition.js';
import { DRY_MASS, groupsOf, groupKey, totalMg, type Amount, type Holding } from '../../domain/holding.js';
import { mgToKg, ppmToPct } from '../../domain/quantities.js';
import type { AssayRow } from './assay.entity.js';
import type { AssayAnswer, AttributionAnswer, BatchAnswer, MassAnswer } from './batch-answer.dto.js';
import type { BatchRow } from './batch.entity.js';
import { birthMovement } from './batch-birth.js';

/** What the answer of a batch is made from. */
export interface BatchView {
  readonly batch: BatchRow;
  /** What it held when it came to be. */
  readonly contents: Holding;
  /** What is left of it in stock. */
  readonly stock: Holding;
  readonly assays: readonly AssayRow[];
}

/** Whose eyes an answer is for: agreements that the caller's party has a side in. */
export interface Eyes {
  readonly agreementIds: ReadonlySet<string>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export function assayAnswer(assay: AssayRow, inForceId: string | null): AssayAnswer {
  const percent = (ppm: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(ppm).map(([formula, value]) => [formula, ppmToPct(value)]));
  const { id, batchId, partyId, laboratory, method, reportNo, withdrawn, entryId } = assay;
  return {
    ...{ id, batchId, partyId, laboratory, method, reportNo, withdrawn, entryId },
    sampledAt: iso(assay.sampledAt),
    composition: percent(assay.composition),
    expandedUncertainty: assay.expandedUncertainty ? percent(assay.expandedUncertainty) : null,
    inForce: id === inForceId,
    createdAt: iso(assay.createdAt),
  };
}

/** Element masses in kilograms, in the order of the holding. */
export function elementsKg(holding: readonly Amount[]): Record<string, MassAnswer> {
  const massesMg = new Map<string, number>();
  for (const { commodity, massMg } of holding) {
    if (commodity !== DRY_MASS) massesMg.set(commodity, (massesMg.get(commodity) ?? 0) + massMg);
  }
  const masses: Record<string, MassAnswer> = {};
  for (const [element, massMg] of massesMg) masses[element] = { kg: mgToKg(massMg) };
  return masses;
}

/** The groups of a holding as the caller may see them: its own agreements by name, all others summed per origin. */
export function attributionFor(contents: Holding, eyes: Eyes): AttributionAnswer[] {
  const veiled = contents.map((amount) => ({
    ...amount,
    agreementId: amount.agreementId && eyes.agreementIds.has(amount.agreementId) ? amount.agreementId : null,
  }));
  return groupsOf(veiled).map((group) => {
    const own = veiled.filter((amount) => groupKey(amount) === groupKey(group));
    return { ...group, dryKg: mgToKg(totalMg(own, DRY_MASS)), elements: elementsKg(own) };
  });
}

/** A batch as a party sees it that may see all of it. */
export function wholeBatchAnswer({ batch, contents, stock, assays }: BatchView, eyes: Eyes): BatchAnswer {
  const kg = (mg: number | null): number | null => (mg === null ? null : mgToKg(mg));
  const { id, kind, code, status, siteId, originSiteId, shipmentId, runId, agreementVersion, version } = batch;
  const { stream, product, alloy, grade, pieces, containerId, estimated, origin, supplierName, originCountry, note } =
    batch;
  const mixed = kind === 'recycled' || kind === 'intermediate';
  return {
    ...{ id, kind, code, status, siteId, originSiteId, shipmentId, runId, agreementVersion, version },
    ...{ stream, product, alloy, grade, pieces, containerId, estimated, origin, supplierName, originCountry, note },
    splitFrom: batch.parentRelation === 'split' ? batch.parentId : null,
    refusedFrom: batch.parentRelation === 'refused' ? batch.parentId : null,
    agreementId: batch.agreementId && eyes.agreementIds.has(batch.agreementId) ? batch.agreementId : null,
    grossKg: kg(batch.grossMg),
    tareKg: kg(batch.tareMg),
    netKg: mgToKg(batch.netMg),
    moisturePct: ppmToPct(batch.moisturePpm),
    oilPct: ppmToPct(batch.oilPpm),
    dryKg: mgToKg(batch.dryMg),
    remainingDryKg: mgToKg(totalMg(stock, DRY_MASS)),
    elements: elementsKg(contents),
    reclaimableInProcess: batch.reclaimableAnswer
      ? { answer: batch.reclaimableAnswer, reason: batch.reclaimableReason ?? '' }
      : null,
    assays: assays.map((assay) => assayAnswer(assay, batch.assayId)),
    ...(mixed ? { attribution: attributionFor(contents, eyes) } : {}),
    occurredAt: iso(batch.occurredAt),
    occurredOn: batch.occurredOn,
    createdAt: iso(batch.createdAt),
  };
}

/**
 * A recycled batch as a generator sees it before it is dispatched to one of its sites: its own attributed mass, and
 * nothing by which the rest could be found out.
 */
export function shareOfBatchAnswer({ batch, contents }: BatchView, eyes: Eyes): BatchAnswer {
  const own = contents.filter(({ agreementId }) => agreementId !== null && eyes.agreementIds.has(agreementId));
  return {
    ...{ id: batch.id, kind: batch.kind, product: batch.product, version: batch.version, pieces: 1, estimated: false },
    ...{ code: null, status: batch.status, siteId: null, originSiteId: null, shipmentId: null, runId: null },
    ...{ splitFrom: null, refusedFrom: null, agreementId: null, agreementVersion: null, stream: null, alloy: null },
    ...{ grade: null, containerId: null, grossKg: null, tareKg: null, netKg: null, moisturePct: null, oilPct: null },
    ...{
      remainingDryKg: null,
      origin: null,
      reclaimableInProcess: null,
      supplierName: null,
      originCountry: null,
      note: null,
    },
    dryKg: mgToKg(totalMg(own, DRY_MASS)),
    elements: elementsKg(own),
    assays: [],
    attribution: attributionFor(own, eyes),
    occurredAt: iso(batch.occurredAt),
    occurredOn: batch.occurredOn,
    createdAt: iso(batch.createdAt),
  };
}

/** The answer of a batch that has just come to be on the caller's side. */
export function newBatchAnswer(batch: BatchRow, assay: AssayRow | null, warnings: readonly Warning[]): BatchAnswer {
  const contents = birthMovement(batch, assay).holding;
  const eyes = { agreementIds: new Set(batch.agreementId ? [batch.agreementId] : []) };
  const view = { batch, contents, stock: contents, assays: assay ? [assay] : [] };
  return { ...wholeBatchAnswer(view, eyes), warnings: [...warnings] };
}
