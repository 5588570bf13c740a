import { DomainError, InputError } from '../measure/errors.js';
import { faultAt } from '../measure/faults.js';
import type { MappedColumn, Mapping } from './mapping.js';
import { refusedRow, rowReader, type FileCell, type Reading } from './rows.js';

const COLUMNS: readonly MappedColumn[] = [
  { column: 'Drum', field: 'code' },
  { column: 'Stream', field: 'stream' },
  { column: 'When', field: 'occurredAt' },
  { column: 'Gross', field: 'grossKg', unit: 'kg' },
  { column: 'Wet %', field: 'moisturePct', unit: '%' },
  { column: 'Lab', field: 'assay.laboratory' },
  { column: 'Nd', field: 'assay.composition', unit: '%', formula: 'Nd' },
  { column: 'Dy', field: 'assay.composition', unit: 'ppm', formula: 'Dy' },
];
const HEADER = [...COLUMNS.map(({ column }) => column), 'Remarks'];

function reading(more: Partial<Mapping> = {}): Reading {
  const fixed = [
    { field: 'alloy', value: 'NdFeB' },
    { field: 'tareKg', value: '20' },
  ];
  const mapping: Mapping = {
    decimal: 'point',
    dates: 'year-first',
    basis: 'dry',
    columns: COLUMNS,
    fixed,
    ...more,
  };
  return { kind: 'by-products', header: HEADER, mapping, timeZone: 'UTC' };
}

const row = (...cells: FileCell[]) => ({ line: 7, cells });
const GOOD = ['D 1', 'fines', '2027-03-01', '120.5', '10', 'Lab', '24', '<500', 'dusty'];

describe('a row', () => {
  it('says the fields of the single call, with what is the same in every row', () => {
    expect(rowReader(reading())(row(...GOOD))).toEqual({
      subject: 'd 1',
      body: {
        alloy: 'NdFeB',
        tareKg: 20,
        code: 'D 1',
        stream: 'fines',
        occurredAt: '2027-03-01T12:00:00+00:00',
        grossKg: 120.5,
        moisturePct: 10,
        assay: { laboratory: 'Lab', composition: { Nd: 24, Dy: '<0.05' } },
      },
      faults: [],
    });
  });

  it('has no assay where it has no composition', () => {
    const { body, faults } = rowReader(reading())(row('D 1', 'fines', '2027-03-01', '120.5', '10', 'Lab', '', ''));
    expect([body['assay'], faults]).toEqual([undefined, []]);
  });

  it('has fractions of the dry mass where the file has them of all that was weighed', () => {
    // 24 % of all, of which 10 % are water, are 24 / 0.9 = 26.6667 % of the rest; 0.05 % are 0.0556 %.
    const { body } = rowReader(reading({ basis: 'wet' }))(row(...GOOD));
    expect(body['assay']).toEqual({ laboratory: 'Lab', composition: { Nd: 26.6667, Dy: '<0.0556' } });
    const ignited = rowReader(reading({ basis: 'ignited' }))(row(...GOOD)).body['assay'];
    expect(ignited).toMatchObject({ basis: 'ignited', composition: { Nd: 24 } });
  });

  it('tells every cell that is wrong, and says nothing else', () => {
    const cells: FileCell[] = [
      'D 1',
      '',
      '01.03.2027',
      '120,5',
      { shows: '#REF!', fault: 'cell-error' },
      'Lab',
      'x',
      '',
    ];
    const { body, faults } = rowReader(reading())(row(...cells));
    expect(body).toEqual({});
    expect(faults.map(({ row: line, column, value, code }) => [line, column, value, code])).toEqual([
      [7, 'Stream', '', 'missing-cell'],
      [7, 'When', '01.03.2027', 'date-of-other-order'],
      [7, 'Gross', '120,5', 'grouped-number'],
      [7, 'Wet %', '#REF!', 'cell-error'],
      [7, 'Nd', 'x', 'cell-not-a-number'],
    ]);
  });

  it.each<[string, FileCell[], string]>([
    ['that is empty', ['', ' ', ''], 'empty-row'],
    ['of totals', ['Summe', '', '', '120.5'], 'total-row'],
    ['of totals behind an empty cell', ['', 'Grand total', '', '120.5'], 'total-row'],
    ['with more cells than the first', [...GOOD, 'more'], 'other-cells'],
  ])('%s is a fault as a whole', (_, cells, code) => {
    const { subject, faults } = rowReader(reading())(row(...cells));
    expect([subject, faults.map(({ column, code: what }) => [column, what])]).toEqual(['', [[null, code]]]);
  });
});

describe('what the single call refuses', () => {
  const told = (error: DomainError, place = 0) => {
    const faults = refusedRow({ ...row(...GOOD), place }, error, reading());
    return faults.map(({ row: line, column, value, code }) => [line, column, value, code]);
  };

  it('stands at the column of its field', () => {
    const error = new InputError([
      faultAt('/grossKg', 'not-above-zero'),
      faultAt('/assay/composition/Dy', 'value-negative'),
      faultAt('/tareKg', 'not-below-gross'),
    ]);
    expect(told(error)).toEqual([
      [7, 'Gross', '120.5', 'not-above-zero'],
      [7, 'Dy', '<500', 'value-negative'],
      [7, null, null, 'not-below-gross'],
    ]);
  });

  it('is told each of the rows of one thing by its place there, and the others that they wait', () => {
    const error = new InputError([faultAt('/lines/1/grossKg', 'not-above-zero')]);
    expect([told(error, 0), told(error, 1)]).toEqual([
      [[7, null, null, 'others-wrong']],
      [[7, 'Gross', '120.5', 'not-above-zero']],
    ]);
  });

  it('stands at the column of what the row is about where no field is wrong, with what is known of it', () => {
    const error = new DomainError('more-than-left', 'No.', { leftDryKg: 1, batches: ['a'] });
    const [fault] = refusedRow({ ...row(...GOOD), place: 0 }, error, reading());
    expect(fault).toEqual({
      row: 7,
      column: 'Drum',
      value: 'D 1',
      code: 'more-than-left',
      message: 'No.',
      params: { leftDryKg: 1 },
    });
  });
});
