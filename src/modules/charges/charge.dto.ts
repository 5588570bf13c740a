import { ApiProperty } from '@nestjs/swagger';
import { IsCode, IsId, IsInstant, IsMassKg, IsOn, IsOneOf, PageOf, PageQuery } from '../../common/index.js';
import { BATCH_STATUSES } from '../../domain/acts/batch-life.js';
import { elementsSchema, type MassAnswer } from '../batches/index.js';

const CHARGE_STATUSES = ['booked', 'reversed'] as const;

export class NewCharge {
  @IsId({ description: 'The site where it is consumed, and where the batch is.' })
  siteId: string;

  @IsId({ description: 'A recycled, intermediate or primary batch.' })
  batchId: string;

  @IsInstant()
  occurredAt: string;

  @IsMassKg({ optional: true, positive: true, description: 'Dry mass. Left out: all that is left of the batch.' })
  dryKg?: number;

  @IsCode(60, { optional: true, description: 'The melt that it goes into: lots of the same heat are made of it.' })
  heat?: string;
}

export class ChargeFilter extends PageQuery {
  @IsId({ optional: true, description: 'Charges that contain material of this agreement.' })
  agreementId?: string;

  @IsId({ optional: true })
  siteId?: string;

  @IsOneOf(CHARGE_STATUSES, { optional: true })
  status?: string;

  @IsOn({ optional: true, description: 'Happened on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Happened on this day or before.' })
  to?: string;
}

export class ChargeAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: '`null` where the caller does not know it.',
  })
  siteId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`null` where the caller may not see it.' })
  batchId: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the batch; `null` where the caller may not see it whole.',
  })
  batchCode: string | null;

  @ApiProperty({ type: String, nullable: true, enum: BATCH_STATUSES, description: 'Of the batch, now.' })
  batchStatus: string | null;

  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  @ApiProperty({
    format: 'date',
    description: 'The day on which it counts in books and reports: not before what was moved before it.',
  })
  occurredOn: string;

  @ApiProperty({ format: 'date', description: 'The day at the site, by which terms and clocks go.' })
  localOn: string;

  @ApiProperty({
    description: "What was consumed; for another party than the one that did, its agreements' part of it.",
  })
  dryKg: number;

  @ApiProperty({ ...elementsSchema, description: 'Metal basis, of that dry mass.' })
  elements: Record<string, MassAnswer>;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The melt; `null` where none was said, and for every other party.',
  })
  heat: string | null;

  @ApiProperty({ enum: CHARGE_STATUSES })
  status: string;

  @ApiProperty({ format: 'uuid', description: 'The entry in the books, for a reversal.' })
  entryId: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class ChargePage extends PageOf(ChargeAnswer) {}
