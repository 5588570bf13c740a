import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsId, IsOn, IsOneOf, IsText, PageOf, PageQuery } from '../../common/index.js';
import { WARNING_CODES, type WarningCode } from '../../domain/matter/warning-codes.js';
import { BATCH_STATUSES } from '../../domain/acts/batch-life.js';
import { BATCH_MAY, type BatchMay } from '../../domain/acts/may.js';
import { BATCH_KINDS, type BatchKind } from '../../domain/matter/batch-kind.js';
import { ALLOYS } from '../../domain/matter/catalogue.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';
import { IsStream } from '../catalogue/index.js';

export class BatchFilter extends PageQuery {
  @IsId({ optional: true })
  agreementId?: string;

  @IsId({ optional: true, description: 'Where they are now.' })
  siteId?: string;

  @IsId({ optional: true, description: 'Where they came into the books.' })
  originSiteId?: string;

  @IsOneOf(BATCH_KINDS, { optional: true })
  kind?: BatchKind;

  @IsOneOf(BATCH_STATUSES, { optional: true })
  status?: string;

  @IsStream({ optional: true })
  stream?: string;

  @IsText(60, { optional: true, description: 'Batches whose code begins like this, whatever the case.' })
  code?: string;

  @IsOneOf(['true'], {
    optional: true,
    description: 'Only batches that nobody has assayed, of which something is left.',
  })
  withoutAssay?: 'true';

  @IsOn({ optional: true, description: 'Happened on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Happened on this day or before.' })
  to?: string;
}

export class WarningAnswer {
  @ApiProperty({ enum: WARNING_CODES, example: 'weight-unusual' })
  code: WarningCode;

  @ApiProperty()
  message: string;

  @ApiPropertyOptional()
  element?: string;
}

export class ReclaimableInProcess {
  @ApiProperty({ enum: ['yes', 'no'] })
  answer: 'yes' | 'no';

  @ApiProperty({ description: 'Empty for those who may not read it.' })
  reason: string;
}

export class ForcedAnswer {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: String, nullable: true, description: 'Only for the side that has put it in force.' })
  reason: string | null;
}

export class AssayAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ format: 'uuid', description: 'The side that had it made.' })
  partyId: string;

  @ApiProperty()
  laboratory: string;

  @ApiProperty()
  method: string;

  @ApiProperty({ type: String, nullable: true })
  reportNo: string | null;

  @ApiProperty({ format: 'date-time' })
  sampledAt: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Percent of dry mass by formula; 0 where it was below the limit of the laboratory.',
  })
  composition: Record<string, number>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'The limits of the laboratory, in percent of dry mass, for what was below them.',
    example: { Dy: 0.05 },
  })
  belowLimitPct: Record<string, number>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'number' }, { type: 'string' }] },
    description: 'What the laboratory wrote, by formula.',
    example: { Nd: 24.1, Dy: '<0.05' },
  })
  asGiven: Record<string, number | string>;

  @ApiProperty({ enum: ['dry', 'ignited'], description: 'What the figures as given are of.' })
  basis: 'dry' | 'ignited';

  @ApiProperty({ description: 'That it tells metal and compounds of one element apart.' })
  speciated: boolean;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, nullable: true })
  expandedUncertainty: Record<string, number> | null;

  @ApiProperty()
  inForce: boolean;

  @ApiProperty({ type: ForcedAnswer, nullable: true, description: 'Where it is in force because somebody said so.' })
  forced: ForcedAnswer | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    nullable: true,
    description: 'Of another side and not in force: percent by element above what is in force, negative below it.',
  })
  differencePct: Record<string, number> | null;

  @ApiProperty({ type: [WarningAnswer], description: 'What looks odd. Never a reason to refuse.' })
  warnings: WarningAnswer[];

  @ApiProperty({ description: 'Taken back by a reversal.' })
  withdrawn: boolean;

  @ApiProperty({ format: 'uuid', nullable: true, type: String })
  entryId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class MassAnswer {
  @ApiProperty()
  kg: number;
}

/** Kilograms by element. */
export const elementsSchema: ApiPropertyOptions = {
  type: 'object',
  additionalProperties: { type: 'object', properties: { kg: { type: 'number' } }, required: ['kg'] },
  example: { Nd: { kg: 12.345678 } },
};

/** The country of a group, as a caller may know it. */
export const countrySchema: ApiPropertyOptions = {
  type: String,
  nullable: true,
  example: 'DE',
  description:
    'Where the by-product arose (ISO 3166-1); `null` where that is not known, as of all that was booked before countries were ' +
    'kept; `not-disclosed` of what is of no agreement of the caller, which is summed whatever its countries.',
};

