import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { CARVE_OUTS } from '../../domain/agreement.js';

export class DepartureLineAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: String, nullable: true })
  stream: string | null;

  @ApiProperty()
  dryKg: number;
}

export class ShipmentOfDeparture {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  code: string;
}

export class DepartureAnswer {
  @ApiProperty({ format: 'uuid' })
  entryId: string;

  @ApiProperty({ enum: ['carve-out', 'breach'] })
  kind: 'carve-out' | 'breach';

  @ApiProperty({ enum: CARVE_OUTS, nullable: true, type: String })
  carveOut: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of a breach why it happened, else what was said beside it.',
  })
  reason: string | null;

  @ApiProperty({ type: String, nullable: true })
  destination: string | null;

  @ApiProperty({ format: 'date' })
  occurredOn: string;

  @ApiProperty({ description: 'Dry mass of all its batches.' })
  dryKg: number;

  @ApiProperty({
    type: ShipmentOfDeparture,
    nullable: true,
    description: '`null` where it left without a shipment, or with one that you may not see.',
  })
  shipment: ShipmentOfDeparture | null;

  @ApiProperty({ type: [DepartureLineAnswer] })
  lines: DepartureLineAnswer[];
}

export class DeparturePage extends PageOf(DepartureAnswer) {}

export class BeforeSignatureAnswer {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`null` for the recycler.' })
  batchId: string | null;

  @ApiProperty({ type: String, nullable: true, description: '`null` for the recycler.' })
  code: string | null;

  @ApiProperty({ type: String, nullable: true })
  stream: string | null;

  @ApiProperty({ format: 'date' })
  occurredOn: string;

  @ApiProperty()
  dryKg: number;
}

export class BeforeSignaturePage extends PageOf(BeforeSignatureAnswer) {}
