import { faultAt } from '../domain/measure/faults.js';
import { MergedSweep, mergedCells, type MergedCells } from './merged-cells.js';
import {
  columnOf,
  SHEET_LIMITS,
  SheetError,
  type SheetCell,
  type CellFaultCode,
  type SheetLimits,
  type SheetRow,
} from './sheet.js';
import { isoDateText, shownNumber } from './shown-value.js';
import { readWorkbook, TextOfItem, unescaped, type Workbook } from './workbook.js';
import { isTrue, readXml, type XmlReader } from './xml.js';
import { Parts, type SheetFile } from './zip-reader.js';

/**
 * The rows that the first visible sheet of a workbook shows, one by one, in memory that does not grow with their number.
 * What a cell holds beside what it shows, or shows without holding it, is a fault of that cell and never a value: formulas
 * that nobody has worked out, errors, cells behind a merged one, and what stands in hidden columns and rows.
 *
 * @throws SheetError what is no workbook, or would be too large
 */
export async function* readSheet(file: SheetFile, limits: SheetLimits = SHEET_LIMITS): AsyncGenerator<SheetRow> {
  const parts = await Parts.open(file, limits);
  try {
    const workbook = await readWorkbook(parts, limits);
    const bytes = (): AsyncGenerator<Buffer> => parts.bytes(workbook.sheet.part, limits.sheetBytes);
    const reader = new RowReader(workbook, await mergedCells(bytes(), limits), limits);
    for await (const piece of readXml(bytes(), reader)) {
      void piece;
      yield* reader.taken();
    }
  } finally {
    parts.close();
  }
}

/** A cell while it is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  value: string;
}

class RowReader implements XmlReader {
  private rows: SheetRow[] = [];
  private count = 0;
  private row = 0;
  private lastShown = 0;
  private column = -1;
  private isHiddenRow = false;
  private cells: (SheetCell | null)[] = [];
  private cell: OpenCell | null = null;
  private isValue = false;
  private readonly item = new TextOfItem();
  private readonly hidden: { readonly from: number; readonly to: number }[] = [];
  private readonly merged: MergedSweep;

  constructor(
    private readonly workbook: Workbook,
    merged: readonly MergedCells[],
    private readonly limits: SheetLimits,
  ) {
    this.merged = new MergedSweep(merged);
  }

  /** The rows that were read since they were last taken. */
  taken(): SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  opened(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v') this.isValue = true;
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'f' && this.cell) this.cell.hasFormula = true;
    else if (name === 'col') this.seeColumns(attributes);
    else this.item.opened(name);
  }

  closed(name: string): void {
    if (name === 'c') this.closeCell();
    else if (name === 'v') this.isValue = false;
    else if (name === 'row') this.closeRow();
    else this.item.closed(name);
  }

  text(text: string): void {
    if (!this.cell) return;
    if (this.isValue) this.cell.value += text;
    else this.item.add(text);
  }

  private seeColumns({ min = '', max = '', hidden, width }: Readonly<Record<string, string>>): void {
    if (isTrue(hidden) || width === '0') this.hidden.push({ from: Number(min) - 1, to: Number(max) - 1 });
  }

  private openRow({ r, hidden, ht }: Readonly<Record<string, string>>): void {
    const number = r === undefined ? this.row + 1 : Number(r);
    if (!Number.isInteger(number) || number <= this.row) throw new SheetError(faultAt('', 'not-a-workbook'));
    this.row = number;
    this.isHiddenRow = isTrue(hidden) || ht === '0';
    this.column = -1;
    this.cells = [];
    if (this.row - this.lastShown > this.limits.emptyRows) {
      throw new SheetError(
        faultAt('', 'too-many-empty-rows', { row: this.lastShown + 1, most: this.limits.emptyRows }),
      );
    }
  }

  private closeRow(): void {
    this.hideMerged();
    if (this.cells.length === 0) return;
    this.lastShown = this.row;
    this.count += 1;
    if (this.count > this.limits.rows)
      throw new SheetError(faultAt('', 'too-many-rows', { most: this.limits.rows - 1 }));
    this.rows.push({ number: this.row, cells: this.cells });
    this.cells = [];
  }

  private openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.column + 1 : columnOf(r);
    if (column <= this.column) throw new SheetError(faultAt('', 'not-a-workbook'));
    this.column = column;
    this.item.clear();
    this.cell = { column, type: t, style: Number(s), hasFormula: false, value: '' };
  }

  private closeCell(): void {
    const { cell } = this;
    this.cell = null;
    if (!cell) return;
    const shown = this.shown(cell);
    if (shown) this.put(cell.column, this.guarded(cell.column, shown));
  }

  private put(column: number, cell: SheetCell): void {
    if (column >= this.limits.columns)
      throw new SheetError(faultAt('', 'too-many-columns', { most: this.limits.columns }));
    while (this.cells.length < column) this.cells.push(null);
    this.cells[column] = cell;
  }

  /** A cell that nobody sees in the spreadsheet program is no entry of anybody's. */
  private guarded(column: number, cell: SheetCell): SheetCell {
    if (this.isHiddenRow) return fault('hidden-row', cell.text);
    const isHidden = this.hidden.some(({ from, to }) => from <= column && column <= to);
    if (isHidden) return fault('hidden-column', cell.text);
    return cell.text.length > this.limits.cellCharacters ? fault('cell-too-long', '') : cell;
  }

  private hideMerged(): void {
    for (const { firstRow, firstColumn, lastColumn } of this.merged.of(this.row)) {
      const most = Math.min(lastColumn, this.limits.columns - 1);
      for (let column = firstColumn; column <= most; column += 1) {
        if (this.row > firstRow || column > firstColumn) this.put(column, fault('merged-cell', ''));
      }
    }
  }

  /** `null` where it shows nothing. */
  private shown({ type, style, hasFormula, value }: OpenCell): SheetCell | null {
    const { workbook } = this;
    if (type === 'inlineStr') return textCell(this.item.shown());
    if (hasFormula && (workbook.isUncalculated || (value === '' && type !== 'str'))) {
      return fault('formula-without-value', '');
    }
    if (type === 'str') return textCell(unescaped(value));
    if (value === '') return null;
    if (type === 's') return sharedCell(workbook.strings.text(Number(value)));
    if (type === 'b') return textCell(value === '1' ? 'TRUE' : 'FALSE');
    if (type === 'e') return fault('cell-error', value);
    if (type === 'd') return dateCell(value);
    const cell = shownNumber(value.trim(), workbook.forms[style] ?? 'plain', workbook.epoch);
    return cell.kind === 'number' && !cell.isPercent && workbook.dressing.has(style)
      ? { ...cell, isDressed: true }
      : cell;
  }
}

function fault(code: CellFaultCode, text: string): SheetCell {
  return { kind: 'fault', code, text };
}

function textCell(text: string): SheetCell | null {
  return text === '' ? null : { kind: 'text', text };
}

function sharedCell(text: string | undefined): SheetCell | null {
  if (text === undefined) throw new SheetError(faultAt('', 'not-a-workbook'));
  return textCell(text);
}

function dateCell(value: string): SheetCell {
  const text = isoDateText(value);
  return text === null ? fault('no-such-day', value) : { kind: 'date', text };
}
