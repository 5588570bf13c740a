/** What the balance of a plant says: the rest is what it cannot tell. */
export const VERDICTS = ['not-known', 'too-coarse', 'gap', 'surplus', 'closed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a reader of a balance must know. */
export const BALANCE_WARNINGS = ['wip-not-counted', 'count-off-edge', 'wip-without-assay', 'wip-in-dispute'] as const;
export type BalanceWarning = (typeof BALANCE_WARNINGS)[number];

/** How complete what was logged is, on an agreement; null where hidden or not known. */
export interface Completeness {
  /** (logged - reused) / (expected - reused) of the sites, in rare-earth metal. */
  readonly completenessPct: number | null;
  /** sent / (sent + leaked - carved out + what is unexplained, at least 0), in rare-earth metal. */
  readonly coverageOfExpectedPct: number | null;
  /** The agreement's share of what is unexplained at its sites, by the rare-earth mass that was logged. */
  readonly unexplainedKg: number | null;
  /** The same share of its expanded uncertainty. */
  readonly unexplainedUncertaintyKg: number | null;
  readonly completeness: Verdict | null;
}

/** What is told to whom nothing is told of it. */
export const UNTOLD: Completeness = {
  completenessPct: null,
  coverageOfExpectedPct: null,
  unexplainedKg: null,
  unexplainedUncertaintyKg: null,
  completeness: null,
};
