import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsOn, IsText, OptionalInQuery, PageOf, PageQuery, said } from '../../common/index.js';

export class NewToken {
  @IsText(100, { example: 'Weighbridge' })
  name: string;

  @IsOn({ optional: true, nullable: true, description: 'The last day, in UTC, on which the token counts.' })
  expiresOn?: string | null;
}

export class TokenQuery extends PageQuery {
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'The tokens of everyone in the party, for its admin, instead of the own ones.',
  })
  @OptionalInQuery()
  @IsIn(['true', 'false'], { message: said('not-a-flag') })
  all?: string;
}

export class TokenAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'Whose rights it has.' })
  userId: string;

  @ApiProperty({ example: 'Weighbridge' })
  name: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To within ten minutes.' })
  lastUsedAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class NewTokenAnswer extends TokenAnswer {
  @ApiProperty({ description: 'Shown this once.', example: 'lbk_3q2-7w' })
  token: string;
}

export class TokenPage extends PageOf(TokenAnswer) {}
