import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AreOneOf, IsCountry, IsPart, IsText, PageOf } from '../../common/index.js';
import { PARTY_ROLES, type PartyRole } from './facts.js';
import { IsEpaId, IsGln, IsLei } from './identifiers.js';

export class NewIdentifiers {
  @IsGln({ optional: true })
  gln?: string;

  @IsLei({ optional: true })
  lei?: string;

  @IsEpaId({ optional: true })
  epaId?: string;
}

export class NewParty {
  @IsText(200, { example: 'Magnet plant' })
  name: string;

  @AreOneOf(PARTY_ROLES, { least: 1 })
  roles: PartyRole[];

  @IsCountry()
  country: string;

  @IsPart(() => NewIdentifiers, { optional: true })
  identifiers?: NewIdentifiers;
}

export class EditedIdentifiers {
  @IsGln({ optional: true, nullable: true })
  gln?: string | null;

  @IsLei({ optional: true, nullable: true })
  lei?: string | null;

  @IsEpaId({ optional: true, nullable: true })
  epaId?: string | null;
}

export class PartyEdit {
  @IsText(200, { optional: true })
  name?: string;

  @AreOneOf(PARTY_ROLES, { least: 1, optional: true })
  roles?: PartyRole[];

  @IsCountry({ optional: true })
  country?: string;

  @IsPart(() => EditedIdentifiers, {
    optional: true,
    nullable: true,
    description: 'Those named replace what was known; `null` takes one away, or all.',
  })
  identifiers?: EditedIdentifiers | null;
}

export class IdentifiersAnswer {
  @ApiPropertyOptional({ example: '4000001000005' })
  gln?: string;

  @ApiPropertyOptional({ example: 'HWUPKR0MPOU8FGXBT394' })
  lei?: string;

  @ApiPropertyOptional({ example: 'SCR000012345' })
  epaId?: string;
}

export class PartyAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Magnet plant' })
  name: string;

  @ApiProperty({ enum: PARTY_ROLES, isArray: true })
  roles: readonly PartyRole[];

  @ApiProperty({ example: 'US' })
  country: string;

  @ApiProperty({
    type: IdentifiersAnswer,
    nullable: true,
    description:
      '`null` where none is known, and in the directory: the identifiers of a party are shown to itself only.',
  })
  identifiers: IdentifiersAnswer | null;

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class PartyPage extends PageOf(PartyAnswer) {}
