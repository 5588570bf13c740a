type Facts = Readonly<Record<string, unknown>>;

/** What the service says is English; other languages put it into their own words, by its code and by its sentence. */
export interface ProblemTexts {
  /** Stands above every sentence of these; null keeps the service's own title. */
  readonly title: string | null;
  readonly details: Readonly<Record<string, (facts: Facts) => string>>;
  /** What is wrong with a field, as it begins, and what to say instead; `$1` is what stood in brackets. */
  readonly faults: readonly (readonly [pattern: RegExp, text: string])[];
}

export const problems: ProblemTexts = { title: null, details: {}, faults: [] };
