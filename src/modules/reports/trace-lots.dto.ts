import { ApiProperty } from '@nestjs/swagger';
import { BATCH_KINDS, type BatchKind } from '../../domain/matter/batch-kind.js';
import { MIX_BASES, type MixBasis } from '../../domain/production/lot-ways.js';
import { TRACE_DIRECTIONS, type TraceDirection } from '../../domain/trace/trace.js';

export class TracedLotAnswer {
  @ApiProperty({ format: 'uuid' })
  lotId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ description: 'The code of its grade.' })
  grade: string;

  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ format: 'date' })
  occurredOn: string;

  @ApiProperty({ enum: MIX_BASES, description: 'By what the charges are known to be in it.' })
  basis: MixBasis;

  @ApiProperty({ description: 'Dry mass of the traced batch that was charged where the lot was made from.' })
  dryKg: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of all dry mass that it was made from.' })
  pct: number | null;
}

export class TracedChargeAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ type: String, nullable: true, description: '`null` where the caller sees its own share only.' })
  code: string | null;

  @ApiProperty({ enum: BATCH_KINDS })
  kind: BatchKind;

  @ApiProperty({ description: 'Dry mass that was charged where the lot was made from.' })
  dryKg: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of all dry mass that it was made from.' })
  pct: number | null;
}

export class TraceLotsAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ enum: TRACE_DIRECTIONS })
  direction: TraceDirection;

  @ApiProperty({ type: [TracedLotAnswer], description: 'Downward: lots that it may have gone into; the latest 200.' })
  lots: TracedLotAnswer[];

  @ApiProperty({ type: String, enum: MIX_BASES, nullable: true, description: 'Upward: by what the charges are known.' })
  basis: MixBasis | null;

  @ApiProperty({ type: [TracedChargeAnswer], description: 'Upward: what the lot was made from, the most of it first.' })
  charges: TracedChargeAnswer[];

  @ApiProperty({ description: 'Upward: what was charged of batches that the caller does not see.' })
  otherDryKg: number;
}
