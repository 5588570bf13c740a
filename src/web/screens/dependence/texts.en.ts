import { dependenceSentence, shownRange, thresholdSentence } from '../../../domain/production/dependence-text.js';
import type { OriginStage } from '../../../domain/production/dependence-report.js';
import type { Crossing } from '../../../domain/production/dependence.js';

interface ThresholdText {
  /** Within a sentence. */
  readonly name: string;
  readonly text: string;
  readonly holdsFor: string;
  readonly note: string;
}

const thresholds: Readonly<Record<string, ThresholdText>> = {
  'crma-one-third-country': {
    name: '65 % of one third country',
    text: 'No third country accounts for more than 65 % of the yearly consumption of a strategic raw material, at any stage, by 2030',
    holdsFor: 'The consumption of the Union as a whole, per stage; a yardstick, no duty of this plant',
    note: 'A third country is one outside the Union',
  },
};

/** Texts of where the plant's material comes from. */
export const dependence = {
  lead: 'Where the material comes from that the plant charged, with the loop and as it would be without it.',
  party: 'Plant of',
  stage: 'Country of',
  stages: { mined: 'Mining', separated: 'Separation', metal: 'Metal making' } satisfies Record<OriginStage, string>,
  nothing: 'Nothing was charged in this period. Book charges under Production, or choose another period.',
  sentence: dependenceSentence,
  threshold: thresholdSentence,
  range: shownRange,
  picture: 'Sources',
  pictureNote: 'Shares of what was charged: above as it was, below as it would be without the loop.',
  pictureLabel: (elements: string) =>
    `Bars of the sources of ${elements}, with the loop and without it. The figures stand in the table below.`,
  with: 'with the loop',
  without: 'without the loop',
  withTitle: 'With the loop',
  withoutTitle: 'Without the loop',
  loop: 'Own loop',
  recycledFrom: (country: string) => `${country}, recycled`,
  otherRecycled: 'Other recycled, country unknown',
  unknown: 'Unknown',
  shares: 'Shares',
  sharesNote: 'Without the loop, its mass is shared over the other sources in proportion.',
  source: 'Source',
  element: 'Element',
  charged: 'Charged',
  all: 'All',
  concentration: 'Concentration',
  concentrationNote:
    'Herfindahl-Hirschman index, 0 to 10,000: the sum of the squares of all shares in percent; 10,000 is one source alone. Of two figures, the first leaves out what is of unknown countries, the second adds it to the largest one.',
  countryIndex: 'Over countries, with the loop',
  countryIndexWithout: 'Over countries, without',
  supplierIndex: 'Over suppliers',
  perStage: 'By stage',
  perStageNote: 'How much is of unknown countries at each stage, and whether a threshold is crossed.',
  unknownMass: 'Unknown',
  largest: 'Largest country, with the loop',
  largestWithout: 'Without',
  crossings: {
    crossed: 'crossed',
    'not-crossed': 'not crossed',
    'cannot-be-excluded': 'cannot be excluded',
  } satisfies Record<Crossing, string>,
  thresholds,
  thresholdTitle: 'Thresholds',
  limit: 'Limit',
  holdsFor: 'Holds for',
  origin: 'Source',
  confidence: 'Certainty',
  confidences: { 'in force': 'in force' } as Readonly<Record<string, string>>,
  note: 'Note',
};
