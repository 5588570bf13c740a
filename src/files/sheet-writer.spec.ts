import * as sheetJs from '@e965/xlsx';
import { readSheet } from './sheet-reader.js';
import { writeSheet, type WrittenCell } from './sheet-writer.js';

async function* given(rows: readonly (readonly WrittenCell[])[]): AsyncGenerator<readonly WrittenCell[]> {
  for (const row of rows) yield await Promise.resolve(row);
}

async function written(headers: readonly string[], rows: readonly (readonly WrittenCell[])[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of writeSheet(headers, given(rows))) pieces.push(piece);
  return Buffer.concat(pieces);
}

const ROWS: readonly (readonly WrittenCell[])[] = [
  [
    { kind: 'text', text: '=1+1' },
    { kind: 'number', text: '24.1' },
    { kind: 'date', text: '2026-03-15' },
    { kind: 'date', text: '2026-03-15T14:30:00' },
  ],
  [
    { kind: 'text', text: 'a <b> & "c" _x0041_ \u0001\n' },
    null,
    { kind: 'text', text: '' },
    { kind: 'date', text: '1900-01-15' },
  ],
];

describe('a sheet that is written', () => {
  it('is read again as it was, texts as texts and days as days', async () => {
    const rows = [];
    for await (const { cells } of readSheet(await written(['code', 'gross [kg]', 'day', 'time'], ROWS)))
      rows.push(cells);
    expect(rows).toEqual([
      ['code', 'gross [kg]', 'day', 'time'].map((text) => ({ kind: 'text', text })),
      [
        { kind: 'text', text: '=1+1' },
        { kind: 'number', text: '24.1', isPercent: false },
        { kind: 'date', text: '2026-03-15' },
        { kind: 'date', text: '2026-03-15T14:30:00' },
      ],
      [{ kind: 'text', text: 'a <b> & "c" _x0041_ \u0001\n' }, null, null, { kind: 'text', text: '1900-01-15' }],
    ]);
  });

  it('is read by SheetJS, and holds no formula', async () => {
    const { Sheets } = sheetJs.read(await written(['code', 'kg', 'day'], ROWS), { type: 'buffer', cellFormula: true });
    const sheet = Sheets['Sheet1'] ?? {};
    expect([sheet['A2'], sheet['B2']].map(({ t, v, f }: sheetJs.CellObject) => [t, v, f])).toEqual([
      ['s', '=1+1', undefined],
      ['n', 24.1, undefined],
    ]);
    expect((sheet['C2'] as sheetJs.CellObject).w).toBe('2026-03-15');
  });

  it('has equal bytes for equal rows', async () => {
    expect((await written(['code'], ROWS)).equals(await written(['code'], ROWS))).toBe(true);
  });

  it('is written piece by piece', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => [{ kind: 'text' as const, text: `B-${index * 7_919}` }]);
    let pieces = 0;
    for await (const piece of writeSheet(['code'], given(many))) pieces += piece.length > 0 ? 1 : 0;
    expect(pieces).toBeGreaterThan(14);
  });
});
