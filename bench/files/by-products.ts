import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeSheet, type WrittenCell } from '../../src/files/index.js';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 2);
/** The by-products of a file arose on so many days. */
const DAYS = 300;

type Column = readonly [name: string, kind: NonNullable<WrittenCell>['kind'], cell: (number: number) => string];

/** What the other benches log one by one: a drum of grinding sludge with the assay of a laboratory. */
function columns(name: string, rows: number): Column[] {
  const day = (number: number): string => {
    return new Date(FIRST_DAY + Math.floor((number * DAYS) / rows) * DAY_MS).toISOString().slice(0, 10);
  };
  const always = (text: string) => (): string => text;
  return [
    ['code', 'text', (number) => `${name}-${number}`],
    ['stream', 'text', always('grinding-sludge-oily')],
    ['occurredAt', 'date', day],
    ['alloy', 'text', always('NdFeB')],
    ['pieces', 'number', always('1')],
    ['containerId', 'text', (number) => `DRUM-${number % 500}`],
    ['grossKg [kg]', 'number', (number) => `${928 + (number % 100) / 10}`],
    ['tareKg [kg]', 'number', always('28.4')],
    ['moisturePct [%]', 'number', (number) => `${10 + (number % 5)}`],
    ['oilPct [%]', 'number', always('6')],
    ['assay.laboratory', 'text', always('Plant laboratory')],
    ['assay.method', 'text', always('ICP-OES')],
    ['assay.sampledAt', 'date', day],
    ['assay.composition Nd [%]', 'number', (number) => `${26 + (number % 10) / 10}`],
    ['assay.composition Pr [%]', 'number', always('8.1')],
    ['assay.composition Dy [%]', 'number', always('1.1')],
    ['assay.composition Fe [%]', 'number', always('52.3')],
    ['assay.composition B [%]', 'number', always('0.8')],
  ];
}

export type Format = 'csv' | 'xlsx';

/** A file of by-products with assays, their codes beginning with a name. @returns its bytes */
export async function byProductsFile(format: Format, name: string, rows: number, path: string): Promise<Buffer> {
  const all = columns(name, rows);
  const headers = all.map(([header]) => header);
  const content = format === 'csv' ? csvOf(headers, all, rows) : writeSheet(headers, sheetRows(all, rows));
  await pipeline(Readable.from(content), createWriteStream(path));
  return readFile(path);
}

/** None of these cells needs quotes. */
function* csvOf(headers: readonly string[], all: readonly Column[], rows: number): Generator<string> {
  yield `${headers.join(',')}\n`;
  for (let number = 0; number < rows; number += 1) yield `${all.map(([, , cell]) => cell(number)).join(',')}\n`;
}

async function* sheetRows(all: readonly Column[], rows: number): AsyncGenerator<WrittenCell[]> {
  for (let number = 0; number < rows; number += 1) {
    yield await Promise.resolve(all.map(([, kind, cell]) => ({ kind, text: cell(number) })));
  }
}
