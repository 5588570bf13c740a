import { codeKey } from '../matter/code.js';
import type { Catalogue } from '../matter/catalogue.js';
import type { BatchKind } from '../matter/batch-kind.js';
import type { BelowLimit, CompositionPpm } from '../matter/composition.js';
import { kgToMg, PPM, type Ppm } from '../measure/quantities.js';
import type { CountedMass, AssayedFractions, MeasuredTerm, WeighedMass } from './uncertainty.js';
import { isSuppliersWeight, methodPct, scaleFor, type BalanceSettings, type ScaleUse } from './settings.js';

/*
 * What is in the books of a plant, with all that can be wrong in it: on which scale it was weighed, how its moisture was found
 * and who found what it is made of.
 */

/** What a laboratory may be off in together: in one kind of material, and right in another. */
export type MaterialFamily = 'metal' | 'magnet' | 'oxide' | 'sludge';

/** Stages of work in progress. */
export const STAGES = ['alloy', 'powder', 'green', 'sintered', 'machining', 'other'] as const;
export type Stage = (typeof STAGES)[number];

/** An assay, as far as it is uncertain. */
export interface FoundFractions {
  readonly id: string;
  readonly laboratory: string;
  readonly method: string;
  readonly compositionPpm: CompositionPpm;
  /** k = 2, absolute, by formula. */
  readonly expandedUncertainty: Readonly<Record<string, Ppm>> | null;
  readonly belowLimit: BelowLimit | null;
}

/** A batch, as far as what was weighed of it is uncertain. */
export interface WeighedBatch {
  readonly kind: BatchKind;
  readonly product: string | null;
  readonly stream: string | null;
  readonly supplierName: string | null;
  /** The batch that was weighed: this one, or the one that it is a part of. */
  readonly rootId: string;
  readonly rootNetMg: number;
  readonly rootDryMg: number;
  /** Whether moisture or oil is stated. */
  readonly isMoist: boolean;
  /** The grade that says what a magnet lot is made of, where no laboratory does. */
  readonly gradeId: string | null;
}

/** So much of a batch, in whole milligrams. */
export interface BookedTerm {
  readonly dryMg: number;
  readonly elementsMg: ReadonlyMap<string, number>;
  /** Null of what nobody weighed. */
  readonly batch: WeighedBatch | null;
  readonly assay: FoundFractions | null;
}

/** The family of what a batch is made of. */
export function familyOf({ kind, product, stream }: WeighedBatch, catalogue: Catalogue): MaterialFamily {
  if (kind === 'by-product') {
    const { form, stage } = catalogue.stream(stream ?? '') ?? {};
    if (form !== 'solid') return form === 'chip' ? 'metal' : 'sludge';
    return stage === 'pressing' ? 'metal' : 'magnet';
  }
  if (product === null) return 'magnet';
  return catalogue.product(product)?.basis === 'oxide' ? 'oxide' : 'metal';
}

/** Where a site's masses come from. */
export interface MeasuredAt {
  readonly siteId: string;
  readonly settings: BalanceSettings;
  readonly catalogue: Catalogue;
}

/** A term of the balance with its errors: see the uncertainty of a plant's balance. */
export function measuredTerm({ dryMg, elementsMg, batch, assay }: BookedTerm, at: MeasuredAt): MeasuredTerm {
  const mass = batch && weighedMass(batch, at);
  if (!assay || !batch) return { dryMg, elementsMg, mass, composition: null };
  const found = assayedFractions(assay, familyOf(batch, at.catalogue), at);
  const { gradeId } = batch;
  // A grade is a laboratory of its own: what it is off by, it is off by in all its magnets.
  const composition = gradeId === null ? found : { kind: 'graded' as const, id: gradeId, relative: found.relative };
  return { dryMg, elementsMg, mass, composition };
}

const USES: Readonly<Partial<Record<BatchKind, ScaleUse>>> = { primary: 'supplies', 'by-product': 'by-products' };

/** What a batch was weighed as. */
export function useOf({ kind, product }: WeighedBatch): ScaleUse {
  return USES[kind] ?? (product === null ? 'magnets' : 'recycled');
}

/** Whether anything is known of the weighing of a batch. */
export function isWeighed({ rootNetMg, rootDryMg }: WeighedBatch): boolean {
  return rootNetMg !== 0 && rootDryMg !== 0;
}

/** The scale that something was weighed on: of the site or, where it was taken over at the supplier's weight, of the supplier. */
export interface ScaleAt {
  readonly scale: string;
  readonly repeatabilityMg: number;
  readonly calibration: number;
}

/** Null where a site has no scale. */
export function scaleAt(
  use: ScaleUse,
  supplierName: string | null,
  { siteId, settings }: Omit<MeasuredAt, 'catalogue'>,
): ScaleAt | null {
  const scale = scaleFor(use, settings);
  if (!scale) return null;
  const isSuppliers = use === 'supplies' && isSuppliersWeight(supplierName, settings);
  return {
    scale: isSuppliers ? `supplier|${codeKey(supplierName ?? '')}` : `${siteId}|${scale.name}`,
    repeatabilityMg: kgToMg(scale.repeatabilityKg),
    calibration: scale.calibrationPct / 100,
  };
}

