import { ApiProperty } from '@nestjs/swagger';
import { AnswerOf, each, IsOneOf } from '../../common/index.js';
import type { ReportField } from '../../domain/books/rungs.js';
import type { ReportRow } from '../../domain/reports/circularity-report.js';
import { FLOW_NODE_KINDS } from '../../domain/reports/flows.js';
import { DRY_MASS, type Commodity } from '../../domain/matter/holding.js';
import { catalogue } from '../catalogue/index.js';
import { FIGURE, INCOMPLETE, QualifiedAnswer } from './report-answer.dto.js';
import { PeriodAnswer, PeriodQuery } from './report.dto.js';

const MONTH_FIELDS = [
  'generatedKg',
  'sentKg',
  'confirmedKg',
  'recoveredKg',
  'returnedKg',
  'consumedKg',
  'substitutedKg',
] as const satisfies readonly ReportField[];

export class MonthFigures extends AnswerOf<
  Pick<ReportRow, (typeof MONTH_FIELDS)[number] | 'primaryReplacementPct' | 'incomplete'>
>({
  ...each(MONTH_FIELDS, FIGURE),
  primaryReplacementPct: {
    type: Number,
    nullable: true,
    description: '`null` for the recycler, and where nothing was charged.',
  },
  incomplete: INCOMPLETE,
}) {}

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
export function commoditiesAsked(subject: string): readonly Commodity[] {
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
