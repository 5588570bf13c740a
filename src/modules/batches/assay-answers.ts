import { assayInForceAmong, isOlderSample } from '../../domain/matter/assay-in-force.js';
import { checkComposition } from '../../domain/matter/composition-check.js';
import { compositionWarnings, elementPpm, type BelowLimit, type Warning } from '../../domain/matter/composition.js';
import { ppmOf, ppmToPct, type Ppm } from '../../domain/measure/quantities.js';
import { catalogue } from '../catalogue/index.js';
import type { AssayForceRow } from './assay-force.entity.js';
import type { AssayRow } from './assay.entity.js';
import type { AssayAnswer } from './batch-answer.dto.js';
import type { BatchRow } from './batch.entity.js';

/** A batch with the assays that it may work with, its own and those of what it is a part of. */
export interface AssayedBatch {
  readonly batch: BatchRow;
  readonly assays: readonly AssayRow[];
  readonly forces: readonly AssayForceRow[];
  /** Assays whose report stands on another batch too. */
  readonly elsewhere: ReadonlySet<string>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** An assay as the party with this id reads it. */
export function assayAnswer(assay: AssayRow, of: AssayedBatch, partyId: string | null): AssayAnswer {
  const { id, batchId, laboratory, method, reportNo, withdrawn, entryId, given, compositionPpm } = assay;
  const { batch } = of;
  return {
    id,
    batchId,
    partyId: assay.partyId,
    laboratory,
    method,
    reportNo,
    withdrawn,
    entryId,
    sampledAt: iso(assay.sampledAt),
    composition: percent(compositionPpm),
    belowLimitPct: limitsPct(assay.belowLimit ?? {}),
    asGiven: { ...(given?.values ?? percent(compositionPpm)) },
    basis: given?.basis ?? 'dry',
    speciated: given?.speciated ?? false,
    expandedUncertainty: assay.expandedUncertainty ? percent(assay.expandedUncertainty) : null,
    inForce: id === batch.assayId,
    forced: forcedOf(assay, of, partyId),
    differencePct: differenceOf(assay, of),
    warnings: withdrawn ? [] : assayWarnings(assay, of, partyId),
    createdAt: iso(assay.createdAt),
  };
}

const percent = (ppm: Readonly<Record<string, Ppm>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ppm).map(([formula, value]) => [formula, ppmToPct(value)]));

/** Limits are kept in 10^-10: eight decimals of a percent. */
const limitsPct = (limits: BelowLimit): Record<string, number> =>
  Object.fromEntries(Object.entries(limits).map(([formula, value]) => [formula, value / 10 ** 8]));

/** Its side's assays of the same batch that were not taken back. */
function sameSide({ batchId, partyId }: AssayRow, { assays }: AssayedBatch): AssayRow[] {
  return assays.filter((one) => one.batchId === batchId && one.partyId === partyId && !one.withdrawn);
}

function forcedOf(assay: AssayRow, of: AssayedBatch, partyId: string | null): AssayAnswer['forced'] {
  if (assay.id !== of.batch.assayId) return null;
  const by = assayInForceAmong(sameSide(assay, of), of.forces)?.by;
  const row = by && of.forces.find(({ id }) => id === by.id);
  return row ? { at: iso(row.createdAt), reason: assay.partyId === partyId ? row.reason : null } : null;
}

/** How far another side's assay lies from what is in force, for the elements that both name. */
function differenceOf(assay: AssayRow, { batch, assays }: AssayedBatch): AssayAnswer['differencePct'] {
  const inForce = assays.find(({ id }) => id === batch.assayId);
  if (!inForce || inForce.id === assay.id || inForce.partyId === assay.partyId || assay.withdrawn) return null;
  const known = elementPpm(inForce.compositionPpm, catalogue);
  const both = [...elementPpm(assay.compositionPpm, catalogue)].filter(([element]) => known.has(element));
  return Object.fromEntries(
    both.map(([element, ppm]) => [element, ppmToPct(ppmOf(Math.round(ppm - (known.get(element) ?? 0))))]),
  );
}

/** What looks odd about an assay, worked out anew by whoever reads it, however the assay came in. */
export function assayWarnings(assay: AssayRow, of: AssayedBatch, partyId: string | null): Warning[] {
  const older: Warning = {
    code: 'older-sample',
    message: 'A sample taken later had been assayed already when this one was recorded: it does not come into force.',
  };
  const elsewhere: Warning = {
    code: 'report-on-other-batch',
    message: `The report ${assay.reportNo ?? ''} of this laboratory stands on another batch too.`,
  };
  return [
    ...plausibility(assay, of.batch),
    ...(isOlderSample(assay, sameSide(assay, of)) && assay.id !== of.batch.assayId ? [older] : []),
    ...(of.elsewhere.has(assay.id) && assay.partyId === partyId ? [elsewhere] : []),
  ];
}

function plausibility({ compositionPpm, given }: AssayRow, batch: BatchRow): readonly Warning[] {
  const alloy = batch.alloy ?? undefined;
  const stream = batch.stream ? catalogue.stream(batch.stream) : undefined;
  const product = batch.product ? catalogue.product(batch.product) : undefined;
  const asGiven = given ? checkComposition(given.values, catalogue, '', given).givenSumPpm : undefined;
  return compositionWarnings(compositionPpm, { catalogue, alloy, stream, product, asGiven });
}
