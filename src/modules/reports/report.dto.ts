import { ApiProperty } from '@nestjs/swagger';
import { IsId, IsOn, IsOneOf } from '../../common/index.js';
import { CSV_LOCALES, type CsvLocale } from '../../domain/measure/csv.js';

export class CoverageQuery {
  @IsOn({ description: 'The first day.' })
  from: string;

  @IsOn({ description: 'The last day.' })
  to: string;
}

export class PeriodQuery extends CoverageQuery {
  @IsId()
  agreementId: string;
}

export class ReportQuery extends PeriodQuery {
  @IsOneOf(CSV_LOCALES, {
    optional: true,
    description: 'Of the CSV: `de` separates by semicolons, has a decimal comma and starts with a byte order mark.',
    example: 'en',
  })
  locale?: CsvLocale;
}

export class PeriodAnswer {
  @ApiProperty({ format: 'date' })
  from: string;

  @ApiProperty({ format: 'date' })
  to: string;
}

export class CoverageAnswer {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty()
  generatedDryKg: number;

  @ApiProperty()
  reusedInProcessDryKg: number;

  @ApiProperty({ description: 'Dispatched to the recycler, less refused.' })
  sentDryKg: number;

  @ApiProperty({ description: 'Left the generator another way, carve-outs included.' })
  leakedDryKg: number;

  @ApiProperty({ description: 'Of what leaked, with a carve-out that the agreement allows.' })
  carvedOutDryKg: number;

  @ApiProperty({ description: 'Of what leaked, booked as a breach.' })
  breachDryKg: number;

  @ApiProperty({ description: 'By-product that the recycler disposed of or sold: no leak.' })
  recyclerDisposedDryKg: number;

  @ApiProperty({ description: 'Recycled material sold elsewhere: no leak.' })
  recycledSoldElsewhereDryKg: number;

  @ApiProperty({ description: "By-product in the generator's hands at the end of the period." })
  onHandDryKg: number;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'When the oldest by-product was generated that is in stock at the generator now.',
  })
  oldestOnHandOn: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'sent / (sent + leaked - carved out)' })
  coveragePct: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'sent / (sent + leaked)' })
  coverageWithCarveOutsPct: number | null;

  @ApiProperty({ description: "What counts took from the generator's stock." })
  countedDownDryKg: number;

  @ApiProperty({ description: "What counts added to the generator's stock." })
  countedUpDryKg: number;

  @ApiProperty({ description: 'Lost on own ways and of loads that were refused whole; negative is a gain.' })
  ownDifferenceDryKg: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Coverage as if what was counted down, net of what was counted up, and the own difference had leaked.',
  })
  coverageAsIfLeakedPct: number | null;
}
