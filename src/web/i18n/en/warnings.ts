import type { WarningCode } from '../../../domain/matter/warning-codes.js';

/** The sentence of the service, which is English and names the figures that look odd. */
const asSaid = (said: string): string => said;

/** What looks odd about a batch. */
export const warnings = {
  'weight-unusual': asSaid,
  'rare-earths-unusual': asSaid,
  'sum-low': asSaid,
  'sum-above-100': asSaid,
  'unlike-product': asSaid,
  'oxide-sum-above-100': asSaid,
  'element-unusual-for-alloy': asSaid,
  'alloy-unlike-stream': asSaid,
  'report-on-other-batch': asSaid,
  'older-sample': () =>
    'A sample taken later had been assayed already when this one was recorded: it does not come into force.',
  'not-covered': () => 'No agreement covers this site, stream and day: the batch is logged without one.',
} satisfies Record<WarningCode, (said: string) => string>;
