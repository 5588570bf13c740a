import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { BATCH_KINDS, type BatchKind } from '../../domain/matter/batch-kind.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';
import {
  CUSTODY_MODELS,
  RUN_KINDS,
  RUN_STATUSES,
  type CustodyModel,
  type RunKind,
  type RunStatus,
} from '../../domain/acts/run.js';
import type { RunWarningCode } from '../../domain/acts/run-warnings.js';
import { BatchAnswer, elementsSchema, type MassAnswer } from '../batches/index.js';
import { Override } from './run.dto.js';

const percents = { type: 'object', additionalProperties: { type: 'number' } } as const;
const MISSING = 'Positive is missing, negative came from nowhere.';

export class RunInputAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ enum: BATCH_KINDS })
  kind: BatchKind;

  @ApiProperty({ description: 'What was drawn of it.' })
  dryKg: number;

  @ApiProperty(elementsSchema)
  elements: Record<string, MassAnswer>;
}

export class FeedAnswer {
  @ApiProperty({ enum: ORIGINS })
  origin: Origin;

  @ApiProperty()
  description: string;

  @ApiProperty({ type: String, nullable: true, description: 'Where it was mined.' })
  originCountry: string | null;

  @ApiProperty()
  dryKg: number;

  @ApiProperty({ ...percents, description: 'Percent of dry mass by formula.' })
  composition: Record<string, number>;

  @ApiProperty(elementsSchema)
  elements: Record<string, MassAnswer>;
}

export class ResidueAnswer {
  @ApiProperty()
  kind: string;

  @ApiProperty()
  destination: string;

  @ApiProperty()
  dryKg: number;

  @ApiProperty({ ...percents, nullable: true, description: '`null` where it was not assayed.' })
  composition: Record<string, number> | null;

  @ApiProperty(elementsSchema)
  elements: Record<string, MassAnswer>;
}

export class ElementClosureAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty()
  inKg: number;

  @ApiProperty()
  outKg: number;

  @ApiProperty()
  residueKg: number;

  @ApiProperty({ description: MISSING })
  unaccountedKg: number;

  @ApiProperty({ type: Number, nullable: true, description: '(out + residue) / in; `null` where nothing went in.' })
  closurePct: number | null;
}

export class DryClosureAnswer {
  @ApiProperty()
  inKg: number;

  @ApiProperty()
  outKg: number;

  @ApiProperty()
  residueKg: number;

  @ApiProperty({ description: 'Dry mass does not balance: positive went off, negative was taken up.' })
  massChangeKg: number;
}

export class RunWarningAnswer {
  @ApiProperty({ enum: ['open-balance', 'element-not-assayed', 'matter-created'] })
  code: RunWarningCode;

  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty()
  message: string;

  @ApiProperty({ description: MISSING })
  kg: number;
}

export class ShareElementAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty()
  inKg: number;

  @ApiProperty({ description: 'In outputs of the run, intermediate ones included.' })
  recoveredKg: number;

  @ApiProperty()
  residueKg: number;

  @ApiProperty({ description: MISSING })
  unaccountedKg: number;
}

export class RunShareAnswer {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty()
  dryInKg: number;

  @ApiProperty({ description: 'Its part of the dry mass of the outputs.' })
  dryRecoveredKg: number;

  @ApiProperty({ type: [ShareElementAnswer] })
  elements: ShareElementAnswer[];
}

const OWN = "`null` for whoever sees only an agreement's share of the run.";

export class RunAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: RUN_KINDS })
  kind: RunKind;

  @ApiProperty({ enum: RUN_STATUSES })
  status: RunStatus;

  @ApiProperty({ type: String, nullable: true, description: OWN })
  code: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: OWN })
  siteId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: OWN })
  partyId: string | null;

  @ApiProperty({ type: String, enum: CUSTODY_MODELS, nullable: true, description: OWN })
  custodyModel: CustodyModel | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: OWN })
  startedAt: string | null;

  @ApiProperty({ format: 'date-time', description: 'When it ended.' })
  occurredAt: string;

  @ApiProperty({
    format: 'date',
    description: 'The day on which it counts in books and reports: not before what was moved before it.',
  })
  occurredOn: string;

  @ApiProperty({ format: 'date', description: 'The day at the site, by which terms and clocks go.' })
  localOn: string;

  @ApiProperty({ type: Override, nullable: true })
  override: Override | null;

  @ApiProperty({ type: [RunInputAnswer], description: 'Of a shared run those of the own batches alone.' })
  inputs: RunInputAnswer[];

  @ApiProperty({ type: [FeedAnswer], nullable: true, description: OWN })
  otherFeed: FeedAnswer[] | null;

  @ApiProperty({ type: [BatchAnswer], nullable: true, description: `In the order sent. ${OWN}` })
  outputs: BatchAnswer[] | null;

  @ApiProperty({ type: [ResidueAnswer], nullable: true, description: OWN })
  residues: ResidueAnswer[] | null;

  @ApiProperty({
    type: [ElementClosureAnswer],
    nullable: true,
    description: `As the books have it now, later assays of the outputs included. ${OWN}`,
  })
  closure: ElementClosureAnswer[] | null;

  @ApiProperty({ type: DryClosureAnswer, nullable: true, description: OWN })
  dryClosure: DryClosureAnswer | null;

  @ApiProperty({ type: [RunWarningAnswer], nullable: true, description: OWN })
  warnings: RunWarningAnswer[] | null;

  @ApiProperty({ type: [RunShareAnswer], description: "The part of each agreement of the caller's that is in it." })
  shares: RunShareAnswer[];

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: `For a reversal. ${OWN}` })
  entryId: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: OWN })
  createdAt: string | null;
}

export class RunPage extends PageOf(RunAnswer) {}
