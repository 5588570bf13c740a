import { isOutOfStep, shortestInStep, type StepDay, type Steps } from './in-step.js';
import { mgToKg, type Mg } from '../measure/quantities.js';
import type { Period } from '../measure/time.js';
import type { WithoutAssay } from './without-assay.js';

/** Something that a reader of the ladder must know before using its figures. */
export interface LadderWarning {
  readonly code: 'stock-drawn-down' | 'missing-assay' | 'out-of-step';
  readonly message: string;
  readonly element?: string;
  readonly dryMg?: Mg;
  readonly inStep?: Period;
}

const TOGETHER = 'The rare earths together';

function about(element: string | undefined): { readonly element?: string } {
  return element === undefined ? {} : { element };
}

const RUNGS: readonly (readonly [keyof WithoutAssay, string])[] = [
  ['generatedMg', 'generated'],
  ['reusedMg', 'reused in process'],
  ['sentMg', 'sent'],
  ['confirmedMg', 'confirmed'],
  ['leakedMg', 'leaked'],
  ['onHandMg', 'on hand'],
];

/** By-product without an assay in any figure of the period, with its kilograms at each rung. */
export function missingAssay(without: WithoutAssay, mostMg: Mg): LadderWarning[] {
  const stands = RUNGS.filter(([rung]) => without[rung] !== 0).map(
    ([rung, name]) => `${mgToKg(without[rung])} kg ${name}`,
  );
  if (stands.length === 0) return [];
  const message = `By-product without an assay stands in the figures: ${stands.join(', ')}. What it contains is in none of the element figures.`;
  return [{ code: 'missing-assay', message, dryMg: mostMg }];
}

/** Recovery is not stated where what was recovered does not belong to what was processed. */
export function outOfStep(steps: Steps<bigint>, element?: string): LadderWarning[] {
  if (!isOutOfStep(steps)) return [];
  const message = `${element ?? TOGETHER}: what the runs of the period recovered does not belong to what they processed, so that no recovery is stated.`;
  return [{ code: 'out-of-step', message, ...about(element) }];
}

/** Names the shortest longer period in which a recovery can be stated. */
export function inStepNamed(
  warnings: readonly LadderWarning[],
  daysOf: (element: string | undefined) => readonly StepDay[],
  period: Period,
): LadderWarning[] {
  return warnings.map((warning) => {
    if (warning.code !== 'out-of-step') return warning;
    const longer = shortestInStep(daysOf(warning.element), period);
    const rest = longer ? `From ${longer.from} to ${longer.to} it is in step.` : 'No longer period is in step yet.';
    return { ...warning, message: `${warning.message} ${rest}`, ...(longer && { inStep: longer }) };
  });
}

/** A headline above its ceiling; the exact figures decide. */
export interface Reach {
  readonly isAbove: boolean;
  readonly primaryReplacement: number | null;
  readonly ceiling: number | null;
}

export function drawnDown({ isAbove, primaryReplacement, ceiling }: Reach, element?: string): LadderWarning[] {
  if (!isAbove || primaryReplacement === null || ceiling === null) return [];
  const message = `${element ?? TOGETHER}: the loop made up for ${primaryReplacement} % of what the plant used, more than the ${ceiling} % that recycling the by-products of the period can reach. Stock of earlier periods was drawn down.`;
  return [{ code: 'stock-drawn-down', message, ...about(element) }];
}
