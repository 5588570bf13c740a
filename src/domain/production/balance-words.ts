import type { BalanceWarning } from '../reports/verdicts.js';

/** What a warning of a balance says. */
export const BALANCE_WORDS: Readonly<Record<BalanceWarning, string>> = {
  'wip-not-counted': 'Work in progress was not counted at both ends, so that nothing can be said of what is missing.',
  'count-off-edge': 'A count is more than five days from the edge of the period.',
  'wip-without-assay': 'More than 1 % of the dry mass of charges, magnets, by-product or counts has no assay.',
  'wip-in-dispute': 'The weight of what moved is in dispute, so that nothing can be said of what is missing.',
};
