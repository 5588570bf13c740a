import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsOneOf } from '../../common/index.js';
import { BATCH_STATUSES } from '../../domain/acts/batch-life.js';
import { BATCH_KINDS, type BatchKind } from '../../domain/matter/batch-kind.js';
import { ORIGINS } from '../../domain/matter/holding.js';
import { RUN_KINDS } from '../../domain/acts/run.js';
import { TRACE_DIRECTIONS, TRACE_LEAF_KINDS, type TraceDirection } from '../../domain/trace/trace.js';
import { elementsSchema, MassAnswer } from '../batches/index.js';

export class TraceQuery {
  @IsOneOf(TRACE_DIRECTIONS, { description: '`up` to what the batch came from, `down` to what became of it.' })
  direction: TraceDirection;
}

const orNull = (options: ApiPropertyOptions): PropertyDecorator =>
  ApiProperty({ type: String, nullable: true, ...options });

export class TracedMassAnswer {
  @ApiProperty({ description: 'Dry mass.' })
  dryKg: number;

  @ApiProperty({ ...elementsSchema, description: 'Metal basis.' })
  elements: Record<string, MassAnswer>;
}

export class TraceBatchAnswer extends TracedMassAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ enum: BATCH_KINDS })
  kind: BatchKind;

  @orNull({ description: '`null` where the caller sees its own share only.' })
  code: string | null;

  @ApiProperty({
    type: String,
    enum: BATCH_STATUSES,
    nullable: true,
    description:
      '`null` where the caller does not see the batch as it is now. What its holder plans with it is left out.',
  })
  status: string | null;

  @orNull({})
  stream: string | null;

  @orNull({})
  product: string | null;

  @orNull({ enum: [...ORIGINS], description: 'Of a by-product or a supply.' })
  origin: string | null;

  @orNull({ format: 'uuid', description: 'Where it is, or was last; `null` where the caller sees its own share only.' })
  siteId: string | null;

  @ApiProperty({ format: 'date', description: 'The day on which it came to be.' })
  occurredOn: string;

  @ApiProperty({ description: 'It came from outside: it was logged or supplied, and the way upward ends in it.' })
  leaf: boolean;
}

export class TraceRunAnswer extends TracedMassAnswer {
  @ApiProperty({ format: 'uuid' })
  runId: string;

  @ApiProperty({ enum: RUN_KINDS })
  kind: string;

  @orNull({ description: '`null` of a run of another party.' })
  code: string | null;

  @orNull({ format: 'uuid', description: '`null` of a run of another party.' })
  siteId: string | null;

  @ApiProperty({ format: 'date' })
  occurredOn: string;
}

export class TraceEdgeAnswer extends TracedMassAnswer {
  @ApiProperty({ format: 'uuid', description: 'A batch or a run.' })
  fromId: string;

  @ApiProperty({ format: 'uuid', description: 'What came of it: a run or a batch.' })
  toId: string;
}

export class TraceLeafAnswer extends TracedMassAnswer {
  @ApiProperty({
    enum: TRACE_LEAF_KINDS,
    description:
      '`others` is all that the caller may not see, summed and unnamed. Differences, mass change and unaccounted mass are signed: positive is a loss.',
  })
  kind: string;

  @orNull({ format: 'uuid', description: 'The batch of which it is.' })
  batchId: string | null;

  @orNull({ format: 'uuid', description: 'The run of which it is.' })
  runId: string | null;

  @orNull({ enum: [...ORIGINS], description: 'Of other feed.' })
  origin: string | null;

  @orNull({ description: 'Of other feed, or the kind of a residue.' })
  description: string | null;

  @orNull({ format: 'uuid' })
  siteId: string | null;

  @orNull({ format: 'uuid' })
  shipmentId: string | null;

  @orNull({ format: 'date', description: 'The day on which it counts.' })
  occurredOn: string | null;

  @ApiProperty({ type: [String], description: 'The entries that booked it.' })
  entryIds: string[];
}

export class TraceAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ enum: TRACE_DIRECTIONS })
  direction: TraceDirection;

  @ApiProperty({
    type: TracedMassAnswer,
    description:
      "What the batch held when it came to be; of a shared batch the caller's own part. Batches with `leaf` and all `leaves` add up to it exactly.",
  })
  total: TracedMassAnswer;

  @ApiProperty({
    type: [TraceBatchAnswer],
    description:
      'Each batch once, with what it contributed to the traced one or got of it over all ways; the traced batch first.',
  })
  batches: TraceBatchAnswer[];

  @ApiProperty({ type: [TraceRunAnswer], description: 'Each run once, with what went through it.' })
  runs: TraceRunAnswer[];

  @ApiProperty({ type: [TraceEdgeAnswer], description: 'The ways between batches and runs, in the direction of time.' })
  edges: TraceEdgeAnswer[];

  @ApiProperty({ type: [TraceLeafAnswer], description: 'Where ways end other than in a batch.' })
  leaves: TraceLeafAnswer[];
}
