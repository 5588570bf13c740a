import type { Day } from '../../domain/measure/time.js';
import { instant } from './calendar.js';
import type { AssayBody, LotMade } from './events.js';
import { sumKg, type Kg } from './in-progress.js';
import type { BlocksPlan, GradePlan, GradeVersionPlan, ProductionPlan, Pct } from './production-plan.js';
import { rounded } from './variation.js';

/** When a sample of blocks is taken. */
const SAMPLED = 18;

/** What a grade says on a day of the year. */
export function versionOf({ code, versions }: GradePlan, day: Day): GradeVersionPlan {
  const version = versions.findLast(({ from }) => from <= day);
  if (!version) throw new Error(`${code} says nothing of ${day}.`);
  return version;
}

export function contentsKg(dryKg: number, composition: Pct): Kg {
  return Object.fromEntries(Object.entries(composition).map(([element, pct]) => [element, (dryKg * pct) / 100]));
}

interface PlannedLot {
  readonly body: LotMade['body'];
  readonly grade: string;
  /** What is in it, as it is written down. */
  readonly kg: Kg;
}

interface LotOf {
  readonly grade: GradePlan;
  readonly day: Day;
  readonly code: string;
}

/** A lot of so many kilograms without its coating. */
export function lotOf(uncoatedKg: number, { grade, day, code }: LotOf): PlannedLot {
  const { coatingPct, composition } = versionOf(grade, day);
  const netKg = rounded((uncoatedKg * 100) / (100 - coatingPct), 1);
  const body = { code, netKg, pieces: Math.round(netKg / grade.pieceKg) };
  return { body, grade: grade.code, kg: contentsKg((netKg * (100 - coatingPct)) / 100, composition) };
}

/** What the plant's own laboratory finds in metal, with the uncertainty that it states. */
export function foundBy(
  { name, method, expandedPct }: ProductionPlan['laboratory'],
  composition: Pct,
): Omit<AssayBody, 'sampledAt'> {
  const off = Object.entries(composition).map(([one, pct]) => [one, rounded((pct * expandedPct) / 100, 4)]);
  return { laboratory: name, method, composition, expandedUncertainty: Object.fromEntries(off) as Pct };
}

interface BlocksOf {
  readonly blocks: BlocksPlan;
  readonly laboratory: ProductionPlan['laboratory'];
  readonly day: Day;
  readonly number: string;
}

/** A lot of blocks as the one hall sends it and the other one takes it, weighed and analysed once. */
export function blocksOf(
  kg: Kg,
  { blocks, laboratory, day, number }: BlocksOf,
): { readonly sent: LotMade['body']; readonly taken: LotMade['body']; readonly kg: Kg } {
  const elements = Object.keys(kg);
  const netKg = rounded((sumKg(kg, elements) * 100) / blocks.rareEarthPct, 1);
  const found = Object.fromEntries(elements.map((one) => [one, rounded(((kg[one] ?? 0) * 100) / netKg, 2)]));
  const composition = { ...found, Fe: blocks.ironPct, B: blocks.boronPct };
  const assay = { ...foundBy(laboratory, composition), sampledAt: instant(day, SAMPLED) };
  const lot = { netKg, pieces: Math.round(netKg / blocks.grade.pieceKg), assay };
  const returnedFrom = { customer: blocks.customer, use: 'unused' } as const;
  return {
    sent: { code: `BL-${number}`, ...lot },
    taken: { code: `BH-${number}`, ...lot, returnedFrom },
    kg: contentsKg(netKg, found),
  };
}
