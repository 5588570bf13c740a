import { ApiProperty } from '@nestjs/swagger';
import { IsFlag, IsMailAddress, IsOneOf, IsText, PageOf, ROLES, type Caller, type Role } from '../../common/index.js';
import { IsPassword, IsTypedPassword } from './passwords.js';

export class NewUser {
  @IsMailAddress({ example: 'ada@plant.example' })
  email: string;

  @IsText(200, { example: 'Ada Vance' })
  name: string;

  @IsPassword()
  password: string;

  @IsOneOf(ROLES)
  role: Role;
}

export class UserEdit {
  @IsText(200, { optional: true })
  name?: string;

  @IsOneOf(ROLES, { optional: true, description: 'Another role ends sessions and tokens.' })
  role?: Role;

  @IsFlag({ optional: true, description: '`false` dismisses the person and ends sessions and tokens.' })
  active?: boolean;

  @IsPassword({ optional: true, description: 'Ends sessions and tokens.' })
  password?: string;
}

export class MeEdit {
  @IsText(200, { optional: true })
  name?: string;

  @IsPassword({ optional: true, description: 'Needs `oldPassword`; ends the other sessions. Tokens stay.' })
  password?: string;

  @IsTypedPassword({ optional: true, description: 'Only with `password`.' })
  oldPassword?: string;
}

class UserBase {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`null` for the platform administrator.' })
  partyId: string | null;

  @ApiProperty({ example: 'ada@plant.example' })
  email: string;

  @ApiProperty({ example: 'Ada Vance' })
  name: string;

  @ApiProperty({ enum: [...ROLES, 'platform-admin'] })
  role: Caller['role'];

  @ApiProperty({ example: true })
  active: boolean;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class UserAnswer extends UserBase {}

export class UserPage extends PageOf(UserAnswer) {}

export class MePartyAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Magnet plant' })
  name: string;

  @ApiProperty({ type: [String], example: ['generator'] })
  roles: readonly string[];

  @ApiProperty({ example: 'US' })
  country: string;
}

export class MeAnswer extends UserBase {
  @ApiProperty({ type: MePartyAnswer, nullable: true, description: '`null` for the platform administrator.' })
  party: MePartyAnswer | null;
}