export class AttributionAnswer {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: '`null` for what is not of an agreement of the caller.',
  })
  agreementId: string | null;

  @ApiProperty({ enum: ORIGINS })
  origin: Origin;

  @ApiProperty(countrySchema)
  country: string | null;

  @ApiProperty({ description: 'Dry mass.' })
  dryKg: number;

  @ApiProperty(elementsSchema)
  elements: Record<string, MassAnswer>;
}

export class BatchAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: BATCH_KINDS })
  kind: BatchKind;

  @ApiProperty({ type: String, nullable: true, description: '`null` where the caller sees its own share only.' })
  code: string | null;

  @ApiProperty({
    type: String,
    enum: BATCH_STATUSES,
    nullable: true,
    description:
      '`null` where the caller sees its own share only, or where the batch left by a way that it does not see. Who sent a batch away sees it as it stood when its receipt was settled.',
  })
  status: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  siteId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Where it arose.' })
  originSiteId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  shipmentId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  runId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  splitFrom: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  refusedFrom: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agreementId: string | null;

  @ApiProperty({ type: Number, nullable: true })
  agreementVersion: number | null;

  @ApiProperty({ type: String, nullable: true })
  stream: string | null;

  @ApiProperty({ type: String, nullable: true })
  product: string | null;

  @ApiProperty({ type: String, nullable: true, enum: ALLOYS })
  alloy: string | null;

  @ApiProperty({ type: String, nullable: true })
  grade: string | null;

  @ApiProperty()
  pieces: number;

  @ApiProperty({ type: String, nullable: true })
  containerId: string | null;

  @ApiProperty({ type: Number, nullable: true })
  grossKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  tareKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  netKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  moisturePct: number | null;

  @ApiProperty({ type: Number, nullable: true })
  oilPct: number | null;

  @ApiProperty({ description: "What it held when it came to be; of a shared batch the caller's own part." })
  dryKg: number;

  @ApiProperty({ type: Number, nullable: true, description: 'What is left of it in stock.' })
  remainingDryKg: number | null;

  @ApiProperty({
    ...elementsSchema,
    description: 'Metal basis, of what it held when it came to be.',
  })
  elements: Record<string, MassAnswer>;

  @ApiProperty({
    ...elementsSchema,
    nullable: true,
    description:
      'Metal basis, of what is left of it in stock; `null` of a shared batch and of one that is seen as it was received.',
  })
  remainingElements: Record<string, MassAnswer> | null;

  @ApiProperty()
  estimated: boolean;

  @ApiProperty({ type: String, enum: ORIGINS, nullable: true })
  origin: Origin | null;

  @ApiProperty({ type: ReclaimableInProcess, nullable: true })
  reclaimableInProcess: ReclaimableInProcess | null;

  @ApiProperty({ type: String, nullable: true })
  supplierName: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where it was mined; told to the party that was supplied.',
  })
  originCountry: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Where it was separated; told as `originCountry` is.' })
  separationCountry: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Where the metal was made; told as `originCountry` is.' })
  metalCountry: string | null;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: [AssayAnswer] })
  assays: AssayAnswer[];

  @ApiPropertyOptional({
    type: [AttributionAnswer],
    description: 'Of recycled and intermediate batches: what the caller may see of it.',
  })
  attribution?: AttributionAnswer[];

  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  @ApiProperty({
    format: 'date',
    description: 'The day on which it counts in books and reports: not before what was moved before it.',
  })
  occurredOn: string;

  @ApiProperty({ format: 'date', description: 'The day at the site, by which terms and clocks go.' })
  localOn: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'For If-Match; `null` where `status` is not told as it is now.',
  })
  version: number | null;

  @ApiProperty({
    enum: BATCH_MAY,
    isArray: true,
    description:
      "What the caller's party may do with it as it stands: who may write for it can try; the act itself has the last word.",
  })
  may: BatchMay[];

  @ApiPropertyOptional({ type: [WarningAnswer], description: 'What looks odd. Never a reason to refuse.' })
  warnings?: WarningAnswer[];
}

export class BatchPage extends PageOf(BatchAnswer) {}

export class StreamWeightsQuery {
  @IsId({ description: 'A site of the own party.' })
  siteId: string;

  @IsStream()
  stream: string;
}

export class StreamWeights {
  @ApiProperty({ type: [Number], description: 'Net kilograms of the newest 30 by-product batches, newest first.' })
  netKg: number[];
}
