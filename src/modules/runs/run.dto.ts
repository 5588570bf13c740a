import type { CompositionPct } from '../../domain/matter/composition.js';
import {
  AreParts,
  IsCode,
  IsCountry,
  IsId,
  IsInstant,
  IsMassKg,
  IsOn,
  IsOneOf,
  IsPart,
  IsPct,
  IsText,
  PageQuery,
} from '../../common/index.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';
import {
  CUSTODY_MODELS,
  RUN_KINDS,
  RUN_STATUSES,
  type CustodyModel,
  type RunKind,
  type RunStatus,
} from '../../domain/acts/run.js';
import { LeavesDryMass, NewAssay } from '../batches/index.js';
import { IsComposition, IsProduct } from '../catalogue/index.js';

export class NewRunInput {
  @IsId()
  batchId: string;

  @IsMassKg({ positive: true, optional: true, description: 'Default all that is left.' })
  dryKg?: number;
}

export class NewFeed {
  @IsOneOf(ORIGINS)
  origin: Origin;

  @IsText(200, { example: 'Hard disk magnets' })
  description: string;

  @IsCountry({ optional: true, description: 'Where it was mined, as far as that is known.' })
  originCountry?: string;

  @IsMassKg({ positive: true })
  dryKg: number;

  @IsComposition()
  composition: CompositionPct;
}

export class NewOutput {
  @IsCode(60, { optional: true, description: 'Unique per site, whatever the case; generated where it is left out.' })
  code?: string;

  @IsProduct()
  product: string;

  @IsMassKg({ positive: true })
  netKg: number;

  @IsPct({ optional: true })
  @LeavesDryMass()
  moisturePct?: number;

  @IsPart(() => NewAssay)
  assay: NewAssay;
}

export class NewResidue {
  @IsText(60, { example: 'iron cake' })
  kind: string;

  @IsMassKg({ positive: true })
  dryKg: number;

  @IsComposition({ optional: true, description: 'Left out where it was not assayed.' })
  composition?: CompositionPct;

  @IsText(200, { example: 'Cement works' })
  destination: string;
}

export class Override {
  @IsText(500)
  reason: string;
}

export class NewRun {
  @IsId()
  siteId: string;

  @IsOneOf(RUN_KINDS)
  kind: RunKind;

  @IsCode(60, { optional: true, description: 'Unique per site, whatever the case; generated where it is left out.' })
  code?: string;

  @IsInstant()
  startedAt: string;

  @IsInstant({ description: 'When it ended.' })
  occurredAt: string;

  @IsOneOf(CUSTODY_MODELS)
  custodyModel: CustodyModel;

  @AreParts(() => NewRunInput)
  inputs: NewRunInput[];

  @AreParts(() => NewFeed, { optional: true, description: "Feed that is in nobody's books here." })
  otherFeed?: NewFeed[];

  @AreParts(() => NewOutput)
  outputs: NewOutput[];

  @AreParts(() => NewResidue, { optional: true })
  residues?: NewResidue[];

  @IsPart(() => Override, { optional: true, description: 'Vouches for more coming out than went in.' })
  override?: Override;
}

export class RunFilter extends PageQuery {
  @IsId({ optional: true, description: 'Runs that material of this agreement went into.' })
  agreementId?: string;

  @IsId({ optional: true })
  siteId?: string;

  @IsOneOf(RUN_KINDS, { optional: true })
  kind?: RunKind;

  @IsOneOf(RUN_STATUSES, { optional: true })
  status?: RunStatus;

  @IsOn({ optional: true, description: 'Ended on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Ended on this day or before.' })
  to?: string;
}
