import { KIND_FIELDS, type FileField } from '../../domain/files/kinds.js';
import { templateHeader } from '../../domain/files/mapping.js';
import { plainDigits } from '../../domain/measure/typed-number.js';
import type { WrittenCell } from '../../files/index.js';
import type { ExportKind } from './export.dto.js';

/** One row of a list: its fields as the single call names them, what lies inside of another below its name. */
export type ListedRow = Readonly<Record<string, unknown>>;

/** A column of an exported list; a composition has one for each formula. */
interface ExportColumn {
  readonly field: FileField;
  readonly formula?: string;
}

const text = (name: string): FileField => ({ name, type: 'text', needed: false });
const mass = (name: string): FileField => ({ name, type: 'mass', needed: false });

/** What is written of each kind: what its import reads, in that order. */
const EXPORT_FIELDS: Readonly<Record<ExportKind, readonly FileField[]>> = {
  ...KIND_FIELDS,
  shipments: [
    ...['code', 'status', 'fromSite', 'toSite', 'carrier', 'plannedOn', 'dispatchedAt', 'receivedAt', 'batch'].map(
      text,
    ),
    ...['announcedDryKg', 'receivedDryKg', 'settledDryKg', 'refusedDryKg'].map(mass),
  ],
  runs: [
    ...['code', 'kind', 'status', 'site', 'custodyModel', 'startedAt', 'occurredAt'].map(text),
    ...['dryInKg', 'dryOutKg', 'residueKg'].map(mass),
  ],
};

/** The columns of a kind; of compositions one for each of the formulas that the list has. */
export function exportColumns(kind: ExportKind, formulas: readonly string[]): ExportColumn[] {
  return EXPORT_FIELDS[kind].flatMap((field): ExportColumn[] =>
    field.type === 'composition' ? formulas.map((formula) => ({ field, formula })) : [{ field }],
  );
}

export function hasCompositions(kind: ExportKind): boolean {
  return EXPORT_FIELDS[kind].some(({ type }) => type === 'composition');
}

export function exportHeader({ field, formula }: ExportColumn): string {
  return templateHeader(field, formula);
}

/** The formulas that the compositions of a row name. */
export function formulasOf(kind: ExportKind, row: ListedRow): string[] {
  return EXPORT_FIELDS[kind]
    .filter(({ type }) => type === 'composition')
    .flatMap(({ name }) => Object.keys((valueAt(row, name) as object | undefined) ?? {}));
}

export function exportRow(row: ListedRow, columns: readonly ExportColumn[]): WrittenCell[] {
  return columns.map(({ field, formula }) => {
    const value = valueAt(row, field.name);
    return cellOf(formula === undefined ? value : (value as ListedRow | undefined)?.[formula]);
  });
}

/** What a laboratory found, as a file has it: what is below its limit is written `<0.05`. */
interface ShownAssay {
  readonly composition: Readonly<Record<string, number>>;
  readonly belowLimitPct: Readonly<Record<string, number>>;
}

export function writtenComposition({ composition, belowLimitPct }: ShownAssay): ListedRow {
  return Object.fromEntries(
    Object.entries(composition).map(([formula, value]) => {
      const limit = belowLimitPct[formula];
      return [formula, limit === undefined ? value : `<${plainDigits(limit)}`];
    }),
  );
}

function valueAt(row: ListedRow, name: string): unknown {
  const [first = '', second] = name.split('.');
  const value = row[first];
  return second === undefined ? value : (value as ListedRow | null | undefined)?.[second];
}

function cellOf(value: unknown): WrittenCell {
  if (typeof value === 'number') return { kind: 'number', text: plainDigits(value) };
  if (typeof value === 'boolean') return { kind: 'text', text: String(value) };
  return typeof value === 'string' && value !== '' ? { kind: 'text', text: value } : null;
}
