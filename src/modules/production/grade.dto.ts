import { ApiProperty } from '@nestjs/swagger';
import { IsCode, IsMapOfNumbers, IsOn, IsOneOf, IsPct, IsWhole, PageOf } from '../../common/index.js';
import type { CompositionPct } from '../../domain/matter/composition.js';
import { ALLOYS, type Alloy } from '../../domain/matter/catalogue.js';
import { DEFAULT_WINDOW_DAYS } from '../../domain/production/grade.js';
import { IsComposition } from '../catalogue/index.js';

const MOST_WINDOW_DAYS = 730;

export class NewGradeVersion {
  @IsOn({ description: 'The day from which this holds, until a later version.', example: '2027-01-01' })
  from: string;

  @IsComposition({ description: 'Of the uncoated magnet, in percent of its mass.' })
  composition: CompositionPct;

  @IsMapOfNumbers({ optional: true, description: 'k = 2, absolute percent, by formula.', example: { Nd: 0.3 } })
  expandedUncertainty?: Record<string, number>;

  @IsPct({ description: "The coating's part of the weighed mass; 0 must be said." })
  coatingPct: number;

  @IsWhole(1, MOST_WINDOW_DAYS, {
    optional: true,
    description: `Within how many days what was charged comes out as magnets. Default ${DEFAULT_WINDOW_DAYS}.`,
  })
  windowDays?: number;
}

export class NewGrade extends NewGradeVersion {
  @IsCode(60, { description: 'Unique in the party, whatever the case.', example: 'N42SH' })
  code: string;

  @IsOneOf(ALLOYS)
  alloy: Alloy;
}

export class GradeVersionAnswer {
  @ApiProperty({ format: 'date', example: '2027-01-01' })
  from: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Of the uncoated magnet, in percent; 0 for what is below its limit.',
    example: { Nd: 24.1, Pr: 6.2 },
  })
  composition: Record<string, number>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Limits in percent, for what is below them.',
    example: { Dy: 0.05 },
  })
  belowLimitPct: Record<string, number>;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, nullable: true })
  expandedUncertainty: Record<string, number> | null;

  @ApiProperty({ example: 2.5 })
  coatingPct: number;

  @ApiProperty({ example: DEFAULT_WINDOW_DAYS })
  windowDays: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class GradeAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partyId: string;

  @ApiProperty({ example: 'N42SH' })
  code: string;

  @ApiProperty({ enum: ALLOYS })
  alloy: Alloy;

  @ApiProperty({ type: [GradeVersionAnswer], description: 'In the order of their days.' })
  versions: GradeVersionAnswer[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class GradePage extends PageOf(GradeAnswer) {}
