import { ApiProperty } from '@nestjs/swagger';
import { IsText } from '../../common/index.js';

export class NewReversal {
  @IsText(500, { example: 'Booked twice' })
  reason: string;
}

export class ReversalAnswer {
  @ApiProperty({ format: 'uuid', description: 'The entry that is reversed.' })
  entryId: string;

  @ApiProperty({
    enum: ['reversed', 'awaiting-other-side'],
    description: 'What both sides settled is reversed when both have asked for it; until then nothing changes.',
  })
  status: 'reversed' | 'awaiting-other-side';

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The entry that reverses it.' })
  reversalId: string | null;
}
