import type { Aside } from '../../../domain/reports/flows.js';
import type { ReportMass, ReportWarning, ReportWarningCode } from '../../../domain/reports/circularity-report.js';
import type { ReportField } from '../../../domain/books/rungs.js';
import type { Period } from '../../../domain/measure/time.js';
import { headline, NO_MARKET_DISPLACEMENT, periodText } from '../../../domain/reports/report-text.js';

const notes: Readonly<Partial<Record<ReportField, string>>> = {
  generatedKg: 'By-products of the plant that the agreement covers',
  sentKg: 'Dispatched to the recycler, less what was refused',
  confirmedKg: 'Received and weighed by the recycler',
  recoveredKg: 'In products of the recycler',
  returnedKg: 'Back at the plant as recycled material',
  consumedKg: 'Charged into magnet production',
  substitutedKg: 'Made up for as much fresh-mined material',
  recoveryPct: 'Recovered of what was processed',
  closedLoopReturnPct: 'Returned of what was confirmed',
  recycledSharePct: 'Recycled of all that the plant used',
};

const warningTitles: Readonly<Record<ReportWarningCode, string>> = {
  'missing-assay': 'Assays are missing',
  'stock-drawn-down': 'Stock was drawn down',
  'out-of-step': 'Recovery is out of step',
  'no-primary-booked': 'No primary material is booked',
  estimated: 'Weights are estimated',
  'in-dispute': 'Weights are in dispute',
  'open-balance': 'A balance is open',
  'element-not-assayed': 'An element was not assayed',
  'matter-created': 'More came out than went in',
  'wip-not-counted': 'Work in progress was not counted',
  'count-off-edge': 'A count is far from the edge',
  'wip-without-assay': 'What is in progress lacks assays',
  'wip-in-dispute': 'What moved is in dispute',
};

/** The sentence of the service, which is English and names the figures that it is about. */
const asSaid = ({ message }: ReportWarning): string => message;

/** What a warning means. */
const warningTexts: Readonly<Record<ReportWarningCode, (warning: ReportWarning) => string>> = {
  'missing-assay': asSaid,
  'stock-drawn-down': asSaid,
  'out-of-step': asSaid,
  'no-primary-booked': asSaid,
  estimated: asSaid,
  'in-dispute': asSaid,
  'open-balance': asSaid,
  'element-not-assayed': asSaid,
  'matter-created': asSaid,
  'wip-not-counted': asSaid,
  'count-off-edge': asSaid,
  'wip-without-assay': asSaid,
  'wip-in-dispute': asSaid,
};

const withoutAssay: Readonly<Record<keyof ReportMass['withoutAssay'], string>> = {
  generatedDryKg: '… of it generated',
  reusedDryKg: '… of it reused in process',
  sentDryKg: '… of it sent',
  confirmedDryKg: '… of it confirmed',
  leakedDryKg: '… of it left another way',
  onHandDryKg: '… of it on hand at the end',
};

/** What becomes of what was recovered. */
const afterRecovery = {
  title: 'After recovery',
  note: 'Where what was made of the by-products went. Each list adds up to the milligram; who the others are is not told.',
  recycler: 'At the recycler',
  processors: 'At processors and the plant',
  terms: {
    madeKg: 'Made',
    returnedKg: 'Returned',
    toOthersKg: 'To others',
    soldOrDisposedKg: 'Sold or disposed of',
    stockDifferenceKg: 'Stock differences',
    wayDifferenceKg: 'Differences on the way',
    lostLaterKg: 'Lost in later stages',
    straightKg: 'Straight to the plant',
    sentOnKg: 'Sent on to the plant',
    lostKg: 'Lost in other runs',
    differenceKg: 'Differences',
    stockIncreaseKg: 'Increase of stock',
  },
};

