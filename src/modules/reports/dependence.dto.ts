import { ApiProperty } from '@nestjs/swagger';
import { IsOneOf } from '../../common/index.js';
import { CSV_LOCALES, type CsvLocale } from '../../domain/measure/csv.js';
import { CROSSINGS, type Crossing } from '../../domain/production/dependence.js';
import { ORIGIN_STAGES, type OriginStage } from '../../domain/production/dependence-report.js';
import { CoverageQuery, PeriodAnswer } from './report.dto.js';

export class DependenceQuery extends CoverageQuery {
  @IsOneOf(CSV_LOCALES, { optional: true, description: 'Of the CSV, as in the circularity report.', example: 'en' })
  locale?: CsvLocale;
}

export class DependenceRange {
  @ApiProperty({ description: 'What is unknown left out.' })
  least: number;

  @ApiProperty({ description: 'What is unknown added to the largest country.' })
  most: number;
}

export class LargestSourceAnswer {
  @ApiProperty({ example: 'CN', description: 'A country, `loop`, or `unknown`.' })
  source: string;

  @ApiProperty({ type: DependenceRange })
  pct: DependenceRange;
}

export class LargestCountryAnswer {
  @ApiProperty({ example: 'CN' })
  country: string;

  @ApiProperty({ type: DependenceRange })
  pct: DependenceRange;
}

export class ConcentrationAnswer {
  @ApiProperty({ type: LargestSourceAnswer, nullable: true })
  largest: LargestSourceAnswer | null;

  @ApiProperty({
    type: DependenceRange,
    nullable: true,
    description: 'Herfindahl-Hirschman index over countries, the loop being one source: 0 to 10,000.',
  })
  index: DependenceRange | null;

  @ApiProperty({ type: LargestCountryAnswer, nullable: true })
  largestCountry: LargestCountryAnswer | null;
}

export class CountryShareAnswer {
  @ApiProperty({ example: 'CN' })
  country: string;

  @ApiProperty()
  primaryKg: number;

  @ApiProperty()
  otherRecycledKg: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Of all that was charged.' })
  pct: number | null;
}

export class ThresholdVerdictAnswer {
  @ApiProperty()
  code: string;

  @ApiProperty({ enum: CROSSINGS })
  withLoop: Crossing;

  @ApiProperty({ enum: CROSSINGS })
  withoutLoop: Crossing;
}

export class StageDependenceAnswer {
  @ApiProperty({ enum: ORIGIN_STAGES, description: 'Where it was mined, separated, or made metal.' })
  stage: OriginStage;

  @ApiProperty({ description: 'Of no country that is known; of what others gave none is told.' })
  unknownKg: number;

  @ApiProperty({ description: 'Of it, recycled material that is not of the loop.' })
  unknownOtherRecycledKg: number;

  @ApiProperty({ type: Number, nullable: true })
  unknownPct: number | null;

  @ApiProperty({ type: [CountryShareAnswer], description: 'The largest first.' })
  countries: readonly CountryShareAnswer[];

  @ApiProperty({ type: ConcentrationAnswer })
  withLoop: ConcentrationAnswer;

  @ApiProperty({
    type: ConcentrationAnswer,
    description: 'As it would be without the loop, its mass shared over the other sources in proportion.',
  })
  withoutLoop: ConcentrationAnswer;

  @ApiProperty({ type: [ThresholdVerdictAnswer] })
  thresholds: readonly ThresholdVerdictAnswer[];
}

export class ElementDependenceAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty()
  chargedKg: number;

  @ApiProperty({ description: 'Recycled from own by-product.' })
  loopKg: number;

  @ApiProperty({ type: Number, nullable: true })
  loopPct: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Herfindahl-Hirschman index over suppliers, of what was charged straight from a supply: 0 to 10,000.',
  })
  supplierIndex: number | null;

  @ApiProperty({ type: [StageDependenceAnswer] })
  stages: readonly StageDependenceAnswer[];
}

export class ThresholdAnswer {
  @ApiProperty()
  code: string;

  @ApiProperty()
  limitPct: number;

  @ApiProperty()
  text: string;

  @ApiProperty({ description: 'For whom it holds.' })
  for: string;

  @ApiProperty()
  source: string;

  @ApiProperty()
  confidence: string;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export class DependenceAnswer {
  @ApiProperty({ format: 'uuid' })
  partyId: string;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({ enum: ['metal'] })
  basis: 'metal';

  @ApiProperty({ type: [ElementDependenceAnswer] })
  elements: readonly ElementDependenceAnswer[];

  @ApiProperty({ type: [ThresholdAnswer] })
  thresholds: readonly ThresholdAnswer[];
}
