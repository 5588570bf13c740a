import { codeKey } from '../matter/code.js';
import { DomainError, InputError, pointerTo } from '../measure/errors.js';
import { faultAt, type FaultCode, type FaultParams } from '../measure/faults.js';
import { readCell, type CellFault, type CellRule } from './cells.js';
import { KIND_FIELDS, KIND_SUBJECTS, type FileField, type ImportKind } from './kinds.js';
import { fixedValue, type MappedColumn, type Mapping } from './mapping.js';

/** A cell as a file has it: what it shows, or why nothing can be said of it. */
export type FileCell = string | { readonly shows: string; readonly fault: FaultCode };

/** A row of a file, with the line or row number by which people find it. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly FileCell[];
}

/** What is wrong in a row, and what to do; without a column where it is not one cell that is wrong. */
export interface RowFault {
  readonly row: number;
  readonly column: string | null;
  readonly value: string | null;
  /** A code of a fault, or that of a refusal. */
  readonly code: string;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What a row says, in the fields of the single call. */
export type RowBody = Readonly<Record<string, unknown>>;

/** A row that was read. */
export interface ReadRow {
  /** The key of the code of what it is about. */
  readonly subject: string;
  readonly body: RowBody;
  readonly faults: readonly RowFault[];
}

/** How all rows of a file are read. */
export interface Reading {
  readonly kind: ImportKind;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly timeZone: string;
}

const TOTAL = /^(total|totals|sum|subtotal|grand total|summe|gesamt|gesamtsumme|zwischensumme)\b/i;

/** How one column of a file is read. */
interface Plan {
  readonly index: number;
  readonly column: string;
  readonly field: FileField;
  readonly formula: string;
  readonly rule: CellRule;
}

/** What all rows of a file are read by, worked out once. @returns for a row every fault of every cell, and what it says where there is none */
export function rowReader(reading: Reading): (row: FileRow) => ReadRow {
  const { kind, header, mapping, timeZone } = reading;
  const fields = new Map(KIND_FIELDS[kind].map((field) => [field.name, field]));
  const plans = mapping.columns.flatMap(({ field: name, column, formula = '', unit }): Plan[] => {
    const field = fields.get(name);
    if (!field) return [];
    const rule = { type: field.type, unit, mapping, timeZone };
    return [{ index: header.indexOf(column), column, field, formula, rule }];
  });
  const fixed = mapping.fixed.map(({ field, value }) => [field, fixedValue(value, fields.get(field)?.type)] as const);
  return (row) => unreadableRow(row, header) ?? readCells(row, { reading, plans, fixed });
}

function unreadableRow(row: FileRow, header: readonly string[]): ReadRow | null {
  const first = row.cells.find((cell) => !isBlank(cell));
  if (first === undefined) return unreadable(rowFault(row, 'empty-row'));
  if (TOTAL.test(shownIn(first).trim())) return unreadable(rowFault(row, 'total-row'));
  if (row.cells.length > header.length && !row.cells.slice(header.length).every(isBlank)) {
    return unreadable(rowFault(row, 'other-cells', { count: row.cells.length, most: header.length }));
  }
  return null;
}

interface Plans {
  readonly reading: Reading;
  readonly plans: readonly Plan[];
  readonly fixed: readonly (readonly [string, unknown])[];
}

function readCells(row: FileRow, { reading, plans, fixed }: Plans): ReadRow {
  const said = new Map<string, unknown>(fixed);
  const faults: RowFault[] = [];
  const compositions = new Map<string, Record<string, unknown>>();
  for (const { index, column, field, formula, rule } of plans) {
    const cell = row.cells[index] ?? '';
    const read = typeof cell === 'string' ? readCell(cell, rule) : { fault: worded(cell.fault) };
    if ('fault' in read) faults.push({ row: row.line, column, value: shownIn(cell), ...read.fault });
    else if (read.value === undefined) {
      const isMissing = field.needed && field.type !== 'composition';
      if (isMissing) faults.push({ row: row.line, column, value: shownIn(cell), ...worded('missing-cell') });
    } else if (field.type !== 'composition') said.set(field.name, read.value);
    else {
      const known = compositions.get(field.name) ?? {};
      known[formula] = read.value;
      compositions.set(field.name, known);
    }
  }
  for (const [name, composition] of compositions) said.set(name, composition);
  const subject = said.get(KIND_SUBJECTS[reading.kind]);
  return {
    subject: typeof subject === 'string' ? codeKey(subject) : '',
    body: faults.length > 0 ? {} : bodyOf(said, reading, compositions.size > 0),
    faults,
  };
}

function isBlank(cell: FileCell): boolean {
  return shownIn(cell).trim() === '';
}

function unreadable(fault: RowFault): ReadRow {
  return { subject: '', body: {}, faults: [fault] };
}

function shownIn(cell: FileCell): string {
  return typeof cell === 'string' ? cell : cell.shows;
}

/** What a row is without the fields of an assay where it has no composition: there is no assay in it. */
function bodyOf(said: ReadonlyMap<string, unknown>, { kind, mapping }: Reading, hasComposition: boolean): RowBody {
  const body: Record<string, unknown> = {};
  for (const [name, value] of said) {
    const [first = '', second] = name.split('.');
    if (second === undefined) body[first] = value;
    else if (first !== 'assay' || hasComposition) {
      const inner = (body[first] ?? {}) as Record<string, unknown>;
      inner[second] = value;
      body[first] = inner;
    }
  }
  const assay = (kind === 'assays' ? body : body['assay']) as Record<string, unknown> | undefined;
  if (assay && mapping.basis === 'ignited') assay['basis'] = 'ignited';
  if (assay && mapping.basis === 'wet') assay['composition'] = ofDryMass(assay['composition'], body);
  return body;
}

/** Fractions of all that was weighed as fractions of the dry mass, to a part per million, half up. */
function ofDryMass(composition: unknown, body: RowBody): unknown {
  const share = 1 - (numberIn(body['moisturePct']) + numberIn(body['oilPct'])) / 100;
  if (typeof composition !== 'object' || composition === null || share <= 0) return composition;
  return Object.fromEntries(
    Object.entries(composition).map(([formula, value]: [string, unknown]) => {
      const isBelow = typeof value === 'string';
      const percent = Math.round((Number(isBelow ? value.slice(1) : value) / share) * 10_000) / 10_000;
      return [formula, isBelow ? `<${percent}` : percent];
    }),
  );
}

function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function worded<Code extends FaultCode>(code: Code, ...params: FaultParams<Code>): CellFault {
  const { message, params: known } = faultAt('', code, ...params);
  return { code, message, ...(known && { params: known }) };
}

/** What is wrong with a row as a whole. */
export function rowFault<Code extends FaultCode>(
  row: Pick<FileRow, 'line'>,
  code: Code,
  ...params: FaultParams<Code>
): RowFault {
  return { row: row.line, column: null, value: null, ...worded(code, ...params) };
}

/**
 * What the single call would have refused, told by the columns of the file. Where rows are lines of one thing, each is told what is
 * wrong with itself.
 *
 * @param row with its place among those of the same act
 */
export function refusedRow(
  row: FileRow & { readonly place: number },
  error: DomainError,
  { header, mapping, kind }: Reading,
): RowFault[] {
  const cellOf = (mapped: MappedColumn | undefined): Pick<RowFault, 'row' | 'column' | 'value'> => ({
    row: row.line,
    column: mapped?.column ?? null,
    value: mapped ? shownIn(row.cells[header.indexOf(mapped.column)] ?? '') : null,
  });
  if (error instanceof InputError) {
    const own = error.faults.flatMap((fault) => {
      const [, place, rest = ''] = /^\/lines\/(\d+)(.*)$/s.exec(fault.pointer) ?? [];
      if (place === undefined) return [fault];
      return Number(place) === row.place ? [{ ...fault, pointer: rest }] : [];
    });
    if (own.length === 0) return [rowFault(row, 'others-wrong')];
    return own.map(({ pointer, message, code, params }) => ({
      ...cellOf(mapping.columns.find((mapped) => pointsTo(mapped, pointer))),
      code,
      message,
      ...(params && { params }),
    }));
  }
  const subject = mapping.columns.find(({ field }) => field === KIND_SUBJECTS[kind]);
  const params = Object.fromEntries(
    Object.entries(error.facts).filter(([, fact]) => typeof fact === 'string' || typeof fact === 'number'),
  ) as NonNullable<RowFault['params']>;
  const isSaid = Object.keys(params).length > 0;
  return [{ ...cellOf(subject), code: error.code, message: error.message, ...(isSaid && { params }) }];
}

function pointsTo({ field, formula }: MappedColumn, pointer: string): boolean {
  const own = `/${field.replace('.', '/')}`;
  return pointer === (formula === undefined ? own : pointerTo(own, formula));
}
