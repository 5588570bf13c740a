/** What a batch is: of the plant's production, of recycling, from a mine, or between two steps of recycling. */
export const BATCH_KINDS = ['by-product', 'recycled', 'primary', 'intermediate'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];
