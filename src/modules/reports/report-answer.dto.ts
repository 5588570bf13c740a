import { ApiProperty } from '@nestjs/swagger';
import { AnswerOf, each } from '../../common/index.js';
import { PROCESSORS_CLOSING, RECYCLER_CLOSING } from '../../domain/reports/after-recovery.js';
import {
  DATA_STATES,
  RARE_EARTHS_TOTAL,
  REPORT_BASIS,
  REPORT_BOUNDARY,
  REPORT_COVERAGES,
  REPORT_FIELDS,
  REPORT_MASSES,
  REPORT_WARNING_CODES,
  UNASSAYED_MASSES,
  type CircularityReport,
  type ReportMass,
  type ReportRow,
  type ReportWarning,
} from '../../domain/reports/circularity-report.js';
import { VERDICTS } from '../../domain/reports/verdicts.js';
import { LADDER_METHOD } from '../../domain/reports/ladder.js';
import { LADDER_RATIOS } from '../../domain/books/rungs.js';
import { PeriodAnswer } from './report.dto.js';

const KG = { type: Number } as const;
export const FIGURE = { type: Number, nullable: true } as const;
export const INCOMPLETE = {
  enum: LADDER_RATIOS.map((ratio) => `${ratio}Pct`),
  isArray: true,
  description: 'The ratios of which more than 1 % of the dry mass behind them has no assay.',
};

const dryKg = <Mass extends string>(masses: readonly Mass[]) =>
  each(
    masses.map((mass) => `${mass}DryKg` as const),
    KG,
  );
const kg = <Mass extends string>(masses: readonly Mass[]) =>
  each(
    masses.map((mass) => `${mass}Kg` as const),
    KG,
  );

/** Dry masses without an assay in force, by the day of the posting. */
export class WithoutAssayAnswer extends AnswerOf<ReportMass['withoutAssay']>(dryKg(UNASSAYED_MASSES)) {}

const COMPLETENESS_FIELDS = {
  completenessPct: {
    ...FIGURE,
    description: 'What was logged of what production must have left, in rare-earth metal.',
  },
  coverageOfExpectedPct: { ...FIGURE, description: 'Sent, of what was logged or is unexplained, in rare-earth metal.' },
  unexplainedKg: { ...FIGURE, description: "The agreement's share of what its sites cannot explain." },
  unexplainedUncertaintyKg: { ...FIGURE, description: 'Its expanded uncertainty (k = 2).' },
  completeness: {
    enum: VERDICTS,
    nullable: true,
    description: 'The verdict of the balance of the sites; `null` where it is not shared.',
  },
};

export class ReportMassAnswer extends AnswerOf<ReportMass>({
  ...dryKg(REPORT_MASSES),
  withoutAssay: { type: WithoutAssayAnswer },
  ...each(REPORT_COVERAGES, FIGURE),
  ...COMPLETENESS_FIELDS,
}) {}

export class ReportWarningAnswer extends AnswerOf<ReportWarning>({
  code: { enum: REPORT_WARNING_CODES, example: 'missing-assay' },
  message: { type: String },
  element: { type: String, required: false, example: 'Nd' },
  dryKg: { type: Number, required: false, description: 'The dry mass that it is about.' },
  inStep: {
    type: PeriodAnswer,
    required: false,
    description: 'The shortest longer period that is in step, of recovery that is not.',
  },
}) {}

/** What qualifies figures of a period: every answer that has some carries it. */
export class QualifiedAnswer {
  @ApiProperty({ enum: DATA_STATES })
  dataState: CircularityReport['dataState'];

  @ApiProperty({ type: ReportMassAnswer })
  mass: ReportMassAnswer;

  @ApiProperty({ type: [ReportWarningAnswer] })
  warnings: readonly ReportWarningAnswer[];
}

type AfterRecovery = ReportRow['afterRecovery'];

export class RecyclerClosingAnswer extends AnswerOf<AfterRecovery['recycler']>(kg(RECYCLER_CLOSING)) {}

export class ProcessorsClosingAnswer extends AnswerOf<AfterRecovery['processors']>(kg(PROCESSORS_CLOSING)) {}

export class AfterRecoveryAnswer extends AnswerOf<AfterRecovery>({
  recycler: { type: RecyclerClosingAnswer, description: 'Where what the recycler made went, to the milligram.' },
  processors: { type: ProcessorsClosingAnswer, description: 'The same of what was returned, by way of processors.' },
}) {}

export class ReportRowAnswer extends AnswerOf<ReportRow>({
  ...each(REPORT_FIELDS, FIGURE),
  incomplete: INCOMPLETE,
  afterRecovery: { type: AfterRecoveryAnswer },
}) {}

export class ElementRowAnswer extends ReportRowAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;
}

export class TotalRowAnswer extends ReportRowAnswer {
  @ApiProperty({ enum: [RARE_EARTHS_TOTAL] })
  elements: typeof RARE_EARTHS_TOTAL;
}

export class ReportAgreementAnswer extends AnswerOf<CircularityReport['agreement']>({
  id: { type: String, format: 'uuid' },
  reference: { type: String },
  generator: { type: String, example: 'Magnet Works' },
  recycler: { type: String, example: 'Loop Recycling' },
}) {}

export class CircularityAnswer extends QualifiedAnswer implements CircularityReport {
  @ApiProperty({ type: ReportAgreementAnswer })
  agreement: ReportAgreementAnswer;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({ enum: [REPORT_BASIS] })
  basis: typeof REPORT_BASIS;

  @ApiProperty({ enum: [REPORT_BOUNDARY] })
  boundary: typeof REPORT_BOUNDARY;

  @ApiProperty({ enum: [LADDER_METHOD] })
  method: typeof LADDER_METHOD;

  @ApiProperty({ type: [ElementRowAnswer], description: 'One row for every element that has a figure.' })
  elements: readonly ElementRowAnswer[];

  @ApiProperty({ type: TotalRowAnswer, description: 'The rare earths together; its ratios come from the sums.' })
  total: TotalRowAnswer;
}
