/** The catalogue names its streams and products in English; other languages name them by their codes. */
export interface CatalogueNames {
  readonly streams: Readonly<Record<string, string>>;
  readonly products: Readonly<Record<string, string>>;
}

export const catalogue: CatalogueNames = { streams: {}, products: {} };
