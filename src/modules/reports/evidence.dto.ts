import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsOneOf, PageOf, PageQuery } from '../../common/index.js';
import { FIGURES, type Figure } from '../../domain/reports/figures.js';
import { ENTRY_KINDS, type EntryKind } from '../../domain/books/entry-kinds.js';
import { FlowsQuery } from './chart.dto.js';
import { QualifiedAnswer } from './report-answer.dto.js';
import { PeriodAnswer } from './report.dto.js';

export class EvidenceQuery extends IntersectionType(FlowsQuery, PageQuery) {
  @IsOneOf(FIGURES, { description: 'A mass of the circularity report, without its `Kg`.', example: 'sent' })
  figure: Figure;
}

const STRANGE = '`null` where a party did it that works under no agreement of the caller.';
const nullableId = (description: string) => ({ type: String, format: 'uuid', nullable: true, description }) as const;

export class EvidenceLineAnswer {
  @ApiProperty({ type: String, format: 'date', nullable: true, description: `The day on which it counts; ${STRANGE}` })
  day: string | null;

  @ApiProperty(nullableId('`null` for what is of no batch, and for one that the caller may not see.'))
  batchId: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '`null` for a batch that the caller sees a share of only.',
  })
  code: string | null;

  @ApiProperty({ description: 'Below zero where it takes off the figure.' })
  kg: number;
}

export class EvidenceEntryAnswer {
  @ApiProperty({ format: 'uuid' })
  entryId: string;

  @ApiProperty({ enum: ENTRY_KINDS })
  kind: EntryKind;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: `The day at the site; ${STRANGE}` })
  occurredOn: string | null;

  @ApiProperty({ description: 'The sum of its lines.' })
  kg: number;

  @ApiProperty(nullableId('The shipment that it is about, as far as the caller may see it.'))
  shipmentId: string | null;

  @ApiProperty(nullableId('The run that it is about, as far as the caller may see it.'))
  runId: string | null;

  @ApiProperty({ type: [EvidenceLineAnswer], description: 'Per batch and day.' })
  lines: EvidenceLineAnswer[];
}

export class EvidencePage extends IntersectionType(PageOf(EvidenceEntryAnswer), QualifiedAnswer) {
  @ApiProperty({ format: 'uuid' })
  agreementId: string;

  @ApiProperty({ type: PeriodAnswer })
  period: PeriodAnswer;

  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty({ enum: FIGURES })
  figure: Figure;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The figure as the report has it: the sum over all pages. `null` where the report hides it.',
  })
  totalKg: number | null;
}
