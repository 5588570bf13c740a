import { KIND_FIELDS, type FileField, type ImportKind } from '../../../domain/files/kinds.js';
import {
  DELIMITERS,
  FILE_UNITS,
  unitsOf,
  type Delimiter,
  type FixedField,
  type MappedColumn,
  type Mapping,
} from '../../../domain/files/mapping.js';
import type { Schemas } from '../../api/client.js';

type FirstRows = Schemas['FirstRowsAnswer'];

/** What a person says of one column: nothing of one that is not read. */
export interface ColumnValues {
  readonly field: string;
  readonly unit: string;
  readonly formula: string;
}

/** What a person says of how a file is read. */
export interface MappingValues extends Pick<Mapping, 'decimal' | 'dates' | 'basis'> {
  /** Empty for a workbook. */
  readonly delimiter: string;
  /** By the name of the column. */
  readonly columns: Readonly<Record<string, ColumnValues>>;
  readonly fixed: Readonly<Record<string, string>>;
}

export const NOT_READ: ColumnValues = { field: '', unit: '', formula: '' };

export function valuesOf({ delimiter, columns, fixed, ...rest }: Mapping): MappingValues {
  return {
    ...rest,
    delimiter: delimiter ?? '',
    columns: Object.fromEntries(
      columns.map(({ column, field, unit = '', formula = '' }) => [column, { field, unit, formula }]),
    ),
    fixed: Object.fromEntries(fixed.map(({ field, value }) => [field, value])),
  };
}

export function mappingOf({ delimiter, columns, fixed, ...rest }: MappingValues, header: readonly string[]): Mapping {
  const known: Delimiter | undefined = DELIMITERS.find((one) => one === delimiter);
  const read = columnsRead(columns, header);
  const isFixed = ([field, value]: readonly [string, string]): boolean =>
    value !== '' && read.every((one) => one.field !== field);
  return {
    ...rest,
    ...(known && { delimiter: known }),
    columns: read,
    fixed: Object.entries(fixed)
      .filter(isFixed)
      .map(([field, value]): FixedField => ({ field, value })),
  };
}

/** The columns that are read, in the order of the file. */
function columnsRead(columns: MappingValues['columns'], header: readonly string[]): MappedColumn[] {
  return header.flatMap((column): MappedColumn[] => {
    const { field, unit, formula } = columns[column] ?? NOT_READ;
    if (field === '') return [];
    const known = FILE_UNITS.find((one) => one === unit);
    return [{ column, field, ...(known && { unit: known }), ...(formula !== '' && { formula: formula.trim() }) }];
  });
}

/** The first rows as they are read with the chosen delimiter. */
export function firstRowsFor(firstRows: readonly FirstRows[], delimiter: string): FirstRows | undefined {
  return firstRows.find((rows) => (rows.delimiter ?? '') === delimiter) ?? firstRows[0];
}

/** What a column is to hold now; a unit that the new field cannot have is asked for anew. */
export function withField(before: ColumnValues, field: FileField | undefined): ColumnValues {
  if (!field) return NOT_READ;
  const units: readonly string[] = unitsOf(field.type);
  return {
    field: field.name,
    unit: units.includes(before.unit) ? before.unit : '',
    formula: field.type === 'composition' ? before.formula : '',
  };
}

export function fieldOf(kind: ImportKind, name: string): FileField | undefined {
  return KIND_FIELDS[kind].find((field) => field.name === name);
}

/** The fields that no column holds, and that could be the same in every row. */
export function fieldsLeft(kind: ImportKind, { columns }: MappingValues): readonly FileField[] {
  const taken = new Set(Object.values(columns).map(({ field }) => field));
  return KIND_FIELDS[kind].filter(({ name, type }) => type !== 'composition' && !taken.has(name));
}
