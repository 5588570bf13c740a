import { ApiProperty } from '@nestjs/swagger';
import { COMPLETENESS_SHARED, type CompletenessShared } from '../../domain/agreement/agreement.js';
import { VERDICTS, type Verdict } from '../../domain/reports/verdicts.js';

const UNTOLD = '`null` where it is not known, and to a recycler that reads the verdict only.';

export class CompletenessMonthAnswer {
  @ApiProperty({ example: '2027-03' })
  month: string;

  @ApiProperty({ enum: VERDICTS, description: 'Of the rare earths together.' })
  completeness: Verdict;

  @ApiProperty({ type: Number, nullable: true, description: UNTOLD })
  completenessPct: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Sent, of what was logged or is unexplained, in rare-earth metal.',
  })
  coverageOfExpectedPct: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The same if as much is missing as the uncertainty leaves open.',
  })
  coverageOfExpectedLowPct: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'The same if as little is missing.' })
  coverageOfExpectedHighPct: number | null;

  @ApiProperty({ type: Number, nullable: true, description: "The agreement's share of what its sites cannot explain." })
  unexplainedKg: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Its expanded uncertainty (k = 2).' })
  unexplainedUncertaintyKg: number | null;
}

export class CompletenessAnswer {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ enum: COMPLETENESS_SHARED, description: 'What the recycler reads now.' })
  shared: CompletenessShared;

  @ApiProperty({
    type: [CompletenessMonthAnswer],
    description:
      'Calendar months of the term that have ended; to the recycler only those in which it may read something.',
  })
  items: CompletenessMonthAnswer[];
}
