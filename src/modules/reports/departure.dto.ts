import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { CARVE_OUTS } from '../../domain/agreement/agreement.js';
import { COUNTED_KINDS } from '../../domain/acts/counted-cases.js';

const DEPARTURE_KINDS = ['carve-out', 'breach', 'reused-in-process', 'process-loss', ...COUNTED_KINDS] as const;

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
  @ApiProperty({ format: 'uuid', description: 'Of several entries the one recorded last.' })
  entryId: string;

  @ApiProperty({
    enum: DEPARTURE_KINDS,
    description:
      '`counted`, `edited`, `unlogged` and `lost-on-own-way`: what counts, edits, reversals of a logging and own transit have ' +
      'taken from a batch and its parts, or added to them, beyond the tolerance; of several the one recorded last. `process-loss`: what left production otherwise in a month, ' +
      'above 0.5 % of what its site charged; for the generator alone, and its auditors.',
  })
  kind: (typeof DEPARTURE_KINDS)[number];

  @ApiProperty({
    enum: ['taken', 'added'],
    nullable: true,
    type: String,
    description: 'Of a difference its direction.',
  })
  direction: 'taken' | 'added' | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Set (`YYYY-MM`), and without batches, where all differences of a month together are beyond the tolerance of what was ' +
      'generated in it.',
  })
  month: string | null;

  @ApiProperty({ enum: CARVE_OUTS, nullable: true, type: String })
  carveOut: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Of a breach why it happened, else what was said beside it; of all but carve-outs and breaches only to who booked it.',
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
