import type { Fault, FaultCode } from '../domain/measure/faults.js';

/** What a cell shows. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  /** All its digits with a point, no exponent: of `24.5 %` it is `24.5`, and `isPercent`. */
  | {
      readonly kind: 'number';
      readonly text: string;
      readonly isPercent: boolean;
      /** Where more is shown than its digits: zeros before them, or words and signs around them. */
      readonly isDressed?: true;
    }
  /** `2026-03-15`, or `2026-03-15T14:30:00` where the cell shows a time; sheets know no time zones. */
  | { readonly kind: 'date'; readonly text: string }
  /** What nothing may be read from. */
  | { readonly kind: 'fault'; readonly code: CellFaultCode; readonly text: string };

/** What can be wrong with a cell. */
export type CellFaultCode = Extract<
  FaultCode,
  | 'formula-without-value'
  | 'merged-cell'
  | 'cell-error'
  | 'hidden-column'
  | 'hidden-row'
  | 'no-such-day'
  | 'duration-cell'
  | 'scaled-cell'
  | 'number-not-kept'
  | 'no-number-cell'
  | 'cell-too-long'
>;
/** A row of a sheet that shows something. */
export interface SheetRow {
  /** As the spreadsheet program numbers it, from 1. */
  readonly number: number;
  /** By column; `null` is an empty cell. Ends with the last that shows something. */
  readonly cells: readonly (SheetCell | null)[];
}

/** A file that is no workbook, or one that must not be read on. */
export class SheetError extends Error {
  constructor(readonly fault: Fault) {
    super(`The file cannot be read as a sheet: it ${fault.message}.`);
    this.name = 'SheetError';
  }
}

/** How much of a file is read at most: a small file may unpack to more than a disk holds. */
export interface SheetLimits {
  /** Unpacked, of the sheet. */
  readonly sheetBytes: number;
  /** Unpacked, of everything else that is read, one by one. */
  readonly partBytes: number;
  /** How many times larger than packed. */
  readonly ratio: number;
  /** What may be unpacked whatever the ratio. */
  readonly freeBytes: number;
  /** Rows that show something. */
  readonly rows: number;
  readonly columns: number;
  /** One after the other. */
  readonly emptyRows: number;
  readonly merges: number;
  readonly cellCharacters: number;
}

/** More than 250,000 rows of all fields of a kind, as every program writes them, need; a sheet has room for 1,048,576. */
export const SHEET_LIMITS: SheetLimits = {
  sheetBytes: 1_500_000_000,
  partBytes: 200_000_000,
  ratio: 200,
  freeBytes: 20_000_000,
  rows: 250_001,
  columns: 256,
  emptyRows: 10_000,
  merges: 10_000,
  cellCharacters: 32_767,
};

/** `BC12` of the row 12 and the column 54, as spreadsheet programs call a cell. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`;
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** The column, from 0, of a name like `BC` or `BC12`; -1 where it is none. */
export function columnOf(name: string): number {
  let column = 0;
  let index = 0;
  for (; index < name.length && index < 4; index += 1) {
    const code = name.charCodeAt(index) - 64;
    if (code < 1 || code > 26) break;
    column = column * 26 + code;
  }
  return column - 1;
}
