import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsOn, IsText, PageOf } from '../../common/index.js';

export class NewNoPrimaryStatement {
  @IsOn({ description: 'The first day in which no primary material was charged.', example: '2027-01-01' })
  from: string;

  @IsOn({ description: 'The last day.', example: '2027-12-31' })
  to: string;

  @IsText(500, {
    description: 'Why there is none.',
    example: 'All magnets of the year were made of recycled alloy.',
  })
  reason: string;
}

export class StatementParams {
  @IsId()
  id: string;

  @IsId()
  statementId: string;
}

export class NoPrimaryStatementAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partyId: string;

  @ApiProperty({ format: 'date', example: '2027-01-01' })
  from: string;

  @ApiProperty({ format: 'date', example: '2027-12-31' })
  to: string;

  @ApiProperty({ example: 'All magnets of the year were made of recycled alloy.' })
  reason: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The first day of a primary charge in it, which makes it void; `null` while there is none.',
  })
  voidedOn: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class NoPrimaryStatementPage extends PageOf(NoPrimaryStatementAnswer) {}
