import { faultAt } from '../domain/measure/faults.js';
import { columnOf, SheetError, type SheetLimits } from './sheet.js';

/** Cells that are shown as one, from 1 and from 0, both ends inclusive. */
export interface MergedCells {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** How much is kept of what was read, so that a word that two pieces share is found. */
const KEPT = 400;
const END_OF_ROWS = /<\/(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*\/>/;
const MERGED =
  /<(?:\w+:)?mergeCell\s[^>]*?\bref=["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["'][^>]*>/g;

/**
 * The merged cells of a sheet, in the order of their first rows. A sheet names them behind all of its rows, so that it is
 * looked through once before these are read.
 *
 * @throws SheetError
 */
export async function mergedCells(bytes: AsyncIterable<Buffer>, limits: SheetLimits): Promise<MergedCells[]> {
  const found: MergedCells[] = [];
  let kept = '';
  let isBehindRows = false;
  for await (const chunk of bytes) {
    let text = kept + chunk.toString('latin1');
    if (!isBehindRows) {
      const end = END_OF_ROWS.exec(text);
      if (!end) {
        kept = text.slice(-KEPT);
        continue;
      }
      isBehindRows = true;
      text = text.slice(end.index + end[0].length);
    }
    let read = 0;
    for (const match of text.matchAll(MERGED)) {
      read = match.index + match[0].length;
      found.push(rangeOf(match));
      if (found.length > limits.merges) throw new SheetError(faultAt('', 'too-many-merged', { most: limits.merges }));
    }
    kept = text.slice(Math.max(read, text.length - KEPT));
  }
  return found.sort((one, other) => one.firstRow - other.firstRow);
}

function rangeOf([, left = '', top = '', right = '', bottom = '']: readonly string[]): MergedCells {
  return {
    firstRow: Number(top),
    lastRow: Number(bottom),
    firstColumn: columnOf(left),
    lastColumn: columnOf(right),
  };
}

/** Says of row after row which of its cells are hidden behind another. */
export class MergedSweep {
  private next = 0;
  private open: MergedCells[] = [];

  constructor(private readonly ranges: readonly MergedCells[]) {}

  /** The ranges that a row has cells of; rows are asked for in their order. */
  of(row: number): readonly MergedCells[] {
    if (this.next === this.ranges.length && this.open.length === 0) return this.open;
    this.open = this.open.filter(({ lastRow }) => lastRow >= row);
    for (let range = this.ranges[this.next]; range && range.firstRow <= row; range = this.ranges[this.next]) {
      if (range.lastRow >= row) this.open.push(range);
      this.next += 1;
    }
    return this.open;
  }
}
