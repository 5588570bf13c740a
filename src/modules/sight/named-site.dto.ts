import { ApiProperty, OmitType } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { PARTY_ROLES, SiteAnswer, type PartyRole } from '../parties/index.js';

/** A site with its party: what a screen needs to say where something is, or where it may go. */
export class NamedSiteAnswer extends OmitType(SiteAnswer, ['version', 'createdAt']) {
  @ApiProperty()
  partyName: string;

  @ApiProperty({ enum: PARTY_ROLES, isArray: true })
  partyRoles: PartyRole[];

  @ApiProperty({ description: "Whether it is a site of the caller's own party." })
  isOwn: boolean;

  @ApiProperty({
    description:
      'Whether the caller reads what happens inside: at sites of its own party, and as an auditor at those of who invited it.',
  })
  readsPlant: boolean;
}

export class NamedSitePage extends PageOf(NamedSiteAnswer) {}
