import type { Readable } from 'node:stream';
import { readSheet, SheetError, type SheetCell } from '../../files/index.js';
import type { Mapping } from '../../domain/files/mapping.js';
import type { FileCell, FileRow } from '../../domain/files/rows.js';
import { UnreadableFile, type ReadRows } from './file-rows.js';

/**
 * Rows of the first visible sheet of a workbook. Its numbers and days need no reading, so that they are written as the
 * mapping says that texts are: a comma or the order of a day can then not be taken for another.
 *
 * @throws UnreadableFile
 */
export function workbookRows(mapping: Mapping | null): ReadRows {
  return async function* rows(file) {
    let line = 1;
    let header: readonly string[] | null = null;
    try {
      // Its directory stands at the end, so that it is whole before it can be read: packed, at most as large as an upload.
      for await (const { number, cells } of readSheet(await wholeOf(file))) {
        const units = header?.map((name) => mapping?.columns.find(({ column }) => column === name)?.unit);
        const row: FileRow = {
          line: number,
          cells: cells.map((cell, column) => cellOf(cell, mapping, units?.[column])),
        };
        header ??= row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.shows).trim());
        yield row;
        line = number + 1;
      }
    } catch (error) {
      if (error instanceof SheetError) throw new UnreadableFile(line, error.fault);
      throw error;
    }
  };
}

async function wholeOf(file: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of file as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function cellOf(cell: SheetCell | null, mapping: Mapping | null, unit: string | undefined): FileCell {
  if (!cell) return '';
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'fault':
      return { shows: cell.text, fault: cell.code };
    case 'date':
      return inOrder(cell.text, mapping?.dates ?? 'year-first');
    case 'number': {
      const shown = mapping?.decimal === 'comma' ? cell.text.replace('.', ',') : cell.text;
      // 24.5 % is not 24.5 of another unit.
      return !cell.isPercent || unit === '%' ? shown : { shows: `${shown} %`, fault: 'cell-not-a-number' };
    }
  }
}

function inOrder(text: string, order: Mapping['dates']): string {
  const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
  const time = text.slice(10);
  if (order === 'day-first') return `${day}.${month}.${year}${time}`;
  return order === 'month-first' ? `${month}/${day}/${year}${time}` : text;
}
