import { deflateRawSync } from 'node:zlib';
import * as sheetJs from '@e965/xlsx';
import { verifyLedger } from '../src/modules/ledger/index.js';
import { FileDesk } from './support/files.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

const WORKBOOK = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
const HEADER = [
  ...['code', 'stream', 'occurredAt', 'alloy', 'grossKg [kg]', 'tareKg [kg]', 'moisturePct [%]', 'assay.laboratory'],
  ...['assay.method', 'assay.sampledAt', 'assay.composition Nd [%]'],
];

type Cell = sheetJs.CellObject;
const text = (v: string): Cell => ({ t: 's', v });
const number = (v: number, z?: string): Cell => ({ t: 'n', v, ...(z && { z }) });
/** 1 March 2027, 08:00. */
const MOMENT = number(46_447.333333333336, 'yyyy-mm-dd hh:mm');
const row = (
  code: Cell,
  more: { readonly gross?: Cell; readonly moisture?: Cell; readonly on?: Cell } = {},
): Cell[] => [
  ...[code, text('grinding-sludge-oily'), more.on ?? MOMENT, text('NdFeB'), more.gross ?? number(120.5), number(20)],
  ...[more.moisture ?? number(10), text('Lab'), text('ICP-OES'), number(46_447, 'dd/mm/yyyy'), number(24.1)],
];

function workbook(rows: readonly Cell[][], more: Partial<sheetJs.WorkSheet> = {}): Buffer {
  const sheet: sheetJs.WorkSheet = { '!ref': `A1:Z${rows.length + 1}`, ...more };
  for (const [line, cells] of [HEADER.map(text), ...rows].entries()) {
    for (const [column, cell] of cells.entries()) sheet[sheetJs.utils.encode_cell({ r: line, c: column })] = cell;
  }
  return sheetJs.write(
    { SheetNames: ['By-products'], Sheets: { 'By-products': sheet } },
    {
      type: 'buffer',
      bookType: 'xlsx',
      compression: true,
    },
  ) as Buffer;
}

describe('workbooks of by-products', () => {
  let app: TestApp;
  let world: World;
  let desk: FileDesk;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new FileDesk(app, world.plant.operator.token);
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyLedger(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const send = (file: Buffer): Promise<Answer> => desk.send('by-products', world.plant.sites[0], file, WORKBOOK);

  it('are booked with what their sheets show, whatever the mapping says of how texts are written', async () => {
    const { status, body } = await send(
      workbook([row(text('0012')), row(number(7), { moisture: number(0.125, '0.0%') })]),
    );
    expect(status).toBe(202);
    expect((await desk.one(body.id)).firstRows).toMatchObject([{ delimiter: null, header: HEADER }]);
    const looked = await desk.mapped(body.id, { decimal: 'comma', dates: 'day-first' });
    expect(looked).toMatchObject({ format: 'xlsx', rows: 2, wrong: 0, faults: [] });
    await desk.act(body.id, 'booking');
    expect(await desk.when(body.id, 'done')).toMatchObject({ booked: 2, wrong: 0 });
    const list = await app.get('/batches?limit=2', { token: world.plant.operator.token });
    expect(
      list.body.items.map((item: { code: string; dryKg: number; occurredAt: string; elements: object }) => [
        ...[item.code, item.dryKg, item.occurredAt, item.elements],
      ]),
    ).toEqual([
      ['7', 87.9375, '2027-03-01T13:00:00.000Z', { Nd: { kg: 21.192938 } }],
      ['0012', 90.45, '2027-03-01T13:00:00.000Z', { Nd: { kg: 21.79845 } }],
    ]);
  });

  it('say of each cell what cannot be read of it, and book nothing', async () => {
    const merged = {
      '!merges': [sheetJs.utils.decode_range('E3:E4')],
      '!cols': [{}, {}, {}, {}, {}, { hidden: true }],
    };
    const rows = [
      row(text('W-1'), { on: number(12.5, '[h]:mm') }),
      row(text('W-2'), { gross: number(50) }),
      row(text('W-3'), { gross: number(50) }),
      row(text('W-4'), { gross: { t: 'e', v: 0x07 }, moisture: number(12_000, '0.0,') }),
      row(text('W-5'), { gross: text('1.234,5') }),
    ];
    const { body } = await send(workbook(rows, merged));
    const looked = await desk.when(body.id, 'looked');
    expect(looked).toMatchObject({ rows: 5, wrong: 5, booked: 0 });
    const told = looked.faults.map((fault: { row: number; column: string; code: string }) => [
      ...[fault.row, fault.column.split(' ')[0], fault.code],
    ]);
    expect(told.filter(([, column]: string[]) => column !== 'tareKg')).toEqual([
      [2, 'occurredAt', 'duration-cell'],
      [4, 'grossKg', 'merged-cell'],
      [5, 'grossKg', 'cell-error'],
      [5, 'moisturePct', 'scaled-cell'],
      [6, 'grossKg', 'grouped-number'],
    ]);
    expect(told.filter(([, column]: string[]) => column === 'tareKg')).toEqual(
      [2, 3, 4, 5, 6].map((line) => [line, 'tareKg', 'hidden-column']),
    );
    expect((await desk.act(body.id, 'booking')).status).toBe(409);
  });

  it('take no number or day for a text that shows more, and so for another code', async () => {
    const drums = [number(12, '0000'), number(12, '"A-"0'), number(46_447, 'd-mmm'), number(12), number(12.5, '0.00')];
    const { body } = await send(workbook(drums.map((code) => row(code, { gross: number(120, '0000.0" kg"') }))));
    const looked = await desk.when(body.id, 'looked');
    expect(looked).toMatchObject({ rows: 5, wrong: 3 });
    expect(
      looked.faults.map((fault: { row: number; column: string; code: string }) => [
        ...[fault.row, fault.column, fault.code],
      ]),
    ).toEqual([2, 3, 4].map((line) => [line, 'code', 'shown-otherwise']));
  });

  it.each([
    ['a text that is called a workbook', Buffer.from('code,kg\r\n'), 'not-a-workbook'],
    ['bytes of no kind', deflateRawSync('x'.repeat(5_000)), 'not-a-workbook'],
    ['an old or locked workbook', Buffer.from('d0cf11e0a1b11ae1'.padEnd(600, '0'), 'hex'), 'old-or-locked'],
    [
      'a workbook that shows nothing',
      sheetJs.write({ SheetNames: ['S'], Sheets: { S: {} } }, { type: 'buffer' }) as Buffer,
      'file-empty',
    ],
  ])('are refused where the file is %s', async (_, file, code) => {
    const { status, body } = await send(file);
    expect([status, body.errors?.[0]?.code ?? body]).toEqual([400, code]);
  });
});
