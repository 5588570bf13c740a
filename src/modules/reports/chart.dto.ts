import { ApiProperty } from '@nestjs/swagger';
import { IsOneOf } from '../../common/index.js';
import { FLOW_NODE_KINDS } from '../../domain/reports/flows.js';
import { DRY_MASS, type Commodity } from '../../domain/matter/holding.js';
import { catalogue } from '../catalogue/index.js';
import { QualifiedAnswer } from './report-answer.dto.js';
import { PeriodAnswer, PeriodQuery } from './report.dto.js';

export class MonthFigures {
  @ApiProperty({ type: Number, nullable: true })
  generatedKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  sentKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  confirmedKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  recoveredKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  returnedKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  consumedKg: number | null;

  @ApiProperty({ type: Number, nullable: true })
  substitutedKg: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '`null` for the recycler, and where nothing was charged.' })
  primaryReplacementPct: number | null;

  @ApiProperty({
    type: [String],
    description: 'The ratios of which more than 1 % of the dry mass behind them has no assay.',
  })
  incomplete: readonly string[];
}

export class MonthElement extends MonthFigures {
  @ApiProperty({ example: 'Nd' })
  element: string;
}

export class MonthAnswer extends QualifiedAnswer {
  @ApiProperty({ example: '2026-03' })
  month: string;

  @ApiProperty({ type: [MonthElement], description: 'One row for every element that has a figure in the month.' })
  elements: MonthElement[];

  @ApiProperty({ type: MonthFigures, description: 'The rare earths together.' })
  total: MonthFigures;

  @ApiProperty({ type: Number, nullable: true })
  coveragePct: number | null;

  @ApiProperty()
  generatedDryKg: number;

  @ApiProperty()
  sentDryKg: number;
}

export class MonthsAnswer {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({
    type: [MonthAnswer],
    description: 'Every calendar month of the period, of the first and last its days.',
  })
  months: MonthAnswer[];
}

/** Stands for the rare earths together in the place of an element. */
const TOTAL = 'total';
const ELEMENTS = [...new Set(catalogue.entries.map(({ element }) => element))];

/** What a chart or a list of evidence may be of. */
export const SUBJECTS = [DRY_MASS, TOTAL, ...ELEMENTS];

/** The commodities that are summed where one of {@link SUBJECTS} is asked for. */
export function commoditiesOf(subject: string): readonly Commodity[] {
  return subject === TOTAL ? [...catalogue.rareEarths] : [subject];
}

export class FlowsQuery extends PeriodQuery {
  @IsOneOf(SUBJECTS, { description: 'An element, `total` (the rare earths together), or `dry-mass`.', example: 'Nd' })
  element: string;
}

export class FlowNodeAnswer {
  @ApiProperty({ example: 'sent' })
  id: string;

  @ApiProperty({
    enum: FLOW_NODE_KINDS,
    description: 'An `inflow` (`<id>-in`) is a stock that was drawn down, or a difference that was a gain.',
  })
  kind: (typeof FLOW_NODE_KINDS)[number];

  @ApiProperty({ description: 'Of a rung its figure, as the report has it; else what passes through it.' })
  kg: number;
}

export class FlowLinkAnswer {
  @ApiProperty({ example: 'generated' })
  source: string;

  @ApiProperty({ example: 'sent' })
  target: string;

  @ApiProperty({ description: 'Always above zero.' })
  kg: number;
}

export class FlowsAnswer extends QualifiedAnswer {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty({ type: [FlowNodeAnswer] })
  nodes: FlowNodeAnswer[];

  @ApiProperty({ type: [FlowLinkAnswer] })
  links: FlowLinkAnswer[];
}
