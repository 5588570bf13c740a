import { createReadStream } from 'node:fs';
import { InputError, faultAt, type UploadedFile } from '../../common/index.js';
import { DELIMITERS } from '../../domain/files/mapping.js';
import type { FileCell, FileRow } from '../../domain/files/rows.js';
import { csvRows, UnreadableFile, type ReadRows } from './file-rows.js';
import type { FirstRows } from './import.entity.js';
import { workbookRows } from './workbook-rows.js';

const HEAD_BYTES = 256 * 1024;
const SAMPLE_ROWS = 5;
const MOST_COLUMNS = 300;
const MOST_CHARACTERS = 200;

/**
 * The first rows of a file, read with each delimiter that may be meant: a person says which one is.
 *
 * @throws InputError where the file is no table, or has no first row
 */
export async function firstRowsOf(file: UploadedFile): Promise<FirstRows[]> {
  if (file.format === 'xlsx') return firstOfWorkbook(file);
  await requireText(file);
  const readings: FirstRows[] = [];
  for (const delimiter of DELIMITERS) {
    const first = await headOf(file, csvRows(delimiter));
    if (first) readings.push({ ...first, delimiter });
  }
  const parted = readings.filter(({ header }) => header.length > 1);
  const found = (parted.length > 0 ? parted : readings.slice(0, 1)).sort((a, b) => b.header.length - a.header.length);
  if (found.length === 0) throw new InputError([faultAt('', 'file-empty')]);
  return found;
}

/** @throws InputError where the file is no workbook, or its first sheet shows nothing */
async function firstOfWorkbook({ path }: UploadedFile): Promise<FirstRows[]> {
  const rows: FileRow[] = [];
  try {
    await firstInto(rows, workbookRows(null, null)(createReadStream(path)));
  } catch (error) {
    throw error instanceof UnreadableFile ? new InputError([error.fault]) : error;
  }
  const first = namedBy(rows);
  if (first) return [{ ...first, delimiter: null }];
  throw new InputError([faultAt('', 'file-empty')]);
}

/** @throws InputError where a file is no text in UTF-8, such as a workbook that is sent as CSV */
async function requireText({ path }: UploadedFile): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (decoder.decode(chunk, { stream: true }).includes('\u0000')) throw new TypeError('NUL');
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new InputError([faultAt('', 'not-readable')]);
    throw error;
  }
}

async function headOf({ path }: UploadedFile, read: ReadRows): Promise<Pick<FirstRows, 'header' | 'sample'> | null> {
  const file = createReadStream(path, { end: HEAD_BYTES - 1 });
  const rows: FileRow[] = [];
  try {
    await firstInto(rows, read(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  } finally {
    file.destroy();
  }
  return namedBy(rows);
}

async function firstInto(rows: FileRow[], read: AsyncIterable<FileRow>): Promise<void> {
  for await (const row of read) {
    rows.push(row);
    if (rows.length > SAMPLE_ROWS) break;
  }
}

function namedBy(rows: readonly FileRow[]): Pick<FirstRows, 'header' | 'sample'> | null {
  const [header, ...sample] = rows.map(({ cells }) => cells.slice(0, MOST_COLUMNS).map(shortened));
  return header?.some((name) => name !== '') ? { header, sample } : null;
}

/** As names of columns are told and compared. */
export function shortened(cell: FileCell): string {
  const text = (typeof cell === 'string' ? cell : cell.shows).trim();
  return [...text].slice(0, MOST_CHARACTERS).join('');
}
