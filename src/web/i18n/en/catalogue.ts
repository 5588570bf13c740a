/** The catalogue names its streams and products, and the dangers of streams, in English; other languages do so by their codes. */
export interface CatalogueNames {
  readonly streams: Readonly<Record<string, string>>;
  readonly products: Readonly<Record<string, string>>;
  /** What is dangerous about a stream. */
  readonly hazards: Readonly<Record<string, string>>;
}

export const catalogue: CatalogueNames = { streams: {}, products: {}, hazards: {} };
