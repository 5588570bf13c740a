import { COMPLETENESS_SHARED, type CompletenessShared } from '../../domain/agreement/agreement.js';
import {
  AreOneOf,
  IsCode,
  IsFlag,
  IsId,
  IsIds,
  IsMapOfNumbers,
  IsOn,
  IsOneOf,
  IsPart,
  IsPct,
  IsText,
  IsWhole,
  PageQuery,
} from '../../common/index.js';
import {
  AGREEMENT_STATUSES,
  CARVE_OUTS,
  EVERY_STREAM,
  SETTLE_ON,
  type AgreementStatus,
  type CarveOut,
  type SettleOn,
} from '../../domain/agreement/agreement.js';
import { catalogue } from '../catalogue/index.js';

/** What a scope may name. */
export const STREAMS = [EVERY_STREAM, ...catalogue.streams.map(({ code }) => code)];
const MOST_CONFIRM_DAYS = 3650;

const SITES = { least: 1, description: "The generator's sites whose by-products go to the recycler." };
const STREAMS_FIELD = { least: 1, description: 'Kinds of by-product, or `*` alone for every kind.' };
const PROCESSORS = {
  optional: true,
  description: "Parties at whose sites material counts as returned, beside the generator's own.",
};
const FACTORS = {
  optional: true,
  description: "Usability factor by product, above 0, at most 1, at most 6 decimals; else the catalogue's.",
  example: { rMREO: 0.97 },
};
const REFERENCE = {
  description: 'Unique among the agreements of the two parties, whatever the case.',
  example: 'MP-RC-2026',
};

export class NewScope {
  @IsIds(SITES)
  siteIds: string[];

  @AreOneOf(STREAMS, STREAMS_FIELD)
  streams: string[];
}

const COMPLETENESS = {
  optional: true,
  description:
    'What the recycler reads of how complete the logged by-product is: nothing, a verdict for each month that has ended, or ' +
    'figures, which beside another recycler read as verdict. A new draft shares the verdict.',
};

export class NewTerms {
  @IsPct({ example: 0.5 })
  weightTolerancePct: number;

  @IsOneOf(SETTLE_ON)
  settleOn: SettleOn;

  @IsWhole(0, MOST_CONFIRM_DAYS, { example: 10 })
  confirmWithinDays: number;

  @AreOneOf(CARVE_OUTS)
  carveOuts: CarveOut[];

  @IsIds(PROCESSORS)
  processorIds?: string[];

  @IsMapOfNumbers(FACTORS)
  usabilityFactors?: Record<string, number>;

  @IsOneOf(COMPLETENESS_SHARED, COMPLETENESS)
  completenessShared?: CompletenessShared;
}

export class NewAgreement {
  @IsCode(100, REFERENCE)
  reference: string;

  @IsText(200, { example: 'Full by-product recycling' })
  title: string;

  @IsId()
  generatorId: string;

  @IsId()
  recyclerId: string;

  @IsOn({ description: 'The first day of the term.' })
  startsOn: string;

  @IsOn({ description: 'The last day of the term.', example: '2035-12-31' })
  endsOn: string;

  @IsFlag()
  exclusive: boolean;

  @IsPct({ example: 100 })
  coverageTargetPct: number;

  @IsPart(() => NewScope)
  scope: NewScope;

  @IsPart(() => NewTerms)
  terms: NewTerms;
}

export class ChangedScope {
  @IsIds({ ...SITES, optional: true })
  siteIds?: string[];

  @AreOneOf(STREAMS, { ...STREAMS_FIELD, optional: true })
  streams?: string[];
}

export class ChangedTerms {
  @IsPct({ optional: true })
  weightTolerancePct?: number;

  @IsOneOf(SETTLE_ON, { optional: true })
  settleOn?: SettleOn;

  @IsWhole(0, MOST_CONFIRM_DAYS, { optional: true })
  confirmWithinDays?: number;

  @AreOneOf(CARVE_OUTS, { optional: true })
  carveOuts?: CarveOut[];

  @IsIds(PROCESSORS)
  processorIds?: string[];

  @IsMapOfNumbers(FACTORS)
  usabilityFactors?: Record<string, number>;

  @IsOneOf(COMPLETENESS_SHARED, COMPLETENESS)
  completenessShared?: CompletenessShared;
}

/** What may still change; what is left out stays as it is, also within scope and terms. */
class Change {
  @IsText(200, { optional: true })
  title?: string;

  @IsOn({ optional: true, description: 'The last day of the term.' })
  endsOn?: string;

  @IsFlag({ optional: true })
  exclusive?: boolean;

  @IsPct({ optional: true })
  coverageTargetPct?: number;

  @IsPart(() => ChangedScope, { optional: true })
  scope?: ChangedScope;

  @IsPart(() => ChangedTerms, { optional: true })
  terms?: ChangedTerms;
}

export class AgreementEdit extends Change {
  @IsCode(100, { ...REFERENCE, optional: true })
  reference?: string;

  @IsOn({ optional: true, description: 'The first day of the term.' })
  startsOn?: string;
}

export class NewAmendment extends Change {
  @IsOn({ description: 'The first day on which the change holds: not before the version that it changes.' })
  startsOn: string;
}

export class NewTermination {
  @IsOn({ description: 'The last day of the term; in the past too, where both sides agree.' })
  endsOn: string;

  @IsText(500, { example: 'The plant closes.' })
  reason: string;
}

export class AgreementQuery extends PageQuery {
  @IsOneOf(AGREEMENT_STATUSES, { optional: true })
  status?: AgreementStatus;

  @IsText(100, { optional: true, description: 'Only agreements with this reference, whatever the case.' })
  reference?: string;
}
