import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsOn } from '../../common/index.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';

export class BalanceQuery {
  @IsId({ optional: true, description: 'Only what is of this agreement.' })
  agreementId?: string;

  @IsOn({ optional: true, description: 'At the end of this day. Left out: all that is booked.' })
  asOf?: string;
}

export class BalanceAnswer {
  @ApiProperty({
    example: 'stock:01980000-0000-7000-8000-000000000000',
    description: '`stock:others` and `transit:others` stand for sites and shipments that the caller does not know.',
  })
  account: string;

  @ApiProperty({ example: 'Nd', description: '`dry-mass`, or an element on metal basis.' })
  commodity: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: '`null` for what is of no agreement, and for agreements that the caller has no side in.',
  })
  agreementId: string | null;

  @ApiProperty({ enum: ORIGINS })
  origin: Origin;

  @ApiProperty({ description: 'Below zero where the outside world has given more than it took.' })
  kg: number;
}

export class BalancesAnswer {
  @ApiProperty({ type: String, format: 'date', nullable: true })
  asOf: string | null;

  @ApiProperty({ type: [BalanceAnswer], description: 'What comes to zero is left out.' })
  items: BalanceAnswer[];
}