/** Of the picture of the loop, what is no rung: losses and stocks. */
const flowNodes: Readonly<Record<Aside, string>> = {
  'reused-in-process': 'Reused in process',
  leaked: 'Left another way',
  'measurement-difference': 'Measurement difference',
  'recycler-disposed': 'Disposed of by the recycler',
  residue: 'Residues',
  unaccounted: 'Unaccounted for',
  'mass-change': 'Change of mass',
  'to-others': 'To others',
  'sold-elsewhere': 'Sold elsewhere',
  disposed: 'Disposed of',
  'plant-stock': 'Stock at the plant',
  'recycler-stock': 'Stock at the recycler',
  'process-stock': 'Intermediates',
  'recovered-stock': 'Recovered, not returned yet',
  'returned-stock': 'Returned, not used yet',
};

/** Texts of the analyst's screen. */
export const circularity = {
  headline,
  notes,
  warningTitles,
  withoutAssay,
  afterRecovery,
  periodOpen: 'The period is not over: its figures are those so far.',
  incomplete: (ratios: readonly string[]) =>
    `Incomplete, since more than 1 % of the dry mass behind it has no assay: ${ratios.join(', ')}.`,
  noPrimary: {
    title: 'Was there no primary material at all?',
    meaning:
      'Book what the plant charged besides recycled material, or state here that it charged no primary material in this period. A primary charge in it makes the statement void.',
    reason: 'Reason',
    submit: 'State that there was none',
  },
  warningTexts,
  agreement: 'Agreement',
  element: 'Element',
  noneActive: (period: Period) =>
    `${periodText(period)} no agreement that both sides have signed was active. Choose another period, or one of these:`,
  unsigned: (reference: string) =>
    `${reference} is not signed by both sides, or its term has not begun: nothing is booked under it yet.`,
  chooseAgreement: 'Choose an agreement',
  noAgreements: 'There is no agreement yet. Circularity is reported for each agreement.',
  ladder: 'The ladder',
  ladderNote: (element: string) => `Kilograms of ${element} from the by-product to what it stood in for.`,
  between: 'Between the rungs',
  betweenNote: 'Differences are signed: above zero is a loss.',
  replacement: 'What was reached, and what could be',
  replacementNote:
    'Shares of all that the plant used. The ceiling is what recycling every by-product of the period could reach.',
  flows: 'The way around the loop',
  flowsNote: 'A band is as wide as its kilograms. What leaves the loop is orange, what lies in a stock is blue.',
  flowsOf: 'What the bands stand for',
  flowsLabel: (subject: string) => `The way of ${subject} around the loop, with what left it`,
  flowNodes,
  flowIn: (name: string) => `Out of: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  noFlows: (subject: string) => `No ${subject} moved in this period.`,
  dryMass: 'Dry mass',
  flowFrom: 'From',
  flowTo: 'To',
  flowKg: 'Mass',
  months: 'Month by month',
  monthsNote: (name: string) =>
    `Kilograms of ${name} on each rung, and what share of the plant's use the loop made up for.`,
  monthsLabel: (name: string) => `${name} on the rungs of the ladder, month by month`,
  month: 'Month',
  tooManyMonths: 'Months are shown for at most ten years. Choose a shorter period.',
  evidenceTitle: (figure: string, subject: string) => `${figure}: ${subject}`,
  evidenceLead:
    'The entries in the books that this figure is the sum of. What was reversed stands here twice, and cancels out.',
  evidenceBack: 'Back to the report',
  evidencePeriod: 'In the period',
  evidenceUntil: 'What came into stock and left it from the beginning until the end of',
  noEvidence: 'No entry counts to this figure.',
  evidenceElsewhere: 'These entries stand in the books of the generator alone.',
  countsOn: 'Counts on',
  event: 'What happened',
  batch: 'Batch',
  batchCount: (n: number) => `${n} batches`,
  share: 'Own share of a batch',
  asTable: 'The same as a table',
  ratios: 'How well the loop works',
  dry: 'By-products, dry mass',
  warnings: (n: number) =>
    n === 1 ? '1 thing to know before using these figures' : `${n} things to know before using these figures`,
  noWarnings: 'Nothing stands against these figures.',
  basis: 'What the figures rest on',
  boundary: 'Boundary',
  boundaryText: 'All sites of the generator; sites of the recycler',
  basisOf: 'Basis',
  basisText: 'Mass of the metal, not of its oxide',
  method: 'Method',
  parties: 'Between',
  noMarket: NO_MARKET_DISPLACEMENT,
};
