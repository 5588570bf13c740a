import { ApiProperty } from '@nestjs/swagger';
import { IsOn, IsOneOf } from '../../common/index.js';
import { CSV_LOCALES, type CsvLocale } from '../../domain/measure/csv.js';
import { BALANCE_WARNINGS, VERDICTS, type BalanceWarning, type Verdict } from '../../domain/reports/verdicts.js';
import { ERROR_KINDS } from '../../domain/production/uncertainty.js';

export class PlantBalanceQuery {
  @IsOn({ description: 'The first day.' })
  from: string;

  @IsOn({ description: 'The last day.' })
  to: string;

  @IsOneOf(CSV_LOCALES, { optional: true, description: 'Of the CSV, as in the circularity report.', example: 'en' })
  locale?: CsvLocale;
}

const NULL_WHERE_NOT_COUNTED = '`null` where counts are missing.';

export class ElementBalanceAnswer {
  @ApiProperty({ example: 'Nd', description: 'An element, or `total`: the rare earths.' })
  element: string;

  @ApiProperty({ description: 'Counted at the beginning.' })
  openingKg: number;

  @ApiProperty()
  chargedKg: number;

  @ApiProperty({ description: 'By-product that went back into the process.' })
  reusedInProcessKg: number;

  @ApiProperty({ description: 'Magnets that went back into production.' })
  backToProductionKg: number;

  @ApiProperty()
  magnetsKg: number;

  @ApiProperty()
  processLossesKg: number;

  @ApiProperty({ description: 'Counted at the end.' })
  closingKg: number;

  @ApiProperty({ description: 'Every by-product of the site, covered or not.' })
  loggedKg: number;

  @ApiProperty({ type: Number, nullable: true, description: NULL_WHERE_NOT_COUNTED })
  expectedKg: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Expected less logged. Above zero something is missing.' })
  unexplainedKg: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Expanded uncertainty (k = 2) of what is unexplained.' })
  uncertaintyKg: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '(logged - reused) / (expected - reused).' })
  completenessPct: number | null;

  @ApiProperty({
    enum: VERDICTS,
    description:
      '`gap` above the uncertainty, `surplus` below it on the other side, `closed` between. `too-coarse`: the uncertainty is ' +
      'too much of what is expected; a loss below it would not show. `not-known`: counts, charges, magnets or assays are missing.',
  })
  verdict: Verdict;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: `Standard uncertainties in kilograms by what they come from: ${ERROR_KINDS.join(', ')}.`,
    example: { repeatability: 0.0575, laboratory: 2.535 },
  })
  partsKg: Record<string, number>;
}

export class BalanceWarningAnswer {
  @ApiProperty({ enum: BALANCE_WARNINGS })
  code: BalanceWarning;

  @ApiProperty()
  message: string;
}

export class PlantBalanceAnswer {
  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ format: 'date' })
  from: string;

  @ApiProperty({ format: 'date' })
  to: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day of the opening count.' })
  countedFrom: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day of the closing count.' })
  countedTo: string | null;

  @ApiProperty({
    type: [ElementBalanceAnswer],
    description: 'The rare earths, and what the site declares as balanced; of nothing else a balance can be struck.',
  })
  elements: ElementBalanceAnswer[];

  @ApiProperty({ type: ElementBalanceAnswer, description: 'The rare earths together.' })
  total: ElementBalanceAnswer;

  @ApiProperty({
    type: 'integer',
    description: 'Assays that have the uncertainty of their method, since their reports state none.',
  })
  assaysByDefault: number;

  @ApiProperty({ type: [BalanceWarningAnswer] })
  warnings: BalanceWarningAnswer[];
}

export class PlantMonthsAnswer {
  @ApiProperty({ type: [PlantBalanceAnswer], description: 'A balance for each calendar month of the period.' })
  items: PlantBalanceAnswer[];
}
