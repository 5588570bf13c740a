import * as sheetJs from '@e965/xlsx';
import writeExcelFile from 'write-excel-file/node';
import { deflateRawSync, crc32 } from 'node:zlib';
import { readSheet } from './sheet-reader.js';
import { cellName, columnOf, SHEET_LIMITS, SheetError, type SheetLimits, type SheetRow } from './sheet.js';
import { dateText, decimalText, formOf, isDressing } from './shown-value.js';

const text = (shown: string): object => ({ kind: 'text', text: shown });
const number = (shown: string, isPercent = false): object => ({ kind: 'number', text: shown, isPercent });
const date = (shown: string): object => ({ kind: 'date', text: shown });
const fault = (code: string, shown = ''): object => ({ kind: 'fault', code, text: shown });

async function rowsOf(file: Buffer, limits: Partial<SheetLimits> = {}): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(file, { ...SHEET_LIMITS, ...limits })) rows.push(row);
  return rows;
}

async function refusalOf(file: Buffer, limits: Partial<SheetLimits> = {}): Promise<unknown> {
  return rowsOf(file, limits).then(
    () => 'was read',
    (error: unknown) =>
      error instanceof SheetError ? { code: error.fault.code, params: error.fault.params ?? {} } : error,
  );
}

/** A zip made by hand. */
function zipOf(parts: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(content), 18);
    common.writeUInt16LE(name.length, 22);
    bodies.push(Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, more, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(parts).length, 4);
  end.writeUInt16LE(Object.keys(parts).length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listed, Buffer.from('PK\u0005\u0006'), end]);
}

/** A workbook made by hand. */
function workbookOf(sheet: string, more: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="r2" Type="x/sharedStrings" Target="/xl/strings.xml"/>' +
      '<Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>',
    'xl/strings.xml':
      '<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t>pieces</t></r><rPh><t>spoken</t></rPh></si></sst>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d\\ mmm\\ yyyy;@"/>' +
      '<numFmt numFmtId="171" formatCode="#,##0.0,"/><numFmt numFmtId="172" formatCode="0.0&quot; days&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/>' +
      '<xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="171"/><xf numFmtId="46"/><xf numFmtId="172"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  });
}

