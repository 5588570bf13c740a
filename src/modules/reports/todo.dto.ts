import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';

const TODO_KINDS = [
  'receive',
  'dispatch',
  'dispute',
  'missing-assay',
  'sign',
  'breach',
  'difference',
  'count-due',
] as const;
type TodoKind = (typeof TODO_KINDS)[number];

const TODO_SUBJECTS = ['shipment', 'batch', 'agreement', 'run', 'site'] as const;
type TodoSubjectType = (typeof TODO_SUBJECTS)[number];

export class TodoSubject {
  @ApiProperty({ enum: TODO_SUBJECTS })
  type: TodoSubjectType;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The code of a shipment, batch or site, the reference of an agreement.' })
  code: string;
}

export class TodoItem {
  @ApiProperty({
    enum: TODO_KINDS,
    description:
      '`receive`: on its way to an own site. `dispatch`: planned by the own side. `dispute`: the own side has not named ' +
      'the figure that the other side named. `missing-assay`: own by-products of a site without assay; the subject is the ' +
      'oldest. `sign`: waits for the own signature. `breach`: of the last 90 days, under an own agreement. ' +
      '`difference`: counts, edits and own transit beyond the tolerance, likewise. `count-due`: at an own site something was ' +
      'charged since its work in progress was counted, more than a month ago; since that count, or the first charge.',
  })
  kind: TodoKind;

  @ApiProperty({ type: TodoSubject })
  subject: TodoSubject;

  @ApiProperty({ format: 'date', description: 'Since when it waits; of a breach the day on which it happened.' })
  since: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'By when the agreement wants a receipt, for when a dispatch is planned, or a month after the last count.',
  })
  dueOn: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Dry mass that it is about.' })
  dryKg: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'How many batches it is about.' })
  count: number | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agreementId: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Of batches without assay the site that they come from, of a count its own; `null` for all else.',
  })
  siteId: string | null;
}

export class TodoPage extends PageOf(TodoItem) {}
