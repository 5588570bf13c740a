import { ApiProperty } from '@nestjs/swagger';
import { AreParts, IsId, IsInstant, IsMassKg, IsOneOf, IsText, PageOf, PageQuery } from '../../common/index.js';
import { elementsSchema, type MassAnswer } from '../batches/index.js';

const BASES = ['measured', 'estimated'] as const;

export class NewLostElement {
  @IsText(4, { description: 'An element, by its symbol.', example: 'Nd' })
  element: string;

  @IsMassKg({ positive: true, description: 'Metal basis.' })
  kg: number;
}

export class NewProcessLoss {
  @IsId({ description: 'The site whose production lost it.' })
  siteId: string;

  @IsInstant()
  occurredAt: string;

  @AreParts(() => NewLostElement, { least: 1, most: 100 })
  lines: NewLostElement[];

  @IsOneOf(BASES)
  basis: 'measured' | 'estimated';

  @IsText(500, { example: 'Deposits on the walls of the sintering furnace.' })
  reason: string;

  @IsText(200, { description: 'Where it is written down.', example: 'Maintenance log 2027-14' })
  document: string;
}

export class LossFilter extends PageQuery {
  @IsId({ optional: true })
  siteId?: string;
}

export class ProcessLossAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  @ApiProperty({ format: 'date' })
  occurredOn: string;

  @ApiProperty({ ...elementsSchema, description: 'Metal basis.' })
  elements: Record<string, MassAnswer>;

  @ApiProperty({ enum: BASES })
  basis: 'measured' | 'estimated';

  @ApiProperty()
  reason: string;

  @ApiProperty()
  document: string;

  @ApiProperty({ enum: ['booked', 'reversed'] })
  status: 'booked' | 'reversed';

  @ApiProperty({ format: 'uuid', description: 'The entry in the books, for a reversal.' })
  entryId: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class ProcessLossPage extends PageOf(ProcessLossAnswer) {}
