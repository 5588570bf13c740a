import { faultAt, type Fault } from '../../common/index.js';
import { In, type EntityManager } from 'typeorm';
import type { GivenAssay } from '../../domain/acts/records.js';
import type { Caller } from '../../common/index.js';
import { listOf, selectEntities } from '../../database/index.js';
import { assayOf, type FoundAssay } from '../../domain/acts/assay.js';
import { codeKey } from '../../domain/matter/code.js';
import {
  checkComposition,
  productSumFaults,
  requireOnce,
  type StatedBasis,
} from '../../domain/matter/composition-check.js';
import type { BelowLimit, CompositionPct, CompositionPpm } from '../../domain/matter/composition.js';
import { InputError, pointerTo } from '../../domain/measure/errors.js';
import { aheadFaults } from '../../domain/measure/events.js';
import { decimalsOf, PCT_DECIMALS, ppmOf, type Ppm } from '../../domain/measure/quantities.js';
import { catalogue } from '../catalogue/index.js';
import { AssayRow } from './assay.entity.js';
import type { NewAssay } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

export interface AssayBirth {
  readonly id: string;
  readonly batchId: string;
  readonly caller: Caller;
  readonly partyId: string;
  readonly now: number;
}

/**
 * The row of an assay whose faults were refused before, see {@link assayFaults}.
 *
 * @throws DomainError `element-twice`
 */
export function assayRow({ id, batchId, caller, partyId, now }: AssayBirth, body: NewAssay): AssayRow {
  return assayOf({ id, batchId, partyId, by: { userId: caller.userId, now } }, foundAssay(body));
}

/**
 * What a laboratory has found, read where its faults were refused before.
 *
 * @throws DomainError `element-twice`
 */
export function foundAssay(body: NewAssay): FoundAssay {
  const { laboratory, method, reportNo = null, expandedUncertainty } = body;
  const { compositionPpm, belowLimit } = readComposition(body.composition, body);
  return {
    laboratory,
    method,
    reportNo,
    reportKey: reportKeyOf(laboratory, reportNo),
    sampledAt: Date.parse(body.sampledAt),
    compositionPpm,
    belowLimit,
    given: givenOf(body),
    expandedUncertainty: expandedUncertainty ? uncertaintyInPpm(expandedUncertainty) : null,
  };
}

/**
 * A composition that was checked at the edge: whole parts per million, and what was below the limit of the laboratory, if
 * anything was.
 *
 * @throws DomainError `element-twice`
 */
export function readComposition(
  compositionPct: CompositionPct,
  stated: StatedBasis = {},
): { compositionPpm: CompositionPpm; belowLimit: BelowLimit | null } {
  const { compositionPpm, belowLimit, twice } = checkComposition(compositionPct, catalogue, '', stated);
  requireOnce(twice);
  return { compositionPpm, belowLimit: Object.keys(belowLimit).length > 0 ? belowLimit : null };
}

/** What makes two reports one: laboratory and number, compared as codes are; null without a number. */
export function reportKeyOf(laboratory: string, reportNo: string | null): string | null {
  return reportNo === null ? null : `${codeKey(laboratory)}\n${codeKey(reportNo)}`;
}

/** Null where the figures that are counted with say all that was given. */
function givenOf({ composition: values, basis = 'dry', speciated = false }: NewAssay): GivenAssay | null {
  const isPlain = Object.values(values).every(
    (value) => typeof value === 'number' && decimalsOf(value) <= PCT_DECIMALS,
  );
  return isPlain && basis === 'dry' && !speciated ? null : { values, basis, speciated };
}

function uncertaintyInPpm(percent: Readonly<Record<string, number>>): Record<string, Ppm> {
  return Object.fromEntries(
    Object.entries(percent).map(([formula, pct]) => [formula, ppmOf(Math.round(pct * 10_000))]),
  );
}

/**
 * Uncertainties belong to formulas that the composition names; nothing is sampled in the future; no oxide product holds more
 * than itself.
 */
export function assayFaults(
  body: NewAssay,
  pointer: string,
  { now, product }: { readonly now: number; readonly product?: string | null },
): Fault[] {
  const faults = aheadFaults(`${pointer}/sampledAt`, body.sampledAt, now);
  for (const [formula, value] of Object.entries(body.expandedUncertainty ?? {})) {
    const at = pointerTo(`${pointer}/expandedUncertainty`, formula);
    if (!Object.hasOwn(body.composition, formula)) faults.push(faultAt(at, 'not-in-composition'));
    if (typeof value !== 'number' || !(value >= 0 && value <= 100) || decimalsOf(value) > UNCERTAINTY_DECIMALS) {
      faults.push(faultAt(at, 'not-an-uncertainty'));
    }
  }
  const { givenSumPpm } = checkComposition(body.composition, catalogue, '', body);
  const made = product ? catalogue.product(product) : undefined;
  return [...faults, ...productSumFaults(givenSumPpm, made, `${pointer}/composition`)];
}

const UNCERTAINTY_DECIMALS = 8;

/** @throws InputError with all of them, where there are any */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InputError(faults);
}

/** The assays that batches work with, by batch; one without is not in the answer. */
export async function assaysInForce(
  manager: EntityManager,
  batches: readonly Pick<BatchRow, 'id' | 'assayId'>[],
): Promise<ReadonlyMap<string, AssayRow>> {
  const ids = [...new Set(batches.flatMap(({ assayId }) => assayId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await selectEntities(manager, AssayRow, `WHERE "id" IN ${listOf(ids)}`, ids);
  const rows = new Map(found.map((row) => [row.id, row]));
  return new Map(
    batches.flatMap(({ id, assayId }) => {
      const row = rows.get(assayId ?? '');
      return row ? [[id, row] as const] : [];
    }),
  );
}

/** What the assays say that batches work with, by batch. */
export async function compositionsInForce(
  manager: EntityManager,
  batches: readonly Pick<BatchRow, 'id' | 'assayId'>[],
): Promise<ReadonlyMap<string, CompositionPpm>> {
  return new Map([...(await assaysInForce(manager, batches))].map(([id, { compositionPpm }]) => [id, compositionPpm]));
}

/** Of these assays those whose report their party has on another batch too, by id. */
export async function reportsElsewhere(
  manager: EntityManager,
  assays: readonly AssayRow[],
): Promise<ReadonlySet<string>> {
  const reported = assays.filter(({ reportKey }) => reportKey !== null);
  if (reported.length === 0) return new Set();
  const keys = reported.map(({ reportKey }) => reportKey ?? '');
  const all = await manager.find(AssayRow, {
    select: { id: true, batchId: true, partyId: true, reportKey: true },
    where: { partyId: In(reported.map(({ partyId }) => partyId)), reportKey: In(keys), withdrawn: false },
  });
  const isElsewhere = (assay: AssayRow): boolean =>
    all.some(
      (other) =>
        other.reportKey === assay.reportKey && other.partyId === assay.partyId && other.batchId !== assay.batchId,
    );
  return new Set(reported.filter(isElsewhere).map(({ id }) => id));
}

/** The assays that were recorded of batches, by whomever, withdrawn ones not. */
export async function recordedAssays(manager: EntityManager, batchIds: readonly string[]): Promise<AssayRow[]> {
  if (batchIds.length === 0) return [];
  return manager.find(AssayRow, { where: { batchId: In([...batchIds]), withdrawn: false } });
}
