import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Delimiter } from '../../domain/files/mapping.js';
import { faultAt, type Fault } from '../../domain/measure/faults.js';
import type { FileRow } from '../../domain/files/rows.js';

/** The rows of a file as it comes, the first row, which names the columns, among them. */
export type ReadRows = (file: Readable) => AsyncIterable<FileRow>;

/** A file that is no table, or not to its end. */
export class UnreadableFile extends Error {
  constructor(
    readonly line: number,
    readonly fault: Fault,
  ) {
    super(`The file cannot be read from line ${line} on.`);
  }
}

const MOST_RECORD = 1024 * 1024;

/** Rows of CSV. No cell gets a type: `12-3` stays what it is. @throws UnreadableFile */
export function csvRows(delimiter: Delimiter): ReadRows {
  return async function* rows(file) {
    const parser = file.pipe(
      parse({
        delimiter,
        bom: true,
        info: true,
        relax_column_count: true,
        max_record_size: MOST_RECORD,
      }),
    );
    file.on('error', (error) => parser.destroy(error));
    let line = 1;
    try {
      for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
        yield { line, cells: record };
        line = info.lines + 1;
      }
    } catch (error) {
      if (error instanceof CsvError) throw new UnreadableFile(line, faultAt('', 'broken-record'));
      throw error;
    }
  };
}
