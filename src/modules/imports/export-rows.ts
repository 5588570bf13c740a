import { KIND_FIELDS, type FileField } from '../../domain/files/kinds.js';
import { templateHeader } from '../../domain/files/mapping.js';
import { plainDigits } from '../../domain/measure/typed-number.js';
import type { WrittenCell } from '../../files/index.js';
import type { BatchAnswer } from '../batches/index.js';
import type { ExportKind } from './export.dto.js';

type Assay = BatchAnswer['assays'][number];

/** A column of an exported list; a composition has one for each formula. */
export interface ExportColumn {
  readonly field: FileField;
  readonly formula?: string;
}

/** The columns that an import of the kind reads. */
export function exportColumns(kind: ExportKind, formulas: readonly string[]): ExportColumn[] {
  return KIND_FIELDS[kind].flatMap((field): ExportColumn[] =>
    field.type === 'composition' ? formulas.map((formula) => ({ field, formula })) : [{ field }],
  );
}

export function exportHeader({ field, formula }: ExportColumn): string {
  return templateHeader(field, formula);
}

/** The assays of a batch that its rows tell of: all that stand, or the one in force. */
export function toldAssays(kind: ExportKind, { assays }: BatchAnswer): Assay[] {
  return assays.filter(({ withdrawn, inForce }) => !withdrawn && (kind === 'assays' || inForce));
}

/** The rows of a batch: one for each of its assays where the list is one of assays. */
export function exportRows(kind: ExportKind, batch: BatchAnswer, columns: readonly ExportColumn[]): WrittenCell[][] {
  const assays = toldAssays(kind, batch);
  const rows: (Assay | undefined)[] = kind === 'assays' ? assays : [assays[0]];
  return rows.map((assay) => columns.map((column) => cellOf(valueOf(column, batch, assay))));
}

/** What stands in a column: a field of the batch, or of the assay, beside it or as the row itself. */
function valueOf({ field, formula }: ExportColumn, batch: BatchAnswer, assay: Assay | undefined): unknown {
  const name = field.name.replace(/^assay\./, '');
  if (name === 'batch') return batch.code;
  if (formula !== undefined) {
    const limit = assay?.belowLimitPct[formula];
    return limit === undefined ? assay?.composition[formula] : `<${plainDigits(limit)}`;
  }
  const isOfAssay = name !== field.name || ['laboratory', 'method', 'reportNo', 'sampledAt'].includes(name);
  const [first = '', second] = name.split('.');
  const value = (isOfAssay ? assay : batch)?.[first as never] as unknown;
  return second === undefined ? value : (value as Record<string, unknown> | null)?.[second];
}

function cellOf(value: unknown): WrittenCell {
  if (typeof value === 'number') return { kind: 'number', text: plainDigits(value) };
  if (typeof value === 'boolean') return { kind: 'text', text: String(value) };
  return typeof value === 'string' && value !== '' ? { kind: 'text', text: value } : null;
}
