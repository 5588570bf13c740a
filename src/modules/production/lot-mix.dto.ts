import { ApiProperty } from '@nestjs/swagger';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';

export class MixShareAnswer {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: '`null` of none, and of an agreement of others.',
  })
  agreementId: string | null;

  @ApiProperty({ enum: ORIGINS })
  origin: Origin;

  @ApiProperty({ type: Number, nullable: true, description: 'Of the dry mass that was charged.' })
  dryPct: number | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'Of each element that was charged.',
    example: { Nd: 21.4 },
  })
  elementPct: Record<string, number>;
}

export class LotMixAnswer {
  @ApiProperty({
    enum: ['site average, not lot-specific', 'of its heat'],
    type: String,
    nullable: true,
    description:
      'What the mix is of: all that was charged at the site in the window of the grade, or what went into the same melt; `null` of what a customer sent back.',
  })
  basis: 'site average, not lot-specific' | 'of its heat' | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The first day of the window.' })
  from: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Its last day: that of the lot.' })
  to: string | null;

  @ApiProperty({ description: 'What was charged in it.' })
  chargedDryKg: number;

  @ApiProperty({ type: [MixShareAnswer] })
  groups: MixShareAnswer[];
}