/** How moisture and oil are found at a site. */
export function moistureAt({ siteId, settings }: Omit<MeasuredAt, 'catalogue'>): {
  readonly method: string;
  readonly fraction: number;
} {
  return { method: `${siteId}|${settings.moisture.method}`, fraction: settings.moisture.points / 100 };
}

function weighedMass(batch: WeighedBatch, at: MeasuredAt): WeighedMass | null {
  const { rootId, rootNetMg, rootDryMg, isMoist, supplierName } = batch;
  const scale = scaleAt(useOf(batch), supplierName, at);
  if (!scale || !isWeighed(batch)) return null;
  return {
    kind: 'weighed',
    id: rootId,
    netMg: rootNetMg,
    dryShare: rootDryMg / rootNetMg,
    ...scale,
    moisture: isMoist ? moistureAt(at) : null,
  };
}

/** What a laboratory found of an element, in parts per million, and how far it may be off, expanded (k = 2). */
interface Found {
  readonly ppm: number;
  /** As far as it said so. */
  readonly statedPpm: number;
  /** What takes the relative uncertainty of the method, where it did not. */
  readonly byMethodPpm: number;
}

/** What a laboratory found, by element: the formulas that hold one are off together. */
export function foundOf(
  { compositionPpm, expandedUncertainty }: Pick<FoundFractions, 'compositionPpm' | 'expandedUncertainty'>,
  catalogue: Catalogue,
): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const [formula, ppm] of Object.entries(compositionPpm)) {
    const stated = expandedUncertainty?.[formula];
    for (const { element, factor } of catalogue.constituent(formula)?.parts ?? []) {
      const known = found.get(element) ?? { ppm: 0, statedPpm: 0, byMethodPpm: 0 };
      found.set(element, {
        ppm: known.ppm + ppm * factor,
        statedPpm: known.statedPpm + (stated ?? 0) * factor,
        byMethodPpm: known.byMethodPpm + (stated === undefined ? ppm * factor : 0),
      });
    }
  }
  return found;
}

/** What may be there although a laboratory found nothing, as a fraction of dry mass, by element. */
export function boundsOf(
  { belowLimit }: Pick<FoundFractions, 'belowLimit'>,
  catalogue: Catalogue,
): Map<string, number> {
  const bounds = new Map<string, number>();
  for (const [formula, bound] of Object.entries(belowLimit ?? {})) {
    for (const { element, factor } of catalogue.constituent(formula)?.parts ?? []) {
      bounds.set(element, (bounds.get(element) ?? 0) + (bound / 1e10) * (factor / PPM));
    }
  }
  return bounds;
}

/**
 * What a laboratory found, relative by element: half the expanded uncertainty that it stated, else half of what the method has.
 */
export function assayedFractions(
  assay: FoundFractions,
  family: MaterialFamily,
  { settings, catalogue }: Pick<MeasuredAt, 'settings' | 'catalogue'>,
): AssayedFractions {
  const { id, laboratory, method } = assay;
  const byMethod = methodPct(method, settings) / 100;
  const relative = new Map<string, number>();
  for (const [element, { ppm, statedPpm, byMethodPpm }] of foundOf(assay, catalogue)) {
    if (ppm > 0) relative.set(element, (statedPpm + byMethodPpm * byMethod) / 2 / ppm);
  }
  return { kind: 'assayed', id, laboratory, method, family, relative, bounds: boundsOf(assay, catalogue) };
}

/** Whether an assay lacks the uncertainty of an element that it found, so that its method's is taken. */
export function takesMethodsUncertainty({ compositionPpm, expandedUncertainty }: FoundFractions): boolean {
  return Object.entries(compositionPpm).some(
    ([formula, ppm]) => ppm > 0 && expandedUncertainty?.[formula] === undefined,
  );
}

/** A line of a count. */
export interface CountedLine {
  readonly id: string;
  readonly stage: Stage;
  readonly dryMg: number;
  readonly elementsMg: ReadonlyMap<string, number>;
  /** Relative standard uncertainty of the mass. */
  readonly relativePpm: Ppm;
  readonly assay: FoundFractions | null;
}

const MAGNET_STAGES: readonly Stage[] = ['sintered', 'machining'];

export function countedTerm(line: CountedLine, at: Pick<MeasuredAt, 'settings' | 'catalogue'>): MeasuredTerm {
  const { id, stage, dryMg, elementsMg, relativePpm, assay } = line;
  const mass: CountedMass = { kind: 'counted', id, relative: relativePpm / PPM };
  const family = MAGNET_STAGES.includes(stage) ? 'magnet' : 'metal';
  return { dryMg, elementsMg, mass, composition: assay ? assayedFractions(assay, family, at) : null };
}
