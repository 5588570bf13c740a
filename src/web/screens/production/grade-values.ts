import type { Alloy } from '../../../domain/matter/catalogue.js';
import type { Schemas } from '../../api/client.js';
import { emptyLine, sentComposition, sentUncertainty, type CompositionLine } from '../../forms/composition-lines.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';
import type { Grade, GradeVersion } from './model.js';

/** What is said of a grade from a day on, as it is typed. */
export interface GradeValues {
  readonly code: string;
  readonly alloy: Alloy;
  readonly from: string;
  readonly composition: CompositionLine[];
  readonly coatingPct: TypedAmount;
  readonly windowDays: TypedAmount;
}

export const emptyGrade = (from: string): GradeValues => ({
  code: '',
  alloy: 'NdFeB',
  from,
  composition: [emptyLine()],
  coatingPct: '',
  windowDays: '',
});

/** A version as lines to be typed over. */
export function linesOf({ composition, belowLimitPct, expandedUncertainty }: GradeVersion): CompositionLine[] {
  return Object.entries(composition).map(([formula, pct]) => ({
    formula,
    pct: formula in belowLimitPct ? { given: `<${belowLimitPct[formula]}` } : pct,
    uncertainty: expandedUncertainty?.[formula] ?? '',
  }));
}

/** The version that holds on a day; before the first of them, that one. */
export function versionOn({ versions }: Grade, day: string): GradeVersion | undefined {
  return versions.findLast(({ from }) => from <= day) ?? versions[0];
}

/** Whether anything has been typed that would be lost. */
export function isGradeBegun({ code, composition, coatingPct }: GradeValues): boolean {
  return code !== '' || coatingPct !== '' || composition.some(({ formula }) => formula !== '');
}

/** What holds from a day on, as the service takes it; what is missing is the service's to find fault with. */
export function versionBody({ from, composition, coatingPct, windowDays }: GradeValues): Schemas['NewGradeVersion'] {
  const days = sentNumber(windowDays);
  return {
    from,
    composition: sentComposition(composition),
    expandedUncertainty: sentUncertainty(composition),
    coatingPct: sentNumber(coatingPct) as number,
    ...(days !== null && { windowDays: days }),
  };
}
