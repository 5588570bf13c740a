/** The masses of the ladder, in the order in which they are shown. */
export const LADDER_FIGURES = [
  'generated',
  'reusedInProcess',
  'sent',
  'confirmed',
  'processed',
  'recovered',
  'returned',
  'consumed',
  'substituted',
  'otherRecycledConsumed',
  'primaryConsumed',
  'measurementDifference',
  'unaccounted',
  'originUnknown',
  'intermediate',
] as const;
export type LadderFigure = (typeof LADDER_FIGURES)[number];

/** The ratios of the ladder, in the order in which they are shown. */
export const LADDER_RATIOS = [
  'recovery',
  'closedLoopReturn',
  'recycledShare',
  'primaryReplacement',
  'ceiling',
] as const;
export type LadderRatio = (typeof LADDER_RATIOS)[number];

/** A column of the report: what it is of, and the unit. */
export type ReportField = `${LadderFigure}Kg` | `${LadderRatio}Pct`;
