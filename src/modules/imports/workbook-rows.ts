import type { Readable } from 'node:stream';
import { readSheet, SheetError, type SheetCell } from '../../files/index.js';
import { KIND_FIELDS, type ImportKind } from '../../domain/files/kinds.js';
import type { MappedColumn, Mapping } from '../../domain/files/mapping.js';
import type { FileCell, FileRow } from '../../domain/files/rows.js';
import { UnreadableFile, type ReadRows } from './file-rows.js';

/**
 * Rows of the first visible sheet of a workbook. Its numbers and days need no reading, so that they are written as the
 * mapping says that texts are: a comma or the order of a day can then not be taken for another. Where a text belongs, such as a
 * code, they are one only where the sheet shows nothing but their digits.
 *
 * @throws UnreadableFile
 */
export function workbookRows(kind: ImportKind | null, mapping: Mapping | null): ReadRows {
  const texts = new Set(kind ? KIND_FIELDS[kind].filter(({ type }) => type === 'text').map(({ name }) => name) : []);
  const columns = new Map(mapping?.columns.map((mapped) => [mapped.column, mapped]));
  return async function* rows(file) {
    let line = 1;
    let header: readonly string[] | null = null;
    try {
      // Its directory stands at the end, so that it is whole before it can be read: packed, at most as large as an upload.
      for await (const { number, cells } of readSheet(await wholeOf(file))) {
        const row: FileRow = {
          line: number,
          cells: cells.map((cell, index) => {
            const mapped = columns.get(header?.[index] ?? '');
            return isOtherText(cell, texts.has(mapped?.field ?? ''))
              ? { shows: cell.text, fault: 'shown-otherwise' }
              : cellOf(cell, mapping, mapped);
          }),
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

function isOtherText(cell: SheetCell | null, isText: boolean): cell is SheetCell {
  return isText && (cell?.kind === 'date' || (cell?.kind === 'number' && cell.isDressed === true));
}

function cellOf(cell: SheetCell | null, mapping: Mapping | null, mapped: MappedColumn | undefined): FileCell {
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
      return !cell.isPercent || mapped?.unit === '%' ? shown : { shows: `${shown} %`, fault: 'cell-not-a-number' };
    }
  }
}

function inOrder(text: string, order: Mapping['dates']): string {
  const [year = '', month = '', day = ''] = text.slice(0, 10).split('-');
  const time = text.slice(10);
  if (order === 'day-first') return `${day}.${month}.${year}${time}`;
  return order === 'month-first' ? `${month}/${day}/${year}${time}` : text;
}
