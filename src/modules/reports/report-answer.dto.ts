import { ApiProperty } from '@nestjs/swagger';
import { PROCESSORS_CLOSING, RECYCLER_CLOSING } from '../../domain/reports/after-recovery.js';
import { REPORT_FIELDS } from '../../domain/reports/circularity-report.js';
import { LADDER_RATIOS } from '../../domain/books/rungs.js';
import { PeriodAnswer } from './report.dto.js';

/** Declares the same property for every name: the lists of the domain are the one place that says which figures there are. */
function each(target: object, names: readonly string[], options: Parameters<typeof ApiProperty>[0]): void {
  for (const name of names) ApiProperty(options)(target, name);
}

const KG = { type: Number } as const;
const FIGURE = { type: Number, nullable: true } as const;

/** Dry masses without an assay in force, by the day of the posting. */
export class WithoutAssayAnswer {}
const RUNGS = ['generated', 'reused', 'sent', 'confirmed', 'leaked', 'onHand'];
each(
  WithoutAssayAnswer.prototype,
  RUNGS.map((rung) => `${rung}DryKg`),
  KG,
);

export class ReportMassAnswer {}
const MASSES = [
  ...['generated', 'reusedInProcess', 'sent', 'refused', 'confirmed', 'leaked', 'carvedOut', 'breach'],
  ...['recycledSoldElsewhere', 'openingOnHand', 'countedDown', 'countedUp', 'ownDifference', 'onHand'],
  ...['recyclerCountedDown', 'recyclerCountedUp', 'withoutAssay'],
];
each(
  ReportMassAnswer.prototype,
  MASSES.map((mass) => `${mass}DryKg`),
  KG,
);
each(ReportMassAnswer.prototype, ['withoutAssay'], { type: WithoutAssayAnswer });
each(ReportMassAnswer.prototype, ['coveragePct', 'coverageWithCarveOutsPct'], FIGURE);

export class ReportWarningAnswer {
  @ApiProperty({ example: 'missing-assay' })
  code: string;

  @ApiProperty()
  message: string;

  @ApiProperty({ required: false, example: 'Nd' })
  element?: string;

  @ApiProperty({ required: false, description: 'The dry mass that it is about.' })
  dryKg?: number;
}

const DATA_STATES = ['provisional', 'final'] as const;

/** What qualifies figures of a period: every answer that has some carries it. */
export class QualifiedAnswer {
  @ApiProperty({ enum: DATA_STATES })
  dataState: (typeof DATA_STATES)[number];

  @ApiProperty({ type: ReportMassAnswer })
  mass: object;

  @ApiProperty({ type: [ReportWarningAnswer] })
  warnings: readonly ReportWarningAnswer[];
}

export class RecyclerClosingAnswer {}
each(
  RecyclerClosingAnswer.prototype,
  RECYCLER_CLOSING.map((name) => `${name}Kg`),
  KG,
);

export class ProcessorsClosingAnswer {}
each(
  ProcessorsClosingAnswer.prototype,
  PROCESSORS_CLOSING.map((name) => `${name}Kg`),
  KG,
);

export class AfterRecoveryAnswer {
  @ApiProperty({ type: RecyclerClosingAnswer, description: 'Where what the recycler made went, to the milligram.' })
  recycler: object;

  @ApiProperty({ type: ProcessorsClosingAnswer, description: 'The same of what was returned, by way of processors.' })
  processors: object;
}

export class ReportRowAnswer {
  @ApiProperty({
    enum: LADDER_RATIOS.map((ratio) => `${ratio}Pct`),
    isArray: true,
    description: 'The ratios of which more than 1 % of the dry mass behind them has no assay.',
  })
  incomplete: readonly string[];

  @ApiProperty({ type: AfterRecoveryAnswer })
  afterRecovery: object;
}
each(ReportRowAnswer.prototype, REPORT_FIELDS, FIGURE);

export class ElementRowAnswer extends ReportRowAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;
}

export class TotalRowAnswer extends ReportRowAnswer {
  @ApiProperty({ example: 'rare earths' })
  elements: string;
}

export class ReportAgreementAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  reference: string;

  @ApiProperty({ example: 'Magnet Works' })
  generator: string;

  @ApiProperty({ example: 'Loop Recycling' })
  recycler: string;
}

export class CircularityAnswer extends QualifiedAnswer {
  @ApiProperty({ type: ReportAgreementAnswer })
  agreement: ReportAgreementAnswer;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({ example: 'metal' })
  basis: string;

  @ApiProperty({ example: 'all sites of the generator; sites of the recycler' })
  boundary: string;

  @ApiProperty({ example: 'ladder/2' })
  method: string;

  @ApiProperty({ type: [ElementRowAnswer], description: 'One row for every element that has a figure.' })
  elements: readonly ElementRowAnswer[];

  @ApiProperty({ type: TotalRowAnswer, description: 'The rare earths together; its ratios come from the sums.' })
  total: TotalRowAnswer;
}
