import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AreParts, IsFlag, IsId, IsOneOf, IsText, PageOf, PageQuery } from '../../common/index.js';
import { IMPORT_KINDS, type ImportKind } from '../../domain/files/kinds.js';
import {
  DATE_ORDERS,
  DECIMAL_SIGNS,
  DELIMITERS,
  FILE_BASES,
  FILE_UNITS,
  type FileUnit,
  type Mapping,
} from '../../domain/files/mapping.js';
import { IMPORT_MAY, type ImportMay } from './import-may.js';
import { IMPORT_STATES, type ImportState } from './import.entity.js';

const MOST_COLUMNS = 300;
const TROUBLE =
  'Why it does not get on. It is tried again every minute, and at once where it is mapped or booked again.';

export class NewImport {
  @IsOneOf(IMPORT_KINDS, { description: 'What a row of the file stands for.' })
  kind: ImportKind;

  @IsId({ description: 'The own site to which the rows belong.' })
  siteId: string;

  @IsText(200, { optional: true, description: 'How the person calls the file: lists show it.' })
  fileName?: string;
}

export class FileColumn {
  @IsText(200, { description: 'As the first row of the file calls it.' })
  column: string;

  @IsText(60, {
    description: 'As in the single call, what lies inside of another field after a dot.',
    example: 'grossKg',
  })
  field: string;

  @IsOneOf(FILE_UNITS, { optional: true, description: 'Of masses and fractions.' })
  unit?: FileUnit;

  @IsText(40, { optional: true, description: 'Of a composition the element or oxide.', example: 'Nd2O3' })
  formula?: string;
}

export class FileValue {
  @IsText(60)
  field: string;

  @IsText(2000, { description: 'Of every row, written as the API takes it.' })
  value: string;
}

export class FileMapping {
  @IsOneOf(DELIMITERS, { optional: true, description: 'Of a CSV file.' })
  delimiter?: (typeof DELIMITERS)[number];

  @IsOneOf(DECIMAL_SIGNS)
  decimal: (typeof DECIMAL_SIGNS)[number];

  @IsOneOf(DATE_ORDERS, { description: 'A day without a time of day stands for noon at the site.' })
  dates: (typeof DATE_ORDERS)[number];

  @IsOneOf(FILE_BASES, { description: 'What fractions of a composition are of.' })
  basis: (typeof FILE_BASES)[number];

  @AreParts(() => FileColumn, { most: MOST_COLUMNS })
  columns: FileColumn[];

  @AreParts(() => FileValue, {
    most: 40,
    description: 'What stands in every row, since the file has no column for it.',
  })
  fixed: FileValue[];
}

export class NewBooking {
  @IsFlag({ optional: true, description: 'Books the good rows although others are wrong.' })
  goodRowsOnly?: boolean;
}

export class ImportStarted {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: IMPORT_STATES })
  state: string;
}

export class ImportTotalsAnswer {
  @ApiProperty({ description: 'Dry mass of the rows that are good.' })
  dryKg: number;
}

export class ImportTroubleAnswer {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ description: 'The code of a refusal.' })
  code: string;

  @ApiProperty()
  message: string;
}

export class ImportSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: IMPORT_KINDS })
  kind: ImportKind;

  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ enum: ['csv', 'xlsx'] })
  format: string;

  @ApiProperty({ type: String, nullable: true })
  fileName: string | null;

  @ApiProperty({ enum: IMPORT_STATES })
  state: ImportState;

  @ApiProperty({ description: 'Whether a person has said how it is read; until then it waits for that.' })
  isMapped: boolean;

  @ApiProperty({ description: 'Rows of the file, the first one not counted; 0 until it is read to its end.' })
  rows: number;

  @ApiProperty({ description: 'Of these, up to which row it has come: with looking, then with booking.' })
  through: number;

  @ApiProperty()
  wrong: number;

  @ApiProperty({ description: 'Rows that were booked before with the same figures: they are skipped.' })
  alreadyThere: number;

  @ApiProperty()
  booked: number;

  @ApiProperty()
  totals: ImportTotalsAnswer;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'uuid', description: 'Who sent the file.' })
  userId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who had it booked.' })
  bookedById: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was done or cancelled.' })
  endedAt: string | null;

  @ApiProperty({ type: ImportTroubleAnswer, nullable: true, description: TROUBLE })
  trouble: ImportTroubleAnswer | null;
}

export class ImportPage extends PageOf(ImportSummary) {}

export class FirstRowsAnswer {
  @ApiProperty({ type: String, nullable: true, enum: [...DELIMITERS, null], description: '`null` for a workbook.' })
  delimiter: string | null;

  @ApiProperty({ type: [String] })
  header: string[];

  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } } })
  sample: string[][];
}

export class ImportFault {
  @ApiProperty({ description: 'The line or row of the file.' })
  row: number;

  @ApiProperty({ type: String, nullable: true, description: '`null` where not one cell is wrong.' })
  column: string | null;

  @ApiProperty({ type: String, nullable: true })
  value: string | null;

  @ApiProperty({ description: 'The code of the fault, or that of the refusal of the single call.' })
  code: string;

  @ApiProperty({ description: 'What is wrong, and what to do.' })
  message: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }] },
  })
  params?: Record<string, string | number>;
}

export class RememberedAnswer {
  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({
    type: [String],
    description: 'Columns that the proposal takes from the last time; the others of it say their fields themselves.',
  })
  columns: string[];
}

export class ImportAnswer extends ImportSummary {
  @ApiProperty({
    type: FileMapping,
    nullable: true,
    description: 'As a person has confirmed it; nothing is read before.',
  })
  mapping: Mapping | null;

  @ApiProperty({ type: FileMapping, description: 'What a person may begin with: it is used for nothing by itself.' })
  proposal: Mapping;

  @ApiProperty({
    type: RememberedAnswer,
    nullable: true,
    description: 'Who has last said at the site how files of the kind are read.',
  })
  remembered: RememberedAnswer | null;

  @ApiProperty({ enum: IMPORT_MAY, isArray: true, description: 'What the caller may do with it as it stands.' })
  may: ImportMay[];

  @ApiProperty({ type: [FirstRowsAnswer], description: 'The first rows, read with each delimiter that may be meant.' })
  firstRows: FirstRowsAnswer[];

  @ApiProperty({ type: [ImportFault], description: 'The first hundred; all as CSV at `/faults`.' })
  faults: ImportFault[];
}

export class ImportFilter extends PageQuery {
  @IsId({ optional: true })
  siteId?: string;

  @IsOneOf(IMPORT_KINDS, { optional: true })
  kind?: ImportKind;
}
