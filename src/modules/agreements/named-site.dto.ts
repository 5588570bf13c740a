import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { PARTY_ROLES, type PartyRole } from '../parties/index.js';

/** A site with its party: what a screen needs to say where something is, or where it may go. */
export class NamedSiteAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'SUM-1' })
  code: string;

  @ApiProperty({ example: 'Sumter, magnet hall' })
  name: string;

  @ApiProperty({ example: 'US' })
  country: string;

  @ApiProperty({ type: String, nullable: true, example: 'US-SC' })
  subdivision: string | null;

  @ApiProperty({ example: 'America/New_York' })
  timeZone: string;

  @ApiProperty({ format: 'uuid' })
  partyId: string;

  @ApiProperty()
  partyName: string;

  @ApiProperty({ enum: PARTY_ROLES, isArray: true })
  partyRoles: PartyRole[];

  @ApiProperty({ description: "Whether it is a site of the caller's own party." })
  isOwn: boolean;
}

export class NamedSitePage extends PageOf(NamedSiteAnswer) {}
