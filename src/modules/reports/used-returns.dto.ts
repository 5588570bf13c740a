import { ApiProperty } from '@nestjs/swagger';

export class UsedReturnAnswer {
  @ApiProperty({ format: 'uuid' })
  lotId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ description: 'Who sent it back.' })
  customer: string;

  @ApiProperty({ format: 'date', description: 'The day on which it went back to production.' })
  occurredOn: string;

  @ApiProperty({ description: 'Dry mass that went back to production.' })
  dryKg: number;
}

export class UsedReturnsAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty({ type: [UsedReturnAnswer] })
  items: UsedReturnAnswer[];
}
