import { ApiProperty } from '@nestjs/swagger';
import { IsId } from '../../common/index.js';
import { CARVE_OUTS } from '../../domain/agreement/agreement.js';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/acts/dispositions.js';
import { AssayAnswer, BatchAnswer } from './batch-answer.dto.js';
import { Breach } from './batch.dto.js';

export class AssayList {
  @ApiProperty({ type: [AssayAnswer] })
  items: AssayAnswer[];
}

class DispositionFields {
  @ApiProperty({ format: 'uuid', description: 'The entry in the books, for a reversal.' })
  entryId: string;

  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ enum: DISPOSITION_KINDS })
  kind: DispositionKind;

  @ApiProperty({ description: 'What was taken; of a stock difference what was counted.' })
  dryKg: number;
}

export class DispositionAnswer extends DispositionFields {
  @ApiProperty({ description: 'Of the batch, afterwards.' })
  status: string;
}

const TOLD = 'For the party that booked it; of a carve-out or breach also for the other side of the agreement.';

export class BookedDispositionAnswer extends DispositionFields {
  @ApiProperty({ type: String, enum: CARVE_OUTS, nullable: true })
  carveOut: string | null;

  @ApiProperty({ type: Breach, nullable: true, description: TOLD })
  breach: Breach | null;

  @ApiProperty({ type: String, nullable: true, description: TOLD })
  reason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'For the party that booked it.' })
  destination: string | null;

  @ApiProperty({ format: 'date-time' })
  occurredAt: string;

  @ApiProperty({
    format: 'date',
    description: 'The day on which it counts in books and reports: not before what was moved before it.',
  })
  occurredOn: string;

  @ApiProperty({ format: 'date', description: 'The day at the site, by which terms and clocks go.' })
  localOn: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The entry that took it back.' })
  reversedById: string | null;
}

export class DispositionList {
  @ApiProperty({ type: [BookedDispositionAnswer] })
  items: BookedDispositionAnswer[];
}

export class AssayParams {
  @IsId()
  id: string;

  @IsId()
  assayId: string;
}

export class DispositionParams {
  @IsId()
  id: string;

  @IsId({ description: 'The entry in the books.' })
  entryId: string;
}

export class SplitAnswer {
  @ApiProperty({ format: 'uuid' })
  entryId: string;

  @ApiProperty({ type: [BatchAnswer] })
  parts: BatchAnswer[];
}
