/**
 * What a batch is: left over by the plant's production, of recycling, from a mine, between two steps of recycling, or what the
 * plant makes of all that.
 */
export const BATCH_KINDS = ['by-product', 'recycled', 'primary', 'intermediate', 'magnet'] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];
