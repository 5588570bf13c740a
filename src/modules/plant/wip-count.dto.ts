import { ApiProperty } from '@nestjs/swagger';
import {
  AreParts,
  IsFlag,
  IsId,
  IsMapOfNumbers,
  IsMassKg,
  IsOn,
  IsOneOf,
  IsPart,
  IsPct,
  IsText,
  PageOf,
} from '../../common/index.js';
import type { CompositionPct } from '../../domain/matter/composition.js';
import { STAGES, type Stage } from '../../domain/production/measured.js';
import { elementsSchema, MassAnswer } from '../batches/index.js';
import { IsComposition } from '../catalogue/index.js';

/** The most lines of a count. */
export const MOST_COUNT_LINES = 200;

export class CountedAssay {
  @IsText(200, { example: 'Plant laboratory' })
  laboratory: string;

  @IsText(60, { example: 'ICP-OES' })
  method: string;

  @IsComposition()
  composition: CompositionPct;

  @IsOneOf(['dry', 'ignited'], { optional: true, description: 'As in an assay. Default `dry`.' })
  basis?: 'dry' | 'ignited';

  @IsFlag({ optional: true, description: 'That it tells metal and compounds of one element apart.' })
  speciated?: boolean;

  @IsMapOfNumbers({ optional: true, description: 'k = 2, absolute percent, by formula.', example: { Nd: 0.2 } })
  expandedUncertainty?: Record<string, number>;
}

export class NewCountLine {
  @IsOneOf(STAGES)
  stage: Stage;

  @IsMassKg({ description: 'Dry mass.' })
  dryKg: number;

  @IsFlag({ optional: true, description: 'That it was estimated and not weighed. Default `false`.' })
  estimated?: boolean;

  @IsPct({
    optional: true,
    description:
      'Relative standard uncertainty of the mass; left out: what the site says of weighed or estimated lines.',
  })
  standardUncertaintyPct?: number;

  @IsPart(() => CountedAssay, { optional: true, description: 'What it is made of.' })
  assay?: CountedAssay;
}

export class NewCount {
  @IsOn({ description: 'The count stands at the end of this day at the site.', example: '2027-02-28' })
  countedOn: string;

  @AreParts(() => NewCountLine, {
    most: MOST_COUNT_LINES,
    description: 'An empty list says that nothing was in progress.',
  })
  lines: NewCountLine[];

  @IsText(500, { optional: true, description: 'Why this count takes the place of one of the same day.' })
  reason?: string;

  @IsText(2000, { optional: true })
  note?: string;
}

export class CountParams {
  @IsId()
  id: string;

  @IsId()
  countId: string;
}

export class CountLineAnswer {
  @ApiProperty({ enum: STAGES })
  stage: Stage;

  @ApiProperty()
  dryKg: number;

  @ApiProperty()
  estimated: boolean;

  @ApiProperty({ description: 'Relative standard uncertainty of the mass.' })
  standardUncertaintyPct: number;

  @ApiProperty({ type: String, nullable: true })
  laboratory: string | null;

  @ApiProperty({ type: String, nullable: true })
  method: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    nullable: true,
    description: 'In percent of dry mass; 0 for what is below its limit; `null` where nobody analysed it.',
    example: { Nd: 24.1 },
  })
  composition: Record<string, number> | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Limits in percent, for what is below them.',
    example: { Dy: 0.05 },
  })
  belowLimitPct: Record<string, number>;

  @ApiProperty(elementsSchema)
  elements: Record<string, MassAnswer>;
}

export class CountAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ format: 'date' })
  countedOn: string;

  @ApiProperty({ description: 'Whether no later count of the day has taken its place.' })
  inForce: boolean;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The count whose place it took.' })
  replacesId: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: [CountLineAnswer] })
  lines: CountLineAnswer[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class CountPage extends PageOf(CountAnswer) {}
