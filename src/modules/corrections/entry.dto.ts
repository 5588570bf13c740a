import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsOn, IsOneOf, PageOf, PageQuery } from '../../common/index.js';
import { countrySchema } from '../batches/index.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';
import { ENTRY_KINDS, type EntryKind } from '../../domain/books/entry-kinds.js';

const nullable = (description?: string) => ({ type: String, format: 'uuid', nullable: true, description }) as const;

export class EntryFilter extends PageQuery {
  @IsId({ optional: true, description: 'Entries with a posting of this agreement.' })
  agreementId?: string;

  @IsId({ optional: true })
  siteId?: string;

  @IsOneOf(ENTRY_KINDS, { optional: true })
  kind?: EntryKind;

  @IsId({ optional: true, description: 'Entries with a posting of this batch.' })
  batchId?: string;

  @IsOn({ optional: true, description: 'Happened on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Happened on this day or before.' })
  to?: string;
}

const STRANGE = '`null` where a party did it that works under no agreement of the caller.';

export class PostingAnswer {
  @ApiProperty({ type: String, format: 'date', nullable: true, description: `The day on which it counts; ${STRANGE}` })
  day: string | null;

  @ApiProperty({
    example: 'stock:01890f5e-7b0c-7cc3-98c4-dc0c0c07398f',
    description: '`stock:others` stands for sites, ways and runs that the caller does not know.',
  })
  from: string;

  @ApiProperty({ example: 'stock:01980000-0000-7000-8000-000000000000' })
  to: string;

  @ApiProperty(nullable('The batch that it leaves, as far as the caller may see it.'))
  fromBatchId: string | null;

  @ApiProperty(nullable('The batch that it enters, as far as the caller may see it.'))
  toBatchId: string | null;

  @ApiProperty({ example: 'Nd', description: '`dry-mass`, or an element on metal basis.' })
  commodity: string;

  @ApiProperty({ description: 'Above zero: the direction is from `from` to `to`.' })
  kg: number;

  @ApiProperty(nullable('`null` for what is of no agreement, and for agreements that the caller has no side in.'))
  agreementId: string | null;

  @ApiProperty({ enum: ORIGINS })
  origin: Origin;

  @ApiProperty(countrySchema)
  country: string | null;
}

export class EntryAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: ENTRY_KINDS })
  kind: EntryKind;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: STRANGE })
  occurredAt: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: `The day on which it counts in books and reports: not before what was moved before it; ${STRANGE}`,
  })
  occurredOn: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: `The day at the site, by which terms and clocks go; ${STRANGE}`,
  })
  localOn: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: STRANGE })
  recordedAt: string | null;

  @ApiProperty(nullable('In whose name it was booked; `null` where the caller does not know that party.'))
  partyId: string | null;

  @ApiProperty(nullable('`null` where the caller does not know that site.'))
  siteId: string | null;

  @ApiProperty(nullable('Who booked it; `null` where the caller sees a part of the entry only.'))
  userId: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For the party that booked it; of a carve-out or breach also for the other side of the agreement.',
  })
  reason: string | null;

  @ApiProperty(nullable('The entry that it reverses.'))
  reversesId: string | null;

  @ApiProperty(nullable('Of an assay that was said anew: the reversal of what it stood on.'))
  because: string | null;

  @ApiProperty(nullable('The entry that reverses it.'))
  reversedById: string | null;

  @ApiProperty({ type: [PostingAnswer], description: 'Those that the caller may see.' })
  postings: PostingAnswer[];
}

export class EntryPage extends PageOf(EntryAnswer) {}