const sheetOf = (rows: string, before = '', behind = ''): string =>
  `<worksheet>${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;

describe('a workbook written by SheetJS', () => {
  const made = (options: { readonly date1904?: boolean } = {}): Buffer => {
    const sheet = sheetJs.utils.aoa_to_sheet([
      ['code', 'kg', 'day'],
      ['0012', 24.1, null],
      [true, 1e-7, null],
    ]);
    sheet['C2'] = { t: 'n', v: options.date1904 ? 44634 : 46096, z: 'dd/mm/yyyy' };
    sheet['C3'] = { t: 'n', v: 46096.604166666664, z: 'yyyy-mm-dd hh:mm' };
    sheet['A4'] = { t: 'n', v: 12, f: '6*2' };
    sheet['B4'] = { t: 'e', v: 0x07 };
    sheet['!ref'] = 'A1:C4';
    const book = {
      SheetNames: ['S'],
      Sheets: { S: sheet },
      Workbook: { WBProps: { date1904: options.date1904 ?? false } },
    };
    return sheetJs.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };

  it('arrives as what the sheet shows', async () => {
    expect(await rowsOf(made())).toEqual([
      { number: 1, cells: [text('code'), text('kg'), text('day')] },
      { number: 2, cells: [text('0012'), number('24.1'), date('2026-03-15')] },
      { number: 3, cells: [text('TRUE'), number('0.0000001'), date('2026-03-15T14:30:00')] },
      { number: 4, cells: [number('12'), fault('cell-error', '#DIV/0!')] },
    ]);
  });

  it('counts days from 1904 where it says so', async () => {
    expect((await rowsOf(made({ date1904: true })))[1]?.cells[2]).toEqual(date('2026-03-15'));
  });
});

describe('a workbook written by write-excel-file', () => {
  it('arrives as what the sheet shows', async () => {
    const file = await writeExcelFile([
      [
        { value: 'B-1 <&>' },
        { value: 100.5 },
        { value: new Date('2026-03-15T00:00:00Z'), type: Date, format: 'dd.mm.yyyy' },
      ],
      [{ value: '-0,5' }, null, { value: 0.245, format: '0.00%' }],
    ]).toBuffer();
    expect(await rowsOf(file)).toEqual([
      { number: 1, cells: [text('B-1 <&>'), number('100.5'), date('2026-03-15')] },
      { number: 2, cells: [text('-0,5'), null, number('24.5', true)] },
    ]);
  });
});

describe('a cell', () => {
  const shown = async (cells: string, more: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    (await rowsOf(workbookOf(sheetOf(`<row r="7">${cells}</row>`), more)))[0]?.cells;

  it('has the text of the table, with its pieces joined, or its own', async () => {
    const cells =
      '<c r="A7" t="s"><v>0</v></c><c r="B7" t="s"><v>1</v></c><c r="D7" t="inlineStr"><is><t>own_x000A_line</t></is></c>';
    expect(await shown(cells)).toEqual([text('plain'), text('in pieces'), null, text('own\nline')]);
  });

  it('with a formula has the result that the program left, and without one is a fault', async () => {
    expect(
      await shown('<c r="A7"><f>1+1</f><v>2</v></c><c r="B7"><f>1+1</f></c><c r="C7" t="str"><f>""</f><v></v></c>'),
    ).toEqual([number('2'), fault('formula-without-value')]);
  });

  it('with a formula that is still to be worked out is a fault, whatever stands beside it', async () => {
    const main =
      '<workbook><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>';
    expect(await shown('<c r="A7"><f>1+1</f><v>0</v></c><c r="B7"><v>3</v></c>', { 'xl/workbook.xml': main })).toEqual([
      fault('formula-without-value'),
      number('3'),
    ]);
  });

  it('is read by its format: days, times, percent, and what shows another number than it holds', async () => {
    const cells = ['46096', '46096.25', '0.07', '12345', '1.5', '3'].map(
      (value, style) => `<c s="${style + 1}"><v>${value}</v></c>`,
    );
    expect(await shown(cells.join(''))).toEqual([
      date('2026-03-15'),
      date('2026-03-15T06:00:00'),
      number('7', true),
      fault('scaled-cell', '12345'),
      fault('duration-cell', '1.5'),
      { ...number('3'), isDressed: true },
    ]);
  });

  it('that holds no number, too long a one or no day is a fault', async () => {
    const cells =
      '<c><v>NaN</v></c><c><v>12345678901234567890</v></c><c s="1"><v>60</v></c><c s="1"><v>-1</v></c><c t="d"><v>2026-02-30</v></c>';
    expect(await shown(cells)).toEqual([
      fault('no-number-cell', 'NaN'),
      fault('number-not-kept', '12345678901234567890'),
      fault('no-such-day', '60'),
      fault('no-such-day', '-1'),
      fault('no-such-day', '2026-02-30'),
    ]);
  });

  it('behind a merged one is a fault, in every row of it, and never its number again', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><v>5</v></c></row><row r="2"><c r="C2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>';
    const merged = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>';
    expect(await rowsOf(workbookOf(sheetOf(rows, '', merged)))).toEqual([
      { number: 1, cells: [number('5'), fault('merged-cell')] },
      { number: 2, cells: [fault('merged-cell'), fault('merged-cell'), number('1')] },
      { number: 3, cells: [number('2')] },
    ]);
  });

  it('in a hidden column or row is a fault', async () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row>';
    const columns = '<cols><col min="2" max="3" hidden="true"/></cols>';
    expect(await rowsOf(workbookOf(sheetOf(rows, columns)))).toEqual([
      { number: 1, cells: [number('1'), fault('hidden-column', '2')] },
      { number: 2, cells: [fault('hidden-row', '3')] },
    ]);
  });
});

describe('a workbook with names of its own', () => {
  it('is read with prefixes, from its first visible sheet', async () => {
    const file = workbookOf('', {
      'xl/workbook.xml':
        '<x:workbook><x:sheets><x:sheet name="Old" r:id="r9" state="hidden"/><x:sheet name="New" r:id="r1"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>',
    });
    expect(await rowsOf(file)).toEqual([{ number: 1, cells: [number('1'), fault('merged-cell')] }]);
  });
});

describe('a file that must not be read', () => {
  const none = { code: 'not-a-workbook', params: {} };

  it.each([
    ['text', Buffer.from('code;kg\r\nB-1;100\r\n')],
    ['nothing', Buffer.alloc(0)],
    ['a zip without a workbook', zipOf({ 'letter.txt': 'Dear recycler' })],
    ['half a workbook', workbookOf(sheetOf('<row><c><v>1</v></c></row>')).subarray(0, 700)],
    ['a sheet that breaks off', workbookOf('<worksheet><sheetData><row><c>')],
    [
      'a sheet that declares words',
      workbookOf(`<!DOCTYPE w [<!ENTITY a "b">]>${sheetOf('<row><c t="str"><v>&a;</v></c></row>')}`),
    ],
    ['a row that stands twice', workbookOf(sheetOf('<row r="2"/><row r="2"/>'))],
    ['a cell that stands twice', workbookOf(sheetOf('<row r="2"><c r="B2"/><c r="A2"/></row>'))],
    ['a text that is not in the table', workbookOf(sheetOf('<row><c t="s"><v>9</v></c></row>'))],
    ['a sheet that is no text', workbookOf(sheetOf('<row/>'), { 'xl/workbook.xml': '\u0000' })],
  ])('is refused: %s', async (_, file) => {
    expect(await refusalOf(file)).toEqual(none);
  });

  it('is told from one with a password, or of the old kind', async () => {
    const file = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect(await refusalOf(file)).toEqual({ code: 'old-or-locked', params: {} });
  });

  it('is left where it unpacks to more than allowed, by its bytes and by its ratio', async () => {
    const file = workbookOf(sheetOf('<row><c><v>1</v></c></row>'.repeat(2_000)));
    expect(await refusalOf(file)).toBe('was read');
    expect(await refusalOf(file, { sheetBytes: 10_000 })).toEqual({
      code: 'unpacks-too-large',
      params: { most: 10_000 },
    });
    expect(await refusalOf(file, { ratio: 2, freeBytes: 5_000 })).toEqual({
      code: 'unpacks-too-large',
      params: { most: 5_000 },
    });
  });

  it('is left behind too many empty rows, written or skipped, and not for a few', async () => {
    const empty = Array.from({ length: 30 }, (_, index) => `<row r="${index + 2}"><c s="1"/></row>`).join('');
    const first = '<row r="1"><c><v>1</v></c></row>';
    const refused = { code: 'too-many-empty-rows', params: { row: 2, most: 20 } };
    expect(await refusalOf(workbookOf(sheetOf(first + empty)), { emptyRows: 20 })).toEqual(refused);
    expect(
      await refusalOf(workbookOf(sheetOf(`${first}<row r="40"><c><v>1</v></c></row>`)), { emptyRows: 20 }),
    ).toEqual(refused);
    expect(await rowsOf(workbookOf(sheetOf(first + empty)))).toEqual([{ number: 1, cells: [number('1')] }]);
  });

  it('is left where it has too many rows, columns or merged cells', async () => {
    const rows = workbookOf(sheetOf('<row><c><v>1</v></c></row>'.repeat(4)));
    expect(await refusalOf(rows, { rows: 3 })).toEqual({ code: 'too-many-rows', params: { most: 2 } });
    const wide = workbookOf(sheetOf('<row><c r="XFD1"><v>1</v></c></row>'));
    expect(await refusalOf(wide)).toEqual({ code: 'too-many-columns', params: { most: 256 } });
    const merged = workbookOf(
      sheetOf('', '', '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'),
    );
    expect(await refusalOf(merged, { merges: 1 })).toEqual({ code: 'too-many-merged', params: { most: 1 } });
  });
});

describe('names, numbers and days', () => {
  it('know columns by their letters', () => {
    expect([cellName(12, 0), cellName(1, 25), cellName(1, 26), cellName(3, 54)]).toEqual(['A12', 'Z1', 'AA1', 'BC3']);
    expect([columnOf('A1'), columnOf('AA7'), columnOf('BC'), columnOf('7')]).toEqual([0, 26, 54, -1]);
  });

  it('keep the 15 digits that a spreadsheet program shows', () => {
    const stored = ['24.100000000000001', '0.30000000000000004', '1E-7', '-0.5', '120000', '1.5e3', '007', '0', '-0'];
    expect(stored.map(decimalText)).toEqual(['24.1', '0.3', '0.0000001', '-0.5', '120000', '1500', '7', '0', '0']);
    expect(['', '1,5', '0x10', '1e400', '1000000000000000', 'Infinity'].map(decimalText)).toEqual(Array(6).fill(null));
  });

  it('know the days of both counts, and that 1900 was no leap year', () => {
    expect([1, 59, 60, 61, 0.5].map((days) => dateText(days, 1900, false))).toEqual([
      '1900-01-01',
      '1900-02-28',
      null,
      '1900-03-01',
      null,
    ]);
    expect(dateText(0, 1904, false)).toBe('1904-01-01');
    expect(dateText(2_958_465, 1900, false)).toBe('9999-12-31');
    expect(dateText(2_958_466, 1900, false)).toBeNull();
    expect(dateText(46_096.999_999_9, 1900, true)).toBe('2026-03-16T00:00:00');
  });

  it('tell formats that show more than digits', () => {
    const bare = ['General', '@', '0', '#', '0.00', '#,##0', '#,##0.00_);(#,##0.00)', '[Red]0.0;[Blue]0.0'];
    const dressed = ['0000', '"A-"000', '000-000', '0.0" t"', '0\\ "pcs"', '#,##0.00 "EUR"'];
    expect([...bare, ...dressed].map(isDressing)).toEqual([...bare.map(() => false), ...dressed.map(() => true)]);
  });

  it('tell formats apart', () => {
    const codes = [
      'dd/mm/yy',
      'h:mm',
      '0.0%',
      '#,##0.00',
      '0.0,',
      '[h]:mm',
      '0.0" days"',
      '[Red]0.0;[Blue]0.0',
      'General',
      '@',
    ];
    expect(codes.map((code) => formOf(170, code))).toEqual([
      ...['day', 'time', 'percent', 'plain', 'scaled', 'duration', 'plain', 'plain', 'plain', 'plain'],
    ]);
    expect([0, 9, 14, 22, 46, 49].map((id) => formOf(id, undefined))).toEqual([
      ...['plain', 'percent', 'day', 'time', 'duration', 'plain'],
    ]);
  });
});
