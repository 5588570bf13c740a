import { ApiProperty } from '@nestjs/swagger';
import { IsCode, IsCountry, IsText, IsTimeZone, PageOf } from '../../common/index.js';

export class NewSite {
  @IsCode(40, { description: 'Unique within the party, whatever the case.', example: 'SUM-1' })
  code: string;

  @IsText(200, { example: 'Sumter, magnet hall' })
  name: string;

  @IsCountry()
  country: string;

  @IsText(60, { optional: true, description: 'State, province or the like.', example: 'US-SC' })
  subdivision?: string;

  @IsTimeZone()
  timeZone: string;
}

/** The time zone is missing on purpose: it decides the day on which everything at the site counts. */
export class SiteEdit {
  @IsCode(40, { optional: true })
  code?: string;

  @IsText(200, { optional: true })
  name?: string;

  @IsCountry({ optional: true })
  country?: string;

  @IsText(60, { optional: true, nullable: true })
  subdivision?: string | null;
}

export class SiteAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  partyId: string;

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

  @ApiProperty({ type: 'integer', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class SitePage extends PageOf(SiteAnswer) {}
