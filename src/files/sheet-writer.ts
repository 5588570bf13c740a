import { cellName } from './sheet.js';
import { zipOf, type ZipPart } from './zip-writer.js';

/** What is written into a cell; a number is given by its digits, so that none of them is lost. */
export type WrittenCell =
  | { readonly kind: 'text' | 'number' | 'date'; readonly text: string }
  /** Nothing. */
  | null;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** A sheet has room for so many rows, with the one of its headers. */
const MOST_ROWS = 1_048_576;
const PIECE_CHARACTERS = 64 * 1024;

/**
 * A workbook of one sheet with a row of headers, in memory that does not grow with its rows. Texts are cells of text, which
 * no spreadsheet program runs as a formula; equal rows make equal bytes.
 */
export function writeSheet(
  headers: readonly string[],
  rows: AsyncIterable<readonly WrittenCell[]>,
): AsyncGenerator<Buffer> {
  return zipOf(partsOf(headers, rows));
}

function* partsOf(headers: readonly string[], rows: AsyncIterable<readonly WrittenCell[]>): Generator<ZipPart> {
  const type = (part: string, is: string): string => `<Override PartName="${part}" ContentType="${TYPE}.${is}+xml"/>`;
  const link = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const links = (all: string): string =>
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${all}</Relationships>`;
  yield part(
    '[Content_Types].xml',
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${type('/xl/workbook.xml', 'sheet.main')}${type('/xl/worksheets/sheet1.xml', 'worksheet')}${type('/xl/styles.xml', 'styles')}</Types>`,
  );
  yield part('_rels/.rels', links(link('r1', 'officeDocument', 'xl/workbook.xml')));
  yield part(
    'xl/workbook.xml',
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    links(link('r1', 'worksheet', 'worksheets/sheet1.xml') + link('r2', 'styles', 'styles.xml')),
  );
  yield part('xl/styles.xml', STYLES);
  yield { name: 'xl/worksheets/sheet1.xml', content: sheetXml(headers, rows) };
}

function part(name: string, text: string): ZipPart {
  return { name, content: [text] };
}

/** The second style shows days, the third times. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

async function* sheetXml(
  headers: readonly string[],
  rows: AsyncIterable<readonly WrittenCell[]>,
): AsyncGenerator<string> {
  let text = `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${rowXml(
    1,
    headers.map((header) => ({ kind: 'text', text: header })),
  )}`;
  let number = 1;
  for await (const row of rows) {
    number += 1;
    if (number > MOST_ROWS) throw new Error(`A sheet has no room for more than ${MOST_ROWS} rows.`);
    text += rowXml(number, row);
    if (text.length < PIECE_CHARACTERS) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function rowXml(number: number, cells: readonly WrittenCell[]): string {
  const written = cells.map((cell, column) =>
    cell === null || cell.text === '' ? '' : cellXml(cellName(number, column), cell),
  );
  return `<row r="${number}">${written.join('')}</row>`;
}

function cellXml(name: string, { kind, text }: NonNullable<WrittenCell>): string {
  if (kind === 'number') return `<c r="${name}"><v>${text}</v></c>`;
  const days = kind === 'date' ? daysOf(text) : null;
  if (days !== null) return `<c r="${name}" s="${text.length > 10 ? 2 : 1}"><v>${days}</v></c>`;
  return `<c r="${name}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(1899, 11, 30);
/** Before it, days are counted as if 1900 had been a leap year. */
const FIRST_SURE_DAY = 61;

/** A day or a local time as the number of days that sheets keep; `null` for what they do not count surely. */
function daysOf(text: string): number | null {
  const at = Date.parse(text.length > 10 ? `${text}Z` : text);
  const days = (at - FIRST_DAY) / DAY_MS;
  return Number.isFinite(days) && days >= FIRST_SURE_DAY ? days : null;
}

/** Text as XML has it: what it has no room for is written as `_x001F_`, and so is what would be read as that. */
function escaped(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
