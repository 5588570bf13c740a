/** What may be worth a second look about a batch or an assay, by its code. Codes are stable: programs rely on them. */
export const WARNING_CODES = [
  'weight-unusual',
  'not-covered',
  'rare-earths-unusual',
  'sum-low',
  'sum-above-100',
  'oxide-sum-above-100',
  'unlike-product',
  'element-unusual-for-alloy',
  'alloy-unlike-stream',
  'older-sample',
  'report-on-other-batch',
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];
