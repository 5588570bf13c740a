import { ApiProperty } from '@nestjs/swagger';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/batch-life.js';
import { AssayAnswer, BatchAnswer, WarningAnswer } from './batch-answer.dto.js';

export class RecordedAssayAnswer extends AssayAnswer {
  @ApiProperty({ type: [WarningAnswer], description: 'What looks odd. Never a reason to refuse.' })
  warnings: WarningAnswer[];
}

export class AssayList {
  @ApiProperty({ type: [AssayAnswer] })
  items: AssayAnswer[];
}

export class DispositionAnswer {
  @ApiProperty({ format: 'uuid', description: 'The entry in the books, for a reversal.' })
  entryId: string;

  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ enum: DISPOSITION_KINDS })
  kind: DispositionKind;

  @ApiProperty({ description: 'Of the batch, afterwards.' })
  status: string;

  @ApiProperty({ description: 'What was taken; of a stock difference what was counted.' })
  dryKg: number;
}

export class SplitAnswer {
  @ApiProperty({ format: 'uuid' })
  entryId: string;

  @ApiProperty({ type: [BatchAnswer] })
  parts: BatchAnswer[];
}
