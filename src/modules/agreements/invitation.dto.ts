import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsMailAddress, IsOn, PageOf } from '../../common/index.js';

export class NewInvitation {
  @IsId({ optional: true, description: 'Who is invited: a person with the role `auditor`. Or `email`.' })
  userId?: string;

  @IsMailAddress({
    optional: true,
    description: 'Who is invited, by address. Or `userId`.',
    example: 'ivy@audit.example',
  })
  email?: string;

  @IsOn({ description: 'The last day, in UTC, on which the auditor may read the agreement.', example: '2027-12-31' })
  untilOn: string;
}

export class InvitationParams {
  @IsId()
  id: string;

  @IsId()
  invitationId: string;
}

export class InvitationAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ example: 'Ivy Marsh' })
  name: string;

  @ApiProperty({ example: 'ivy@audit.example' })
  email: string;

  @ApiProperty({ format: 'date', example: '2027-12-31', description: 'The last day, in UTC.' })
  untilOn: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class InvitationPage extends PageOf(InvitationAnswer) {}
