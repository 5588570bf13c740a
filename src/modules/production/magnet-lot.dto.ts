import { ApiProperty } from '@nestjs/swagger';
import {
  IsCode,
  IsFlag,
  IsId,
  IsInstant,
  IsMassKg,
  IsNewId,
  IsOneOf,
  IsPart,
  IsText,
  IsWhole,
  PageOf,
  PageQuery,
} from '../../common/index.js';
import { BATCH_MAY, type BatchMay } from '../../domain/acts/may.js';
import { BATCH_STATUSES, type BatchStatus } from '../../domain/acts/batch-life.js';
import type { ReturnedUse } from '../../domain/acts/records.js';
import { ALLOYS, type Alloy } from '../../domain/matter/catalogue.js';
import { MOST_PIECES } from '../../domain/measure/quantities.js';
import { elementsSchema, NewAssay, type MassAnswer } from '../batches/index.js';

const USES: readonly ReturnedUse[] = ['used', 'unused'];

export class NewReturnedFrom {
  @IsText(200, { description: 'The customer that sent the magnets back.' })
  customer: string;

  @IsOneOf(USES, { description: 'Whether they had been in use.' })
  use: ReturnedUse;

  @IsText(500, {
    optional: true,
    description:
      'What shows that they had been in use: with it they are post-consumer material, else of unknown origin.',
  })
  evidence?: string;
}

export class NewMagnetLot {
  @IsNewId({ optional: true })
  id?: string;

  @IsId({ description: 'The site that made them, or that a customer sent them back to.' })
  siteId: string;

  @IsCode(60, { optional: true, description: 'Unique per site, whatever the case; generated where it is left out.' })
  code?: string;

  @IsInstant()
  occurredAt: string;

  @IsId({ description: 'A grade of the own party.' })
  gradeId: string;

  @IsMassKg({ positive: true, description: 'What was weighed; the coating of the grade is taken off of it.' })
  netKg: number;

  @IsWhole(1, MOST_PIECES)
  pieces: number;

  @IsFlag({ optional: true, description: 'That the lot was weighed before coating: then nothing is taken off.' })
  uncoated?: boolean;

  @IsCode(60, { optional: true, description: 'The melt that it is of, where that is known.' })
  heat?: string;

  @IsPart(() => NewAssay, { optional: true, description: 'Left out: what the grade says is in it.' })
  assay?: NewAssay;

  @IsPart(() => NewReturnedFrom, { optional: true, description: 'Where a customer sent the magnets back.' })
  returnedFrom?: NewReturnedFrom;

  @IsText(2000, { optional: true })
  note?: string;
}

export class LotFilter extends PageQuery {
  @IsId({ optional: true })
  siteId?: string;

  @IsId({ optional: true })
  gradeId?: string;

  @IsText(60, { optional: true })
  heat?: string;
}

export class ReturnedFromAnswer {
  @ApiProperty()
  customer: string;

  @ApiProperty({ enum: USES })
  use: ReturnedUse;

  @ApiProperty({ type: String, nullable: true })
  evidence: string | null;
}

export class MagnetLotAnswer {
  @ApiProperty({ format: 'uuid', description: 'Of its batch, too.' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ example: 'L-0421' })
  code: string;

  @ApiProperty({ enum: BATCH_STATUSES })
  status: BatchStatus;

  @ApiProperty({ format: 'uuid' })
  gradeId: string;

  @ApiProperty({ example: 'N42SH' })
  grade: string;

  @ApiProperty({
    format: 'date',
    description: 'The day from which the version of the grade holds that it was booked by.',
  })
  gradeFrom: string;

  @ApiProperty({ enum: ALLOYS, type: String, nullable: true })
  alloy: Alloy | null;

  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  @ApiProperty({ format: 'date', description: 'The day on which it counts in books and balances.' })
  occurredOn: string;

  @ApiProperty({ format: 'date', description: 'The day at the site.' })
  localOn: string;

  @ApiProperty()
  pieces: number;

  @ApiProperty()
  netKg: number;

  @ApiProperty({ description: 'What was taken off: 0 of a lot that was weighed before coating.' })
  coatingPct: number;

  @ApiProperty({ description: 'That it was weighed before coating.' })
  uncoated: boolean;

  @ApiProperty({ description: 'Without the coating.' })
  dryKg: number;

  @ApiProperty({ description: 'Of that, what is left.' })
  remainingDryKg: number;

  @ApiProperty({ ...elementsSchema, description: 'Metal basis, when it came to be.' })
  elements: Record<string, MassAnswer>;

  @ApiProperty({
    enum: ['assay', 'grade'],
    description: 'Whether its elements follow from an assay or from its grade.',
  })
  basis: 'assay' | 'grade';

  @ApiProperty({ type: String, nullable: true, description: 'The melt that it is of.' })
  heat: string | null;

  @ApiProperty({ type: ReturnedFromAnswer, nullable: true })
  returnedFrom: ReturnedFromAnswer | null;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ format: 'uuid', description: 'The entry in the books, for a reversal.' })
  entryId: string;

  @ApiProperty({
    enum: BATCH_MAY,
    isArray: true,
    description: "What the caller's party may do with it as it stands, as of every batch.",
  })
  may: BatchMay[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class MagnetLotPage extends PageOf(MagnetLotAnswer) {}
