import type { ErrorKind } from '../../../domain/production/uncertainty.js';
import type { BalanceWarning } from '../../../domain/reports/verdicts.js';
import type { WaterfallRow } from './waterfall.js';

/** Texts of the frame around the sections of production. */
export const production = {
  sectionsLabel: 'Sections of production',
  sections: { feed: 'Feed', balance: 'Balance' },
};

const errors = {
  repeatability: { name: 'Single weighings', text: 'One weighing differs from the next.' },
  calibration: { name: 'Scales', text: 'What a scale is off by, it is off by in all its weighings.' },
  moisture: { name: 'Moisture and oil', text: 'How the dry mass was found, one error per site.' },
  laboratory: { name: 'Laboratories', text: 'What a laboratory is off by in everything.' },
  family: { name: 'Kinds of material', text: 'What a laboratory is off by in one kind of material.' },
  assay: { name: 'Single assays', text: 'What each assay is off by on its own.' },
  grade: { name: 'Grades of magnets', text: 'Magnets without an assay of their own: one error per grade.' },
  count: { name: 'Counts', text: 'The masses of what was counted as work in progress.' },
  bound: { name: 'Below the limit', text: 'What laboratories could not find, up to their limits.' },
} satisfies Record<ErrorKind, { readonly name: string; readonly text: string }>;

/** Texts of the balance. */
export const balance = {
  title: 'Balance of the plant',
  lead: 'From count to count: what production must have left over, against the by-products that were logged.',
  element: 'Element',
  notKnown: 'Nothing can be said of whether the plant closes in this period.',
  counted: (from: string, to: string) => `From the count of ${from} to the count of ${to}.`,
  yearToDate: 'Since the year began:',
  look: 'Look at it',
  warningsTitle: 'What to know about it',
  warnings: {
    'wip-not-counted':
      'Work in progress was not counted at both ends of the period: count it, or choose a period that has a count at either end.',
    'count-off-edge':
      'A count is more than five days from the edge of the period. The balance runs from count to count.',
    'wip-without-assay':
      'More than 1 % of the dry mass of charges, magnets, by-products or counts has no assay and no grade.',
    'wip-in-dispute': 'What moved is in dispute: the weights may still change.',
  } satisfies Record<BalanceWarning, string>,
  waterfall: (name: string) => `How it adds up: ${name}`,
  waterfallNote: 'What came in, less what went out and what is still there, must be by-product.',
  nothingMoved: 'Nothing moved in this period.',
  notCounted: 'Without a count at either end nothing can be added up.',
  asTable: 'The same as a table',
  term: 'Term',
  mass: 'Mass',
  rows: {
    opening: 'Counted at the beginning',
    charged: 'Charged',
    reused: 'Reused in process',
    back: 'Magnets back to production',
    magnets: 'Magnets made',
    losses: 'Process losses',
    closing: 'Counted at the end',
    expected: 'Expected',
    range: 'What measuring leaves open',
    logged: 'Logged',
    unexplained: 'Unexplained',
  } satisfies Record<WaterfallRow, string>,
  perElement: 'Element by element',
  perElementNote:
    'Elements can be balanced where all that comes in is booked: the rare earths, and what the site declares.',
  show: (name: string) => `Show ${name}`,
  completeness: 'Completeness',
  verdict: 'Verdict',
  months: (name: string) => `Month by month: ${name}`,
  monthsNote:
    'A month reaches from the last count before it to its last one. What lies between two counts stands in the month of the later one, so that the months add up.',
  monthsChart: 'What is unexplained in every month, between the limits within which it may be nothing',
  monthsTable: 'Balance by month',
  month: 'Month',
  days: 'Counted on',
  tooManyMonths: 'Months are shown for at most ten years. Choose a shorter period.',
  uncertainty: 'What the ± consists of',
  uncertaintyNote: (mass: string) =>
    `± ${mass} is twice the root of the sum of squares of these standard uncertainties.`,
  byDefault: (n: number) =>
    n === 1
      ? '1 assay has the uncertainty of its method, since its report states none.'
      : `${n} assays have the uncertainty of their method, since their reports state none.`,
  source: 'Source',
  standard: 'Standard uncertainty',
  share: 'Share of the whole',
  errors,
};
